"""`import`, `imports` and `check` as a person meets them."""

from __future__ import annotations

import csv
import json

from tests.support.desk import Desk, line


def test_an_import_tells_what_was_read_accepted_and_excluded(desk: Desk) -> None:
    path = desk.export("май.csv", line("05.05.2026", "1", "100,00"), line("31.02.2026", "2", "50,00"))
    answer = desk.call("import", path, "--json", "--vat", "без НДС")
    (outcome,) = json.loads(answer.out)
    assert (outcome["count_read"], outcome["count_accepted"]) == (2, 1)
    assert sum(outcome["excluded"].values()) == 1
    assert outcome["amount_rub"] == "100.00"
    assert answer.code == 1
    assert "31.02.2026" in answer.out


def test_a_clean_import_ends_with_zero(desk: Desk) -> None:
    path = desk.export("май.csv", line("05.05.2026", "1", "100,00"))
    answer = desk.call("import", path, "--vat", "без НДС")
    assert answer.code == 0, answer.out
    assert "принято: 1" in answer.out


def test_the_same_file_twice_changes_nothing(desk: Desk) -> None:
    path = desk.export("май.csv", line("05.05.2026", "1", "100,00"))
    desk.call("import", path)
    before = desk.call("imports", "--json").out
    answer = desk.call("import", path)
    assert "уже загружен" in answer.out
    assert desk.call("imports", "--json").out == before


def test_a_new_export_of_a_month_replaces_its_days_after_showing_what_changes(desk: Desk) -> None:
    desk.call("import", desk.export("май.csv", line("05.05.2026", "1", "100,00"), line("31.05.2026", "2", "10,00")))
    corrected = desk.export("май исправленный.csv", line("05.05.2026", "1", "120,00"), line("31.05.2026", "2", "10,00"))
    answer = desk.call("import", corrected)
    assert "заменит дни 05.05.2026–31.05.2026" in answer.out
    assert "110,00 → 130,00 ₽" in answer.out
    states = [item["state"] for item in json.loads(desk.call("imports", "--json").out)]
    assert states == ["заменён", "действует"]
    assert _turnover(desk) == 130.0


def test_an_undone_import_gives_the_replaced_days_back(desk: Desk) -> None:
    desk.call("import", desk.export("май.csv", line("05.05.2026", "1", "100,00"), line("25.05.2026", "1", "10,00")))
    desk.call("import", desk.export("начало мая.csv", line("05.05.2026", "1", "70,00")))
    assert _turnover(desk) == 80.0
    answer = desk.call("imports", "--undo", "2")
    assert "отменена" in answer.out
    assert _turnover(desk) == 110.0


def test_another_source_replaces_nothing(desk: Desk) -> None:
    desk.call("import", desk.export("склад 1.csv", line("05.05.2026", "1", "100,00")), "--source", "склад 1")
    desk.call("import", desk.export("склад 2.csv", line("05.05.2026", "1", "40,00")), "--source", "склад 2")
    assert _turnover(desk) == 140.0


def test_two_files_of_one_call_that_share_days_are_refused_and_nothing_is_stored(desk: Desk) -> None:
    first = desk.export("а.csv", line("05.05.2026", "1", "100,00"), line("09.05.2026", "1", "1,00"))
    second = desk.export("б.csv", line("07.05.2026", "1", "100,00"))
    before = desk.fingerprint()
    answer = desk.call("import", first, second)
    assert answer.code == 2
    assert "пересекаются по дням" in answer.err
    assert "--source" in answer.err
    assert desk.fingerprint() == before


def test_one_bad_file_of_a_call_keeps_the_good_ones_out_too(desk: Desk) -> None:
    good = desk.export("май.csv", line("05.05.2026", "1", "100,00"))
    bad = desk.folder / "пусто.csv"
    bad.write_bytes(b"")
    answer = desk.call("import", good, bad)
    assert answer.code == 2
    assert json.loads(desk.call("imports", "--json").out) == []


def test_unknown_columns_are_answered_with_the_map_option(desk: Desk) -> None:
    path = desk.folder / "чужое.csv"
    path.write_text("Когда;Кому;Почём;Штук\n05.05.2026;Фирма;10;1\n", encoding="utf-8")
    answer = desk.call("import", path)
    assert answer.code == 2
    assert "--map" in answer.err
    assert "Когда" in answer.err
    mapped = desk.call(
        "import",
        path,
        "--map",
        "Дата=Когда",
        "--map",
        "Клиент=Кому",
        "--map",
        "Сумма, ₽=Почём",
        "--map",
        "Количество=Штук",
    )
    assert mapped.code == 0, mapped.err + mapped.out


def test_a_base_that_is_not_there_is_answered_with_init(desk: Desk) -> None:
    path = desk.export("май.csv", line("05.05.2026", "1", "100,00"))
    answer = desk.run("import", path, "--base", desk.folder / "нет такой")
    assert answer.code == 2
    assert "init" in answer.err
    assert not (desk.folder / "нет такой").exists()


def test_check_shows_the_same_counts_and_stores_nothing(desk: Desk) -> None:
    path = desk.export("май.csv", line("05.05.2026", "1", "100,00"), line("", "2", "50,00"))
    before = desk.fingerprint()
    answer = desk.run("check", path, "--json")
    report = json.loads(answer.out)
    assert (report["count_read"], report["count_accepted"]) == (2, 1)
    assert report["headings"]["Дата"] == "Дата"
    assert answer.code == 1
    assert desk.fingerprint() == before


def test_a_file_of_cards_fills_the_cards_and_empty_cells_erase_nothing(desk: Desk) -> None:
    desk.call("import", desk.export("май.csv", line("05.05.2026", "1", "100,00")))
    cards = desk.folder / "карточки.csv"
    cards.write_text("Код;Потенциал, ₽ в год;Телефон\n1;500000;+7 900 000-00-01\n", encoding="utf-8")
    assert desk.call("import", cards).code == 0
    cards.write_text("Код;Потенциал, ₽ в год;Телефон\n1;;+7 900 000-00-02\n", encoding="utf-8")
    assert desk.call("import", cards).code == 0
    table = desk.folder / "категории.csv"
    assert desk.call("compute", "categories", "--out", table, "--today", "2026-06-01").code == 0
    assert "500000" in table.read_text(encoding="utf-8")


def _turnover(desk: Desk) -> float:
    """Return the turnover of 12 months over all clients, through the program's own table."""
    table = desk.folder / "факты.csv"
    answer = desk.call("facts", "--out", table, "--today", "2026-06-01")
    assert answer.code == 0, answer.err
    with table.open(encoding="utf-8-sig", newline="") as file:
        return sum(float(row["turnover_12m_rub"]) for row in csv.DictReader(file))


def test_a_date_that_is_still_to_come_is_said_because_the_file_answers_for_all_days_before_it(desk: Desk) -> None:
    answer = desk.call("import", desk.export("год.csv", line("05.05.2026", "1", "10"), line("06.05.2096", "1", "10")))
    assert answer.code == 1
    assert "Дата продажи ещё не наступила" in answer.out
    assert "файл отвечает за дни по 06.05.2096" in answer.out
    assert "год.csv, столбец «Дата»" in answer.out


def test_the_vat_basis_is_understood_in_any_case_and_other_words_are_refused(desk: Desk) -> None:
    sales = desk.export("п.csv", line("05.05.2026", "1", "10"))
    refused = desk.call("import", sales, "--vat", "да")
    assert refused.code == 2
    assert "НДС «да» не понят." in refused.err
    accepted = desk.call("import", sales, "--vat", "С  ндс", "--cost-vat", "БЕЗ НДС")
    assert (accepted.code, "Не указано" in accepted.out) == (0, False)


def test_check_and_import_tell_how_the_columns_were_read(desk: Desk) -> None:
    path = desk.export("май.csv", line("05.05.2026", "1", "100,00"), line("31.05.2026", "2", "50,00"))
    told = "Столбец «Дата»: порядок день.месяц.год — по «31.05.2026» (строка 3)"
    assert told in desk.run("check", path).out
    assert told in desk.call("import", path).out


def test_an_open_order_of_dates_is_refused_until_it_is_answered(desk: Desk) -> None:
    path = desk.export("май.csv", line("05/06/2026", "1", "100,00"))
    refused = desk.call("import", path)
    assert (refused.code, "--dates dmy, mdy или ymd" in refused.err) == (2, True)
    assert "06.05.2026–06.05.2026" in desk.run("check", path, "--dates", "mdy").out
    assert "05.06.2026–05.06.2026" in desk.call("import", path, "--dates", "dmy").out
    other = desk.call("import", path, "--dates", "mdy")
    assert (other.code, "дают другие строки" in other.err) == (2, True)
    assert desk.call("import", path, "--dates", "завтра").code == 2
    assert "не понят" in desk.run("check", path, "--decimal", ";").err


def test_an_answer_about_dates_is_remembered_for_the_layout(desk: Desk) -> None:
    first = desk.call("import", desk.export("май.csv", line("05/06/2026", "1", "100,00")), "--dates", "dmy")
    assert "запомнен под № 1" in first.out
    listed = desk.call("layouts").out
    assert "--dates dmy" in listed
    second = desk.call("import", desk.export("июнь.csv", line("06/07/2026", "1", "100,00")))
    assert "06.07.2026–06.07.2026" in second.out
    assert "запомненный ответ № 1: --dates dmy" in second.out
    against = desk.call("import", desk.export("июль.csv", line("07/13/2026", "1", "100,00")))
    assert "«07/13/2026» (строка 2)" in against.err
    assert "--forget" in against.err
    assert desk.call("layouts", "--forget", 1).code == 0
    assert desk.call("import", desk.export("июль.csv", line("07/13/2026", "1", "100,00"))).code == 0
