"""`backup`, `backups` and `restore` from the command line, in Russian and in JSON."""

from __future__ import annotations

import json
import zipfile

from tests.support.desk import Desk, line


def test_a_base_goes_into_a_file_and_comes_back(desk: Desk) -> None:
    desk.call("import", desk.export("май.csv", line("05.05.2026", "К1", "100,00")))
    head = json.loads(desk.call("verify", "--json").out)["head_hash"]
    copies = desk.folder / "Копии базы"
    copies.mkdir()
    answer = desk.call("backup", "--out", copies)
    assert answer.code == 0, answer.err
    assert f"Отпечаток журнала {head}" in answer.out
    (file,) = copies.iterdir()
    assert file.name.startswith("Копия базы 20")
    second = desk.folder / "вторая база"
    answer = desk.run("restore", file, "--base", second)
    assert answer.code == 0, answer.err
    assert "восстановлена и проверена" in answer.out
    assert desk.run("verify", "--base", second, "--head", head).code == 0
    facts = desk.folder / "факты.csv", desk.folder / "факты 2.csv"
    desk.call("facts", "--out", facts[0], "--today", "2026-06-01")
    desk.run("facts", "--out", facts[1], "--today", "2026-06-01", "--base", second)
    assert "К1" in facts[0].read_text()
    assert facts[0].read_bytes() == facts[1].read_bytes()
    assert file.name in desk.call("backups").out


def test_refusals_are_russian_and_exit_with_2(desk: Desk) -> None:
    file = desk.folder / "копия.zip"
    assert desk.call("backup", "--out", file).code == 0
    again = desk.call("backup", "--out", file)
    assert (again.code, "уже есть" in again.err) == (2, True)
    over = desk.call("restore", file)
    assert (over.code, "не пуста" in over.err) == (2, True)
    file.write_bytes(file.read_bytes()[:500])
    cut = desk.run("restore", file, "--base", desk.folder / "вторая")
    assert (cut.code, "получен не целиком" in cut.err) == (2, True)
    foreign = desk.folder / "чужой.zip"
    with zipfile.ZipFile(foreign, "w") as archive:
        archive.writestr("../../наружу.txt", "x")
    answer = desk.run("restore", foreign, "--base", desk.folder / "вторая")
    assert (answer.code, "не копия базы" in answer.err) == (2, True)
    assert sorted(path.name for path in desk.folder.iterdir()) == ["Моя база", "копия.zip", "чужой.zip"]


def test_backups_are_listed_and_noted_as_destroyed(desk: Desk) -> None:
    assert "Копий ещё не делали" in desk.call("backups").out
    desk.call("backup", "--out", desk.folder / "копия.zip")
    assert "уничтожена" in desk.call("backups", "--destroyed", "1").out
    (noted,) = json.loads(desk.call("backups", "--json").out)
    assert noted["file_name"] == "копия.zip"
    assert noted["destroyed_at"]
    unknown = desk.call("backups", "--destroyed", "7")
    assert (unknown.code, "Копии № 7" in unknown.err) == (2, True)
