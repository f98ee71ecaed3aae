"""Files that cannot be trusted as a whole: a clear Russian refusal, never a traceback."""

from __future__ import annotations

import os
import struct
import zipfile
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from clientbase_xl.errors import BadFile, BadUse, ClientbaseError, UnknownLayout
from clientbase_xl.reading import archive_guard, open_file
from clientbase_xl.reading.export import read_export

ROWS = [["Дата", "Клиент", "Количество", "Сумма"], [date(2026, 1, 5), "А", 1, 10]]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def refusal(path: Path, kind: type[ClientbaseError] = BadFile) -> ClientbaseError:
    with pytest.raises(kind) as refused:
        read_export(path)
    assert refused.value.found
    assert refused.value.allowed
    assert refused.value.remedy
    return refused.value


def rewrite(path: Path, *, without: str = "", rename: tuple[str, str] = ("", ""), **contents: bytes) -> Path:
    """Rewrite a workbook: parts left out, renamed, or with another content where their name contains a key."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            if not without or not name.endswith(without):
                new = next((other for key, other in contents.items() if key in name), content)
                archive.writestr(name.replace(*rename) if rename[0] else name, new)
    return path


@pytest.mark.parametrize("name", ["sales.xlsx", "sales.csv", "sales.parquet"])
def test_an_empty_file_is_refused(tmp_path, name):
    path = tmp_path / name
    path.touch()
    assert "пуст" in refusal(path).found


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    assert "нет" in refusal(tmp_path / "sales.xlsx").found
    (tmp_path / "folder.xlsx").mkdir()
    assert "папка" in refusal(tmp_path / "folder.xlsx").found


def test_a_file_without_the_right_to_read_is_refused(write_xlsx, monkeypatch):
    path = write_xlsx(ROWS)

    def denied(*_args: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    assert "права" in refusal(path).found


def test_a_file_that_vanishes_while_it_is_read_is_refused(write_xlsx, monkeypatch):
    path = write_xlsx(ROWS)
    open_source = open_file.open_source

    def open_and_lose(found: Path) -> object:
        source = open_source(found)
        os.unlink(found)  # noqa: PTH108
        return source

    monkeypatch.setattr("clientbase_xl.reading.export.open_source", open_and_lose)
    refusal(path)


@pytest.mark.parametrize("content", [b"<html><table>", b"\x00\x01\x02\x03" * 50, b"not a workbook", b"%PDF-1.7"])
def test_what_is_no_workbook_is_refused_whatever_its_name(tmp_path, content):
    path = tmp_path / "sales.xlsx"
    path.write_bytes(content)
    assert "не книга Excel" in refusal(path).found


def test_a_password_an_old_workbook_and_other_office_files_are_named(tmp_path):
    path = tmp_path / "sales.xlsx"
    path.write_bytes(OLE + "EncryptedPackage".encode("utf-16-le"))
    assert "паролем" in refusal(path).found
    path.write_bytes(OLE + "Workbook".encode("utf-16-le"))
    assert "повреждена" in refusal(path).found
    for member, word in (("xl/workbook.bin", "повреждена"), ("content.xml", ".ods"), ("word/document.xml", "не книга")):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("mimetype", "x")
            archive.writestr(member, "x")
        assert word in refusal(path).found


@pytest.mark.parametrize("share", [0.0005, 0.3, 0.9, 0.995])
def test_a_truncated_workbook_is_refused(write_xlsx, share):
    path = write_xlsx([ROWS[0], *[ROWS[1]] * 500])
    content = path.read_bytes()
    path.write_bytes(content[: max(5, int(len(content) * share))])
    assert "повреждён" in refusal(path).found


def outcome(path: Path) -> str:
    """Return what became of a file; anything but a refusal with a remedy fails the test."""
    try:
        found = read_export(path)
    except BadFile as refused:
        return "refused" if refused.remedy else "no remedy"
    return f"read {found.count_read}"


BROKEN = [b"", b"<broken", b"\xff\xfe\x00garbage", b"<a><b></a></b>"]


@pytest.mark.parametrize("content", BROKEN)
@pytest.mark.parametrize("member", ["sheet1", "workbook.xml", "sharedStrings", "styles"])
def test_broken_parts_of_a_workbook_refuse_it(write_xlsx, member, content):
    assert outcome(rewrite(write_xlsx(ROWS), **{member: content})) == "refused"


@pytest.mark.parametrize("member", ["sheet1.xml", "workbook.xml", "workbook.xml.rels", "sharedStrings.xml"])
def test_a_missing_part_of_a_workbook_refuses_it(write_xlsx, member):
    assert outcome(rewrite(write_xlsx(ROWS), without=member)) == "refused"


def test_a_damaged_byte_inside_the_sheet_is_refused(write_xlsx):
    path = write_xlsx([ROWS[0], *[[date(2026, 1, 5), f"Клиент {i}", i, i * 1.1] for i in range(1, 500)]])
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo("xl/worksheets/sheet1.xml").header_offset
    content[start + 300 : start + 340] = b"\x00" * 40
    path.write_bytes(content)
    refusal(path)


def test_a_capital_letter_in_the_shared_strings_is_read(write_xlsx):
    path = write_xlsx(ROWS)
    rewrite(path, rename=("sharedStrings", "SharedStrings"))
    assert read_export(path).lines["client_code"].to_pylist() == ["А"]


def test_a_capital_letter_below_title_rows_in_column_b_is_read(write_xlsx):
    rows = [[], [None, "Отчёт"], [], *([None, *row] for row in ROWS)]
    path = write_xlsx(rows)
    rewrite(path, rename=("sharedStrings", "SharedStrings"))
    assert read_export(path).lines["amount_rub"].to_pylist() == [10]


def test_a_zip_bomb_is_refused_before_it_is_opened(write_xlsx):
    path = write_xlsx(ROWS)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", b" " * 3_000_000)
    assert "бомб" in refusal(path).found


def test_a_bomb_that_lies_about_its_size_is_refused(write_xlsx):
    path = write_xlsx(ROWS)
    size = 3_000_000
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", b" " * size)
    path.write_bytes(path.read_bytes().replace(struct.pack("<I", size), struct.pack("<I", 5000)))
    assert "бомб" in refusal(path).found


@pytest.mark.parametrize(("ratio", "is_refused"), [(200, False), (201, True)])
def test_the_ratio_of_200_passes_and_above_is_refused(ratio, is_refused):
    member = zipfile.ZipInfo("xl/worksheets/sheet1.xml")
    member.compress_size = 10_000
    member.file_size = member.compress_size * ratio
    if is_refused:
        with pytest.raises(BadFile):
            archive_guard._check_sizes("a.xlsx", [member])
    else:
        archive_guard._check_sizes("a.xlsx", [member])


@pytest.mark.parametrize(("extra", "is_refused"), [(0, False), (1, True)])
def test_four_gigabytes_pass_and_one_byte_more_is_refused(extra, is_refused):
    members = []
    for index in range(4):
        member = zipfile.ZipInfo(f"part{index}.xml")
        member.file_size = 1024**3 + (extra if index == 0 else 0)
        member.compress_size = member.file_size // 2
        members.append(member)
    if is_refused:
        with pytest.raises(BadFile, match="ГБ"):
            archive_guard._check_sizes("a.xlsx", members)
    else:
        archive_guard._check_sizes("a.xlsx", members)


def test_an_archive_inside_the_workbook_is_refused(write_xlsx):
    path = write_xlsx(ROWS)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/embeddings/inner.zip", b"PK")
    assert "inner.zip" in refusal(path).found


def test_wrong_columns_name_what_is_missing_what_is_there_and_how_to_map(write_xlsx):
    path = write_xlsx([["Когда", "Клиент", "Количество", "Сколько денег"], ["x", "А", 1, 1]])
    refused = refusal(path, UnknownLayout)
    assert "«Дата»" in refused.found
    assert "«Сумма, ₽»" in refused.found
    assert "«Сколько денег»" in refused.found
    assert '--map "Дата=Когда"' in refused.remedy


def test_no_known_heading_at_all_shows_the_fullest_row(write_csv):
    refused = refusal(write_csv("a;b;c\n1;2;3\n"), UnknownLayout)
    assert "строка заголовков 1\n  1. «a»: «1»\n  2. «b»: «2»\n  3. «c»: «3»" in refused.found


def test_an_amount_in_thousands_is_not_taken_for_roubles(write_csv):
    refused = refusal(write_csv("Дата;Клиент;Количество;Сумма, тыс. руб.\n05.01.2026;А;1;5\n"), UnknownLayout)
    assert "«Сумма, ₽» или «Цена»" in refused.found


@pytest.mark.parametrize("rows", [[ROWS[0]], [ROWS[0], [None, None], [" "]]])
def test_a_header_without_rows_is_refused(write_xlsx, rows):
    assert "только заголовок" in refusal(write_xlsx(rows)).found


def test_a_csv_header_without_rows_is_refused(write_csv):
    assert "только заголовок" in refusal(write_csv("Дата;Клиент;Количество;Сумма\n")).found


def test_a_parquet_without_rows_is_refused(tmp_path):
    path = tmp_path / "sales.parquet"
    pq.write_table(pa.table({key: pa.array([], pa.string()) for key in ("date", "client", "qty", "amount")}), path)
    assert "только заголовок" in refusal(path).found


def test_a_file_without_one_good_row_is_refused_with_counts_and_an_example(write_xlsx):
    refused = refusal(write_xlsx([ROWS[0], ["31.02.2026", "А", 1, 1], [None, "А", 1, 1]]))
    assert "прочитано 2" in refused.found
    assert "дата не читается — 1" in refused.found
    assert "31.02.2026" in refused.found


def test_equal_headings_among_the_used_columns_are_refused(write_xlsx):
    refused = refusal(write_xlsx([[*ROWS[0], "Сумма"], [*ROWS[1], 5]]))
    assert "«Сумма», «Сумма»" in refused.found


def test_equal_headings_of_unused_columns_do_no_harm(write_xlsx):
    assert read_export(write_xlsx([[*ROWS[0], "Прим.", "Прим."], [*ROWS[1], "x", "y"]])).count_read == 1


def test_a_damaged_parquet_is_refused(tmp_path):
    path = tmp_path / "sales.parquet"
    pq.write_table(
        pa.table({"date": ["2026-01-05"] * 100, "client": ["А"] * 100, "qty": [1] * 100, "amount": [1.0] * 100}), path
    )
    content = path.read_bytes()
    for broken in (content[:50], content[:-20], b"PAR1" + b"\xff" * 60 + content[64:], b"PAR1"):
        path.write_bytes(broken)
        refusal(path)


def test_csv_with_zero_bytes_names_the_line(write_csv):
    refused = refusal(write_csv("Дата;Клиент;Количество;Сумма\n05.01.2026;А;1;1\n05.01.2026;\0;1;1\n"))
    assert "строка 3" in refused.found


def test_csv_with_damaged_utf8_names_the_line_and_the_byte(tmp_path):
    good = "Дата;Клиент;Количество;Сумма\n05.01.2026;Ромашка и другие;1;1\n".encode()
    path = tmp_path / "sales.csv"
    path.write_bytes(good + b"05.01.2026;\xd0;1;1\n")
    refused = refusal(path)
    assert f"строка 3, байт {len(good) + 12}" in refused.found


def test_csv_with_a_byte_that_windows_1251_lacks_names_it(tmp_path):
    path = tmp_path / "sales.csv"
    path.write_bytes("Дата;Клиент;Количество;Сумма\n05.01.2026;Ромашка;1;1\n".encode("cp1251") + b"1;\x98;1;1\n")
    assert "строка 3" in refusal(path).found


@pytest.mark.parametrize("text", ["Дата\n05.01.2026\n", "просто текст", "\n\n  \n"])
def test_a_csv_of_one_column_is_refused(write_csv, text):
    refusal(write_csv(text))


@pytest.mark.parametrize("row", ["05.01.2026;А;1;1;лишнее", "05.01.2026;А;1"])
def test_rows_of_another_length_are_refused_by_their_line(write_csv, row):
    refused = refusal(write_csv(f"Дата;Клиент;Количество;Сумма\n05.01.2026;А;1;1\n{row}\n"))
    assert "строка 3" in refused.found


def test_an_unclosed_quote_never_gives_a_traceback(write_csv):
    with pytest.raises(BadFile):
        read_export(write_csv('Дата;Клиент;Количество;Сумма\n05.01.2026;"А;1;1\n05.01.2026;Б;1;1\n'))


def test_a_short_total_and_trailing_delimiters_are_no_damage(write_csv):
    text = "Продажи\n\nДата;Клиент;Количество;Сумма\n05.01.2026;А;1;1;;\n\n05.01.2026;Б;1;1\nИтого;2\n"
    found = read_export(write_csv(text))
    assert found.lines["client_code"].to_pylist() == ["А", "Б"]
    assert found.excluded == {"итоговая строка": 1}


def test_slashed_dates_that_may_be_either_order_are_asked_about(write_csv):
    refused = refusal(write_csv("date;client;qty;amount\n01/02/2026;А;1;1\n03/04/2026;А;1;1\n"))
    assert "день или месяц" in refused.found
    assert "--map" in refused.remedy


def test_numbers_in_mixed_notations_are_refused_with_examples(write_csv):
    rows = "".join(f"05.01.2026;А;1;{amount}\n" for amount in ("$50,00 ", "1.200", "$600.000 ", "50%"))
    refused = refusal(write_csv("Дата;Клиент;Количество;Сумма\n" + rows))
    assert "«$50,00»" in refused.found
    assert "«Сумма»" in refused.found


@pytest.mark.parametrize("names", [{"clientbase_workbook_id": "abc"}, {}])
def test_our_own_workbook_is_no_export(write_xlsx, names):
    path = write_xlsx(ROWS, **names)
    if not names:
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr("xl/tables/table1.xml", '<table name="t_clients" displayName="t_clients"/>')
    refused = refusal(path, BadUse)
    assert "рабочая книга" in refused.found
    assert "нет выгрузки продаж" in refused.found


def test_a_heading_of_thousands_of_letters_does_not_fill_the_refusal(write_csv):
    told = refusal(write_csv(f"Дата;Клиент;{'x' * 40_000};Сумма\n01.01.2026;А;1;10\n"), UnknownLayout)
    assert len(str(told)) < 2_000
    assert "--map (слева наш столбец" in told.remedy
