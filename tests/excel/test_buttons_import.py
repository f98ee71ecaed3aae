"""«Импорт продаж»: what is asked before anything changes, and what is said when it cannot be done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from pathlib import Path

import pytest

from clientbase_xl.base import filesystem
from clientbase_xl.base.imports import list_imports
from clientbase_xl.base.store import Base
from clientbase_xl.base.users import add_user
from clientbase_xl.errors import BadFile, BadUse, BaseRefused, UnknownLayout
from clientbase_xl.excel import buttons_import
from clientbase_xl.excel.buttons_import import MOST_FILES, NOT_OURS, import_sales
from clientbase_xl.excel.host import Answer
from clientbase_xl.excel.press import Cancelled, Desk
from clientbase_xl.excel.session import open_base
from clientbase_xl.schemas.users import HEAD
from clientbase_xl.workflows.import_sales import ImportOrder, import_files
from clientbase_xl.workflows.origin import BASE_MARK
from tests.support.desk import HEADER, line
from tests.support.fake_book import FakeBook
from tests.support.fake_host import FakeHost
from tests.support.office import NOW, TODAY, Office

NO_BOOK_OF_OURS = FakeBook({}, {}, "выгрузка.xlsx")


def export(office: Office, name: str, *rows: str) -> Path:
    """Write an export."""
    path = office.folder / name
    path.write_text(HEADER + "".join(row + "\n" for row in rows), encoding="utf-8-sig")
    return path


def june(office: Office, day: str = "20.06.2026") -> Path:
    """Write an export of one day."""
    return export(office, f"июнь {day}.csv", line(day, "9", "900,00"), line(day, "1", "100,50"))


def desk_of(office: Office, user: str = "тест") -> Desk:
    """Return a desk at the firm."""
    return Desk(office.base, user, TODAY, NOW, UTC)


def brought(office: Office, files: Sequence[Path], *answers: Answer, user: str = "тест") -> tuple[str, FakeHost]:
    """Import while some other file is open; return the message and what was asked."""
    host = FakeHost(office.folder, files, answers)
    return import_sales(desk_of(office, user), NO_BOOK_OF_OURS, host), host  # type: ignore[arg-type]


def count_imports(office: Office) -> int:
    """Return how many imports the base knows."""
    return len(list_imports(office.base))


def test_what_the_files_hold_is_shown_before_the_question(firm: Office) -> None:
    message, host = brought(firm, [june(firm)], "yes")
    assert host.asked[0] == "Какие файлы загрузить? *.xlsx;*.xlsm;*.xls;*.xlsb;*.ods;*.csv;*.txt;*.tsv;*.parquet"
    assert host.asked[1] == (
        "«июнь 20.06.2026.csv»: продажи\n"
        "  Прочитано строк: 2, принято: 2, исключено: ничего\n"
        "  Период: 20.06.2026–20.06.2026, сумма: 1\u00a0000,50 ₽, клиентов: 2\n"
        "  Столбец «Сумма»: дробная часть после запятой — по «900,00» (строка 2)\n"
        "  Столбец «Себестоимость»: дробная часть после запятой — по «630,00» (строка 2)\n"
        "  Столбец «Дата»: порядок день.месяц.год — по «20.06.2026» (строка 2)\n"
        "Источник продаж: «1С».\n\nЗагрузить?"
    )
    assert message.startswith("«июнь 20.06.2026.csv»: продажи, загрузка № 2\n  Прочитано строк: 2, принято: 2")
    assert "Новых клиентов: 1" in message
    assert message.endswith(NOT_OURS)
    assert count_imports(firm) == 2


def test_what_is_replaced_stands_in_the_same_question(firm: Office) -> None:
    _, host = brought(firm, [export(firm, "май.csv", line("19.05.2026", "1", "7,00"))], "yes")
    assert host.asked[1].count("заменит дни 19.05.2026–19.05.2026 источника «1С»") == 0
    _, host = brought(firm, [export(firm, "май 17.csv", line("17.05.2026", "1", "7,00"))], "yes")
    assert "«май 17.csv» заменит дни 17.05.2026–17.05.2026 источника «1С»" in host.asked[1]


@pytest.mark.parametrize("answers", [(), ("no",)])
def test_a_closed_dialog_and_a_no_change_nothing(firm: Office, answers: tuple[Answer, ...]) -> None:
    files = [june(firm)] if answers else []
    with pytest.raises(Cancelled):
        brought(firm, files, *answers)
    assert count_imports(firm) == 1
    assert len(list(firm.base.ledger_dir.iterdir())) == 1


def test_a_file_that_is_there_already_asks_nothing(firm: Office) -> None:
    path = june(firm)
    brought(firm, [path], "yes")
    message, host = brought(firm, [path])
    assert "уже загружен, ничего не изменено" in message
    assert len(host.asked) == 1
    assert count_imports(firm) == 2


def test_a_broken_file_is_refused_and_nothing_changes(firm: Office) -> None:
    broken = firm.folder / "битый.xlsx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(BadFile, match=r"«битый.xlsx» повреждён"):
        brought(firm, [june(firm), broken])
    assert count_imports(firm) == 1


def test_strange_columns_are_to_be_renamed_in_the_file(firm: Office) -> None:
    strange = firm.folder / "странный.csv"
    strange.write_text("а;б\n1;2\n3;4\n", encoding="utf-8")
    with pytest.raises(UnknownLayout, match="не опознаны") as refused:
        brought(firm, [strange])
    assert refused.value.remedy.startswith("Переименуйте столбцы")


STRANGE = "Прочее;Когда;Кому;Всего денег;Штук\nx;20.06.2026;Фирма;10,50;1\n"


def strange(office: Office, text: str = STRANGE) -> Path:
    """Write an export whose columns nobody knows."""
    path = office.folder / "странный.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_unknown_layout_is_asked_about_column_by_column_and_remembered(firm: Office) -> None:
    message, host = brought(firm, [strange(firm)], "yes", "no", "yes", "yes", "yes", "yes")
    questions = [one.split("\n")[1] for one in host.asked if "не опознаны" in one]
    assert questions == [
        "«Дата» — это столбец «Когда» (20.06.2026)?",
        "«Клиент» — это столбец «Кому» (Фирма)?",
        "«Клиент» — это столбец «Прочее» (x)?",
        "«Количество» — это столбец «Штук» (1)?",
        "«Сумма, ₽» — это столбец «Всего денег» (10,50)?",
    ]
    assert "Ответ о столбцах запомнен под № 1" in message
    _, host = brought(firm, [strange(firm, STRANGE.replace("20.06", "21.06"))], "yes")
    assert not [one for one in host.asked if "не опознаны" in one]
    assert count_imports(firm) == 3


@pytest.mark.parametrize("answers", [("cancel",), ("yes", "cancel")])
def test_a_question_about_columns_that_is_closed_loads_nothing(firm: Office, answers: tuple[Answer, ...]) -> None:
    with pytest.raises(Cancelled):
        brought(firm, [strange(firm)], *answers)
    assert count_imports(firm) == 1


def test_a_no_to_every_heading_is_the_refusal(firm: Office) -> None:
    with pytest.raises(UnknownLayout, match="не опознаны") as refused:
        brought(firm, [strange(firm)], "no")
    assert refused.value.remedy.startswith("Переименуйте столбцы")


def test_many_files_are_told_together(firm: Office) -> None:
    files = [june(firm, f"{day:02d}.07.2026") for day in range(1, MOST_FILES + 4)]
    message, host = brought(firm, files, "yes")
    assert host.asked[1].count("Прочитано строк") == MOST_FILES
    assert "… и ещё файлов — 3: строк к загрузке 6\n" in host.asked[1]
    assert "… и ещё файлов — 3: принято строк 6\n" in message


def test_files_left_out_of_a_long_question_still_name_what_they_replace(firm: Office) -> None:
    files = [june(firm, f"{day:02d}.07.2026") for day in range(1, MOST_FILES + 2)]
    brought(firm, files, "yes")
    for path in files:
        path.write_text(path.read_text(encoding="utf-8-sig").replace("900,00", "901,00"), encoding="utf-8-sig")
    _, host = brought(firm, files, "yes")
    assert f"строк к загрузке 2; заменят загруженное: «{files[-1].name}»" in host.asked[1]


def second_source(office: Office) -> None:
    """Load sales of another source, its VAT basis known."""
    order = ImportOrder((june(office, "01.04.2026"),), "Склад 2", vat="с НДС", cost_vat="с НДС")
    import_files(office.base, order, now=NOW, user="тест", confirm=lambda _: True, ask_vat=lambda _: ("с НДС", "с НДС"))


@pytest.mark.parametrize(
    ("answers", "source"), [(("yes", "yes"), "Склад 2"), (("no", "yes", "yes"), "1С")], ids=["latest", "other"]
)
def test_of_several_sources_the_person_names_one(firm: Office, answers: tuple[Answer, ...], source: str) -> None:
    second_source(firm)
    _, host = brought(firm, [june(firm)], *answers)
    assert "из источника «Склад 2»?" in host.asked[1]
    assert list_imports(firm.base)[-1].source == source
    assert f"Источник продаж: «{source}»." in host.asked[-1]


def test_a_source_that_is_not_named_loads_nothing(firm: Office) -> None:
    second_source(firm)
    with pytest.raises(BadUse, match="Источник продаж не выбран") as refused:
        brought(firm, [june(firm)], "no", "no")
    assert "--source" in refused.value.remedy
    with pytest.raises(Cancelled):
        brought(firm, [june(firm)], "cancel")
    assert count_imports(firm) == 2


@pytest.mark.parametrize(
    ("answers", "vat", "cost_vat"),
    [
        (("yes", "no"), "с НДС", "без НДС"),
        (("no", "no"), "без НДС", "без НДС"),
        (("cancel", "cancel"), "не указано", "не указано"),
    ],
)
def test_vat_is_asked_once_for_a_source_that_never_said(
    tmp_path: Path, answers: tuple[Answer, Answer], vat: str, cost_vat: str
) -> None:
    office = Office(tmp_path)
    Base.init(tmp_path / "база", at=NOW, by="тест")
    _, host = brought(office, [june(office)], "yes", *answers)
    assert host.asked[2].startswith("Суммы продаж источника «продажи» — с НДС?\nДа — с НДС; Нет — без НДС")
    assert host.asked[3].startswith("Себестоимость источника «продажи»")
    (record,) = list_imports(office.base)
    assert (record.source, record.amount_vat, record.cost_vat) == ("продажи", vat, cost_vat)
    _, host = brought(office, [june(office, "21.06.2026")], "yes")
    assert len(host.asked) == 2


def test_a_stranger_is_refused_before_any_dialog(firm: Office) -> None:
    add_user(firm.base, "шеф", HEAD, at=NOW, by="шеф")
    with pytest.raises(BadUse, match="не зарегистрирован"):
        brought(firm, [june(firm)], user="чужой")


def test_a_base_that_takes_no_writing_is_refused_before_any_dialog(
    firm: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filesystem, "is_writable", lambda *_paths: False)
    with pytest.raises(BaseRefused, match="только для чтения"):
        brought(firm, [june(firm)])


def test_a_book_of_another_base_is_refused_before_any_dialog(firm: Office) -> None:
    host = FakeHost(firm.folder, [june(firm)])
    with pytest.raises(BadUse, match="не книга этой базы"):
        import_sales(desk_of(firm), FakeBook({}, {BASE_MARK: "другая"}), host)  # type: ignore[arg-type]
    assert not host.asked


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_the_first_import_makes_a_base_in_the_usual_folder_when_the_person_agrees(firm: Office, answer: Answer) -> None:
    config, usual = firm.folder / "config.toml", firm.folder / "Документы" / "Клиентская база"
    desk = Desk(lambda: open_base(config, usual), "тест", TODAY, NOW, UTC)
    host = FakeHost(firm.folder, [june(firm)], [answer] * 4)
    if answer == "no":
        with pytest.raises(Cancelled):
            import_sales(desk, NO_BOOK_OF_OURS, host)  # type: ignore[arg-type]
        assert not usual.exists()
    else:
        import_sales(desk, NO_BOOK_OF_OURS, host)  # type: ignore[arg-type]
        assert [one.imported_by for one in list_imports(Base.open(usual))] == ["тест"]
    assert host.asked[0] == f"Базы клиентов ещё нет. Создать её в папке «{usual}»?"


def test_what_was_loaded_is_told_even_when_the_book_cannot_follow(
    firm: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(buttons_import, "_require_no_other_base", lambda *_: True)

    def refuse(*_: object, **__: object) -> None:
        raise BadUse("Лист защищён паролем.")

    monkeypatch.setattr(buttons_import, "refresh", refuse)
    message, _ = brought(firm, [june(firm)], "yes")
    assert "загрузка № 2" in message
    assert message.endswith("\nКнига не пересчитана. Лист защищён паролем.")

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("выдернули провод")

    monkeypatch.setattr(buttons_import, "refresh", fail)
    with pytest.raises(RuntimeError) as failed:
        brought(firm, [june(firm, "21.06.2026")], "yes")
    (note,) = failed.value.__notes__
    assert note.startswith("До ошибки загружено в базу:\n«июнь 21.06.2026.csv»: продажи, загрузка № 3")
    assert note.endswith("Нажмите «Пересчитать всё».")


OPEN_DATES = "Дата;Клиент;Количество;Сумма\n04/05/2026;Фирма;1;10,50\n06/07/2026;Фирма;2;20,50\n"


def test_the_order_of_dates_that_a_file_leaves_open_is_asked_and_remembered(firm: Office) -> None:
    brought(firm, [strange(firm, OPEN_DATES)], "no", "yes", "yes", "yes", "yes")
    _, host = brought(firm, [strange(firm, OPEN_DATES.replace("2026", "2025"))], "yes", "yes")
    assert "Период: 05.04.2025–07.06.2025" in "".join(host.asked)
    assert not [one for one in host.asked if "Порядок в датах" in one]


def test_the_decimal_mark_that_a_file_leaves_open_is_asked(firm: Office) -> None:
    text = "Дата;Клиент;Количество;Сумма\n20.06.2026;Фирма;1;1,500\n20.06.2026;Фирма;1;2,500\n"
    _, host = brought(firm, [strange(firm, text)], "no", "yes", "yes", "yes", "yes")
    assert [one.split("\n")[1] for one in host.asked[1:3]] == [
        "Дробную часть отделяет — запятая?",
        "Дробную часть отделяет — точка?",
    ]
    assert "сумма: 4\u00a0000,00 ₽" in "".join(host.asked)


def test_a_cancelled_question_about_dates_loads_nothing(firm: Office) -> None:
    with pytest.raises(Cancelled):
        brought(firm, [strange(firm, OPEN_DATES)], "cancel")
    assert count_imports(firm) == 1


def test_an_order_that_nobody_confirms_is_refused_as_before(firm: Office) -> None:
    with pytest.raises(BadFile, match="не ясно, что стоит первым"):
        brought(firm, [strange(firm, OPEN_DATES)], "no", "no", "no")
    assert count_imports(firm) == 1
