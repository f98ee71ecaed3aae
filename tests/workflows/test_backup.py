"""A backup holds one state and becomes a base again; what is not whole is refused and leaves nothing behind."""

from __future__ import annotations

import hashlib
import json
import shutil
import threading
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from clientbase_xl.base.backups import list_backups
from clientbase_xl.base.imports import list_imports
from clientbase_xl.base.journal import Change, entries, head
from clientbase_xl.base.requests import decide, list_requests, submit
from clientbase_xl.base.snapshots import Snapshot, save_snapshot
from clientbase_xl.base.store import Base
from clientbase_xl.base.verify import verify
from clientbase_xl.errors import BadFile, BadUse, BaseRefused, WriteRefused
from clientbase_xl.ledger.parts import is_intact
from clientbase_xl.schemas.backup_format import MANIFEST
from clientbase_xl.workflows.backup import make_backup, note_destroyed_backup
from clientbase_xl.workflows.restore import restore_backup
from tests.support.engines import Engine, engines
from tests.support.governed import NOON, card, change, put, replayed, staff, standing
from tests.support.importer import export, import_export
from tests.support.process import small_disk

pytestmark = pytest.mark.long

LATER = datetime.fromisoformat("2026-11-22T08:30")


embedded_only = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.fixture
def lived(tmp_path: Path, engine: Engine) -> Base:
    """Return a base with every kind of value: imports, money, requests decided and waiting, people, a snapshot."""
    base = engine.usual(tmp_path / "База отдела № 1")
    staff(base)
    import_export(base, export(1))
    import_export(base, export(2))
    cells = {"phone": "+7 900 123-45-67", "comment": 'кавычка " и \\ и ё\nновая строка', "potential_rub": "1234567.89"}
    put(base, *card("К5", client_name="Пять", **cells, contract_until="2027-02-28", is_project="да"))
    put(base, Change("contact_persons", ("а-1",), "person_name", None, "Анна Личная"))
    with base.writing() as connection:
        submit(connection, [change("К5", "inn", None, "1"), change("К5", "kpp", None, "2")], at=NOON, by="иванова")
    decide(base, [1], approve=True, by="рожкова", at=NOON)
    save_snapshot(base, Snapshot("книга", "refresh", NOON, "иванова", b"\x00\xff"))
    return base


def backup(base: Base, out: Path, now: datetime = NOON, user: str = "рожкова") -> Path:
    """Make a backup and return its file."""
    return make_backup(base, out, now=now, user=user, zone=UTC).path


def restore(file: Path, folder: Path, db: str = "") -> Base:
    """Restore a backup and open the base."""
    restore_backup(file, folder, now=LATER, user="админ", db=db)
    return Base.open(folder)


def members_of(file: Path, *passed_over: str) -> dict[str, bytes]:
    """Return the members of a backup by name, the manifest and some tables left out."""
    with zipfile.ZipFile(file) as archive:
        left_out = {MANIFEST, *(f"tables/{name}.jsonl" for name in passed_over)}
        return {name: archive.read(name) for name in archive.namelist() if name not in left_out}


def rewritten(file: Path, change_members: Callable[[dict[str, bytes]], None], name: str = "изменённая.zip") -> Path:
    """Return a copy of a backup whose members were changed."""
    with zipfile.ZipFile(file) as archive:
        members = {one: archive.read(one) for one in archive.namelist()}
    change_members(members)
    target = file.with_name(name)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, content in members.items():
            archive.writestr(one, content)
    return target


def with_manifest(change_manifest: Callable[[dict[str, Any]], Any]) -> Callable[[dict[str, bytes]], None]:
    """Return a change of the manifest alone."""

    def apply(members: dict[str, bytes]) -> None:
        manifest = json.loads(members[MANIFEST])
        change_manifest(manifest)
        members[MANIFEST] = json.dumps(manifest).encode()

    return apply


def test_a_restored_base_is_the_same_base(lived: Base, tmp_path: Path) -> None:
    file = backup(lived, tmp_path / "копия.zip")
    restored = restore(file, tmp_path / "вторая")
    assert verify(restored, head(lived)[1]) is None
    assert standing(restored) == standing(lived)
    assert replayed(restored) == replayed(lived)
    assert list_requests(restored) == list_requests(lived)
    assert list_imports(restored) == list_imports(lived)
    assert [one.amount_rub for one in list_imports(restored)] == [Decimal("20.00"), Decimal("40.00")]
    parts = {path.name for path in lived.ledger_dir.iterdir()}
    assert {path.name for path in restored.ledger_dir.iterdir()} == parts
    assert all(is_intact(path) for path in restored.ledger_dir.iterdir())
    put(restored, change("К5", "comment", standing(restored)["clients"]["К5",]["comment"], "дальше"))
    assert verify(restored) is None


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Give what makes databases of PostgreSQL."""
    yield from engines(request)


@pytest.mark.parametrize("server", ["postgresql"], indirect=True)
def test_a_backup_of_one_engine_is_restored_into_the_other_and_back(
    lived: Base, server: Engine, tmp_path: Path
) -> None:
    first = backup(lived, tmp_path / "1.zip")
    db = server.address() if lived.is_embedded else ""
    other = restore(first, tmp_path / "на другом", db)
    assert other.is_embedded is not lived.is_embedded
    assert standing(other) == standing(lived)
    assert verify(other, head(lived)[1]) is None
    second = backup(other, tmp_path / "2.zip")
    differing = "journal", "backups", "snapshots"
    assert members_of(second, *differing) == members_of(first, *differing)
    third = restore(second, tmp_path / "обратно", "" if lived.is_embedded else server.address())
    assert third.is_embedded is lived.is_embedded
    assert standing(third) == standing(lived)
    assert verify(third, head(lived)[1]) is None
    assert import_export(third, export(3)) == 3, "numbers go on after those that were restored"
    assert verify(third) is None


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_a_database_that_holds_anything_takes_no_backup_and_keeps_nothing_of_a_bad_one(
    lived: Base, engine: Engine, tmp_path: Path
) -> None:
    file = backup(lived, tmp_path / "копия.zip")
    with pytest.raises(BaseRefused, match="уже есть база"):
        restore(file, tmp_path / "вторая", lived.address)
    address = engine.address()
    forged = rewritten(file, _consistently("clients", "Пять".encode(), "Шесть".encode()))
    with pytest.raises(BadFile, match="изменён мимо журнала"):
        restore(forged, tmp_path / "вторая", address)
    assert not (tmp_path / "вторая").exists()
    assert standing(restore(file, tmp_path / "вторая", address)) == standing(lived)
    with pytest.raises(BadUse, match="пароль") as refused:
        restore(file, tmp_path / "третья", "postgresql://person:sesam-17@server/base")
    assert "sesam-17" not in str(refused.value)


def test_the_journal_says_from_what_a_base_was_restored(lived: Base, tmp_path: Path) -> None:
    file = backup(lived, tmp_path / "копия.zip")
    restored = restore(file, tmp_path / "вторая")
    last = entries(restored)[-1]
    assert (last.seq, last.at, last.by) == (head(lived)[0] + 1, LATER, "админ")
    assert last.source == "восстановление из копии"
    assert last.reason == f"Копия «копия.zip», отпечаток {head(lived)[1]}"
    (known,) = list_backups(restored)
    assert (known.file_name, known.head_hash) == ("копия.zip", head(lived)[1])
    assert (known.made_at, known.made_by) == (NOON, "кем — в копии не сказано"), "not when it was restored"


def test_the_registry_names_each_backup_with_its_head_until_it_is_destroyed(lived: Base, tmp_path: Path) -> None:
    first = backup(lived, tmp_path)
    put(lived, change("К5", "region", None, "Тверь"))
    second = backup(lived, tmp_path)
    assert (first.name, second.name) == ("Копия базы 2026-11-21 12-00-00.zip", "Копия базы 2026-11-21 12-00-00 (2).zip")
    noted = list_backups(lived)
    assert [(one.file_name, one.made_by) for one in noted] == [(first.name, "рожкова"), (second.name, "рожкова")]
    assert [one.head_seq for one in noted] == [head(lived)[0] - 1, head(lived)[0]]
    note_destroyed_backup(lived, 1, now=LATER, user="админ")
    assert [one.destroyed_at for one in list_backups(lived)] == [LATER, None]
    with pytest.raises(BadUse, match="уничтожена уже"):
        note_destroyed_backup(lived, 1, now=LATER, user="админ")
    assert verify(lived) is None


def test_the_same_state_gives_the_same_members(lived: Base, tmp_path: Path) -> None:
    first, second = backup(lived, tmp_path / "1.zip"), backup(lived, tmp_path / "2.zip", LATER)
    assert members_of(first, "backups") == members_of(second, "backups")
    assert len(members_of(first)) > 40


@embedded_only
def test_a_name_that_is_no_archive_is_a_folder_and_is_made(lived: Base, tmp_path: Path) -> None:
    made = backup(lived, tmp_path / "Копии" / "Ноябрь")
    assert made.parent == tmp_path / "Копии" / "Ноябрь"
    assert made.suffix == ".zip"
    (tmp_path / "занято").write_text("моё")
    with pytest.raises(WriteRefused, match="создать не удалось"):
        backup(lived, tmp_path / "занято" / "Копии")


@embedded_only
def test_a_backup_is_not_for_a_manager_nor_over_a_file(lived: Base, tmp_path: Path) -> None:
    with pytest.raises(BadUse, match="не менеджер"):
        backup(lived, tmp_path / "копия.zip", user="иванова")
    (tmp_path / "копия.zip").write_text("моё")
    with pytest.raises(BadUse, match="уже есть"):
        backup(lived, tmp_path / "копия.zip")
    with pytest.raises(WriteRefused, match=r"папки «.*» нет"):
        backup(lived, tmp_path / "нет такой" / "копия.zip")
    assert (tmp_path / "копия.zip").read_text() == "моё"
    assert list_backups(lived) == []


@embedded_only
def test_a_lost_or_changed_part_of_the_ledger_stops_a_backup(lived: Base, tmp_path: Path) -> None:
    part = next(lived.ledger_dir.iterdir())
    part.write_bytes(part.read_bytes() + b"!")
    with pytest.raises(BaseRefused, match="повреждён"):
        backup(lived, tmp_path / "копия.zip")
    part.unlink()
    with pytest.raises(BaseRefused, match="нет файла строк продаж"):
        backup(lived, tmp_path / "копия.zip")
    assert sorted(path.name for path in tmp_path.iterdir()) == [lived.folder.name]
    assert list_backups(lived) == []


@embedded_only
def test_a_base_that_may_only_be_read_is_backed_up_without_a_note(
    lived: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clientbase_xl.base.filesystem.is_writable", lambda *_: False)
    made = make_backup(Base.open(lived.folder), tmp_path / "копия.zip", now=NOON, user="рожкова", zone=UTC)
    assert not made.is_noted
    monkeypatch.undo()
    assert standing(restore(made.path, tmp_path / "вторая")) == standing(lived)


@embedded_only
def test_a_full_disk_leaves_neither_file_nor_note(lived: Base, tmp_path: Path) -> None:
    with small_disk(tmp_path / "диск", 64) as disk:
        (disk / "балласт").write_bytes(bytes(shutil.disk_usage(disk).free - 8 * 1024))
        with pytest.raises(WriteRefused, match="нет места"):
            backup(lived, disk / "копия.zip")
        assert [path.name for path in disk.iterdir()] == ["балласт"]
        file = backup(lived, tmp_path / "копия.zip")
        with pytest.raises(WriteRefused, match="нет места"):
            restore(file, disk / "вторая")
        assert [path.name for path in disk.iterdir()] == ["балласт"]
    assert [one.file_name for one in list_backups(lived)] == ["копия.zip"]


@embedded_only
def test_nothing_is_restored_over_anything(lived: Base, tmp_path: Path) -> None:
    file = backup(lived, tmp_path / "копия.zip")
    before = standing(lived)
    with pytest.raises(BaseRefused, match="не пуста"):
        restore(file, lived.folder)
    (tmp_path / "файл").write_text("")
    with pytest.raises(BaseRefused, match="не пуста"):
        restore(file, tmp_path / "файл")
    assert standing(Base.open(lived.folder)) == before
    (tmp_path / "пустая").mkdir()
    assert standing(restore(file, tmp_path / "пустая")) == before


def _forget(members: dict[str, bytes]) -> None:
    del members["tables/requests.jsonl"]


def _add(name: str) -> Callable[[dict[str, bytes]], None]:
    return lambda members: members.update({name: b"x"})


def _damage(name: str, old: bytes, new: bytes) -> Callable[[dict[str, bytes]], None]:
    def apply(members: dict[str, bytes]) -> None:
        assert old in members[name]
        members[name] = members[name].replace(old, new)

    return apply


def _damage_part(members: dict[str, bytes]) -> None:
    name = next(one for one in members if one.startswith("ledger/"))
    members[name] = members[name][:-1] + b"!"


def _forget_part(members: dict[str, bytes]) -> None:
    name = next(one for one in members if one.startswith("ledger/"))
    del members[name]
    with_manifest(lambda told: told["parts"].pop(0))(members)


def _consistently(name: str, old: bytes, new: bytes) -> Callable[[dict[str, bytes]], None]:
    """Return a change of rows by somebody who knows the format: hash and manifest fit."""

    def apply(members: dict[str, bytes]) -> None:
        _damage(f"tables/{name}.jsonl", old, new)(members)
        content = members[f"tables/{name}.jsonl"]

        def told(manifest: dict[str, Any]) -> None:
            table = next(one for one in manifest["tables"] if one["name"] == name)
            table["sha256"], table["count_rows"] = hashlib.sha256(content).hexdigest(), content.count(b"\n")

        with_manifest(told)(members)

    return apply


BAD: list[tuple[str, str, Callable[[dict[str, bytes]], None]]] = [
    ("no manifest", "нет manifest.json", lambda members: members.pop(MANIFEST) and None),
    ("a foreign manifest", "не наш", with_manifest(lambda told: told.update(program="иная"))),
    ("a newer format", "более новой программой", with_manifest(lambda told: told.update(format=2))),
    ("a newer step", "более новой версией", with_manifest(lambda told: told.update(step="9001"))),
    ("a step that never was", "не было", with_manifest(lambda told: told.update(step="0000"))),
    ("a broken manifest", "не читается", with_manifest(lambda told: told.pop("head_hash"))),
    ("an odd table", "не читается", with_manifest(lambda told: told["tables"][0].update(name="a; DROP"))),
    ("a member too few", "не то, что в её описи", _forget),
    ("a path upwards", "не то, что в её описи", _add("../../наружу")),
    ("an absolute path", "не то, что в её описи", _add("/etc/наружу")),
    ("a path upwards in the manifest", "не читается", with_manifest(lambda told: told["parts"][0].update(name="../x"))),
    ("a changed row", "повреждена или изменена", _damage("tables/clients.jsonl", "Пять".encode(), "Шесть".encode())),
    ("a changed part", "повреждена или изменена", _damage_part),
    ("a part too few", "нет файла строк продаж", _forget_part),
    ("a forged row", "«Клиент» изменён мимо журнала", _consistently("clients", "Пять".encode(), "Шесть".encode())),
    ("a forged journal", "переписан", _consistently("journal", "тест".encode(), "тост".encode())),
    ("a row of another kind", "строка, которой там быть не может", _consistently("clients", b'"1234567.89"', b"1.5")),
    ("a missing head", "отпечат", with_manifest(lambda told: told.update(head_hash="0" * 64))),
    ("another base", "от другой базы", with_manifest(lambda told: told.update(base_id="иная"))),
]


@embedded_only
@pytest.mark.parametrize(("why", "spoil"), [one[1:] for one in BAD], ids=[one[0] for one in BAD])
def test_a_backup_that_is_not_as_it_was_made_restores_nothing(
    lived: Base, tmp_path: Path, why: str, spoil: Callable[[dict[str, bytes]], None]
) -> None:
    file = rewritten(backup(lived, tmp_path / "копия.zip"), spoil)
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises((BadFile, BaseRefused), match=why):
        restore(file, tmp_path / "вторая")
    assert sorted(path.name for path in tmp_path.iterdir()) == before


@embedded_only
def test_a_file_cut_off_anywhere_restores_nothing(lived: Base, tmp_path: Path) -> None:
    whole = backup(lived, tmp_path / "копия.zip").read_bytes()
    cut = tmp_path / "обрезанная.zip"
    for length in (0, 10, len(whole) // 3, len(whole) - 30, len(whole) - 1):
        cut.write_bytes(whole[:length])
        with pytest.raises(BadFile, match="не копия базы, повреждён"):
            restore(cut, tmp_path / "вторая")
    for place in range(100, len(whole), len(whole) // 12):
        spoilt = bytearray(whole)
        spoilt[place] ^= 0xFF
        cut.write_bytes(spoilt)
        try:
            restored = restore(cut, tmp_path / "вторая")
        except (BadFile, BaseRefused):
            assert not (tmp_path / "вторая").exists()
        else:  # a moment or a mark of the archive that says nothing of its content
            assert standing(restored) == standing(lived)
            shutil.rmtree(restored.folder)


@embedded_only
def test_an_archive_that_unpacks_to_a_disk_full_is_refused_before_it_is_unpacked(lived: Base, tmp_path: Path) -> None:
    file = backup(lived, tmp_path / "копия.zip")
    bomb = rewritten(file, lambda members: members.update({"tables/tasks.jsonl": bytes(80 * 1024**2)}))
    with pytest.raises(BadFile, match="архивную бомбу"):
        restore(bomb, tmp_path / "вторая")
    assert not (tmp_path / "вторая").exists()


def test_other_files_are_refused_in_russian(tmp_path: Path) -> None:
    text = tmp_path / "письмо.txt"
    text.write_text("не копия", encoding="utf-8")
    for file, why in ((text, "не копия базы"), (tmp_path / "нет.zip", "нет"), (tmp_path, "папка")):
        with pytest.raises(BadFile, match=why):
            restore(file, tmp_path / "вторая")


def test_a_backup_of_an_older_program_is_migrated(lived: Base, tmp_path: Path) -> None:
    older = "0011"  # before the registry of backups
    file = backup(lived, tmp_path / "копия.zip")

    def age(members: dict[str, bytes]) -> None:
        del members["tables/backups.jsonl"]

        def told(manifest: dict[str, Any]) -> None:
            manifest["step"] = older
            manifest["tables"] = [one for one in manifest["tables"] if one["name"] != "backups"]

        with_manifest(told)(members)

    restored = restore(rewritten(file, age), tmp_path / "вторая")
    assert standing(restored) == standing(lived)
    assert verify(restored, head(lived)[1]) is None


@pytest.fixture
def busy(lived: Base) -> Iterator[Callable[[], int]]:
    """Keep changing and importing into the base in a thread; the value says how many acts were done."""
    stop, done = threading.Event(), [0]

    def work() -> None:
        while not stop.is_set():
            token = str(done[0])
            put(lived, *card(f"Н{token}", client_name=token, phone=token))
            import_export(lived, export(1000 + done[0], 3))
            done[0] += 1

    worker = threading.Thread(target=work)
    worker.start()
    yield lambda: done[0]
    stop.set()
    worker.join()


def test_backups_made_while_others_write_are_each_one_state(
    lived: Base, busy: Callable[[], int], tmp_path: Path
) -> None:
    files, seen = [], []
    for number in range(4):
        before = busy()
        files.append(backup(lived, tmp_path / f"{number}.zip"))
        seen.append((before, busy()))
    assert seen[-1][1] > seen[0][0], "the others got to work meanwhile"
    for number, (file, (at_least, at_most)) in enumerate(zip(files, seen, strict=True)):
        restored = restore(file, tmp_path / f"база {number}")
        assert verify(restored) is None
        assert standing(restored) == replayed(restored)
        made = sum(code.startswith("Н") for (code,) in standing(restored)["clients"])
        assert at_least <= made <= at_most + 1
        named = {one.part_name for one in list_imports(restored)}
        assert {path.name for path in restored.ledger_dir.iterdir()} == named
