"""The worker of the extension: answers its office, refuses strangers, ends with the process that started it."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clientbase_xl import __version__
from clientbase_xl.calc.oxt.client import link as link_module
from clientbase_xl.calc.oxt.client import wire
from clientbase_xl.calc.oxt.client.link import Link, NoAnswer, clean_environment
from clientbase_xl.calc.worker import serving
from clientbase_xl.excel.user_files import user_files
from tests.conftest import PROJECT

pytestmark = pytest.mark.long
END_SECONDS = 20.0


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the user's file that names this interpreter."""
    path = tmp_path / "calc-worker.json"
    path.write_text(json.dumps({"python": sys.executable}), encoding="utf-8")
    return path


@pytest.fixture
def link(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Link]:
    """Return the way to a worker of its own; a user without a base."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    made = Link(__version__, str(file))
    yield made
    made.close()


def is_alive(process: int) -> bool:
    """Tell whether a process runs; one that has ended and was not asked about yet does not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def wait_for_end(process: int) -> bool:
    deadline = time.monotonic() + END_SECONDS
    while is_alive(process) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not is_alive(process)


def test_cells_are_answered_as_the_rule_says(link: Link) -> None:
    assert link.call("CB_DISCOUNT_BREAKEVEN", [0.3, 0.1]) == pytest.approx(0.5)
    assert link.call("CB_SHARE_OF_WALLET", [[[50.0], [25.0], [""]], 100.0]) == [[0.5], [0.25], [""]]
    assert link.call("CB_SHARE_OF_WALLET", ["x", 100.0]) == "«Оборот»: «x» — не число"
    assert link.call("CB_SHARE_OF_WALLET", [{"error": "#N/A"}, 100.0]) == {"error": "#N/A"}
    assert link.call("CB_NOTHING", []) == "Функции CB_NOTHING нет"


@pytest.mark.skipif(sys.platform == "win32", reason="local sockets are POSIX")
def test_a_long_folder_of_temporary_files_stops_no_worker_and_the_log_says_why(
    link: Link, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = tmp_path / ("д" * 60)
    long.mkdir()
    start = "from clientbase_xl.calc.worker.serving import serve; serve()"
    here = f"import sys; sys.path.insert(0, {str(PROJECT)!r}); {start}"  # this checkout, whichever is installed
    monkeypatch.setattr(link_module, "COMMAND", ("-P", "-c", here))
    monkeypatch.setenv("TMPDIR", str(long))
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    assert link.call("CB_DISCOUNT_BREAKEVEN", [0.3, 0.1]) == pytest.approx(0.5)
    socket_file = Path(str(link._address))
    assert socket_file.parent.parent == Path(serving.SHORT_FOLDER)
    assert socket_file.parent.stat().st_mode & 0o777 == 0o700
    assert list(long.iterdir()) == []
    log = user_files(sys.platform, {}, tmp_path).log.read_text(encoding="utf-8")
    assert "the path of TMPDIR is too long" in log
    link.close()
    assert not socket_file.parent.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="local sockets are POSIX")
@pytest.mark.parametrize("spare", [0, 1])
def test_the_longest_address_that_fits_stays_where_temporary_files_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spare: int
) -> None:
    length = serving.LONGEST_ADDRESS - len("/clientbase_12345678/worker") + spare
    folder = Path("/", "y" * (length - 1))
    monkeypatch.setattr(serving.tempfile, "gettempdir", lambda: str(folder))
    monkeypatch.setattr(serving, "_log_here", lambda: tmp_path / "log")
    asked: list[object] = []

    def make(**given: object) -> str:
        asked.append(given.get("dir"))
        return str(tmp_path)

    monkeypatch.setattr(serving.tempfile, "mkdtemp", make)
    assert serving._private_folder() == str(tmp_path)
    assert asked == [None if spare == 0 else serving.SHORT_FOLDER]


def test_text_of_cells_never_becomes_code(link: Link, tmp_path: Path) -> None:
    mark = tmp_path / "run"
    for text in (f"__import__('os').mknod('{mark}')", "=1+1", '{"do": "press"}', "\ud800", "a\nb", "\x00"):
        answer = link.call("CB_SHARE_OF_WALLET", [text, 100.0])
        assert isinstance(answer, str), answer
        assert "не число" in answer or "дробь" in answer, answer
    assert link.call("CB_DISCOUNT_BREAKEVEN", [0.3, 0.1]) == pytest.approx(0.5)
    assert not mark.exists()


def address_of(link: Link) -> str:
    link.call("CB_SHARE_OF_WALLET", [50.0, 100.0])
    found = link._address
    assert isinstance(found, str)
    return found


@pytest.fixture
def stranger(link: Link) -> Iterator[socket.socket]:
    """Return a connection to a worker at work whose secret nobody here knows."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.connect(address_of(link))
        line.settimeout(10)
        yield line


def asked(line: socket.socket) -> Any:
    """Return the answer to a question that was not preceded by a proof, None when there is none."""
    try:
        wire.send(line, {"do": "call", "name": "CB_SHARE_OF_WALLET", "arguments": [50.0, 100.0]})
        return wire.receive(line)
    except (EOFError, OSError):
        return None


def test_a_stranger_without_the_secret_is_refused_and_nothing_is_computed(stranger: socket.socket) -> None:
    with pytest.raises((EOFError, OSError)):
        wire.greet(stranger, b"x" * 32, __version__)
    assert asked(stranger) is None


def test_a_stranger_who_asks_at_once_gets_no_answer(stranger: socket.socket) -> None:
    assert set(wire.receive(stranger)) == {"nonce", "version", "protocol"}
    assert asked(stranger) is None


def test_a_heard_proof_cannot_be_used_again(link: Link, stranger: socket.socket) -> None:
    hello = wire.receive(stranger)
    proof = hmac.new(link._secret, f"client:{'00' * 32}:11".encode(), hashlib.sha256).hexdigest()
    wire.send(stranger, {"nonce": "11", "proof": proof, "version": __version__})
    assert hello["nonce"] != "00" * 32
    with pytest.raises((EOFError, OSError)):
        wire.receive(stranger)


def test_a_stranger_who_says_nothing_holds_nobody_up(link: Link, stranger: socket.socket) -> None:
    assert link.call("CB_SHARE_OF_WALLET", [50.0, 100.0]) == 0.5
    assert stranger.fileno() > 0


def test_the_socket_is_its_owners_alone(link: Link) -> None:
    address = Path(address_of(link))
    assert address.stat().st_mode & 0o077 == 0
    assert address.parent.stat().st_mode & 0o077 == 0


def test_the_secret_stands_neither_on_the_command_line_nor_in_a_file(link: Link) -> None:
    address = Path(address_of(link))
    command = Path(f"/proc/{link.process_id()}/cmdline").read_bytes()
    environment = Path(f"/proc/{link.process_id()}/environ").read_bytes()
    assert link._secret.hex().encode() not in command + environment
    assert [one.name for one in address.parent.iterdir()] == [address.name]


def test_whoever_pretends_to_be_the_worker_is_not_believed(tmp_path: Path) -> None:
    false_worker = tmp_path / "listening"
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener, socket.socket(socket.AF_UNIX) as line:
        listener.bind(str(false_worker))
        listener.listen()
        line.connect(str(false_worker))
        guest, _ = listener.accept()
        with guest:
            wire.send(guest, {"nonce": "1", "version": __version__, "protocol": wire.PROTOCOL})
            wire.send(guest, {"proof": "0" * 64})
            with pytest.raises(wire.Refused, match="чужая программа"):
                wire.greet(line, b"x" * 32, __version__)


def test_an_extension_of_another_version_is_told_what_to_do(file: Path) -> None:
    older = Link("0.0.1", str(file))
    with pytest.raises(NoAnswer, match=r"расширение версии 0\.0\.1.*clientbase calc install"):
        older.call("CB_SHARE_OF_WALLET", [50.0, 100.0])
    assert older.process_id() == 0


def test_without_an_interpreter_the_cell_says_what_to_do(tmp_path: Path) -> None:
    for text, words in {
        None: "не установлена",
        "{": "испорчен",
        json.dumps({"python": "python"}): "прежнем месте",
        json.dumps({"python": str(tmp_path / "gone")}): "прежнем месте",
    }.items():
        file = tmp_path / "file.json"
        file.unlink(missing_ok=True)
        if text is not None:
            file.write_text(text, encoding="utf-8")
        with pytest.raises(NoAnswer, match=f"{words}.*calc install"):
            Link(__version__, str(file)).call("CB_SHARE_OF_WALLET", [50.0, 100.0])


def test_after_a_failure_further_cells_do_not_wait(tmp_path: Path) -> None:
    program = tmp_path / "mute"
    program.write_text("#!/bin/sh\nexec sleep 60\n", encoding="ascii")
    program.chmod(0o755)
    file = tmp_path / "file.json"
    file.write_text(json.dumps({"python": str(program)}), encoding="utf-8")
    mute = Link(__version__, str(file))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(link_module, "START_SECONDS", 0.3)
        with pytest.raises(NoAnswer, match="не запустилась"):
            mute.call("CB_SHARE_OF_WALLET", [50.0, 100.0])
    began = time.monotonic()
    for _ in range(100):
        with pytest.raises(NoAnswer, match="не запустилась"):
            mute.call("CB_SHARE_OF_WALLET", [50.0, 100.0])
    assert time.monotonic() - began < 0.2
    mute.close()


def test_a_worker_that_was_killed_is_started_again(link: Link) -> None:
    link.call("CB_SHARE_OF_WALLET", [50.0, 100.0])
    first = link.process_id()
    os.kill(first, signal.SIGKILL)
    assert link.call("CB_SHARE_OF_WALLET", [50.0, 100.0]) == 0.5
    assert link.process_id() != first


def test_the_worker_ends_when_its_parent_is_killed(file: Path) -> None:
    parent_program = textwrap.dedent(
        f"""
        import sys, time
        from clientbase_xl.calc.oxt.client.link import Link
        link = Link({__version__!r}, {str(file)!r})
        link.call("CB_SHARE_OF_WALLET", [50.0, 100.0])
        print(link.process_id(), link._address, flush=True)
        time.sleep(60)
        """
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", parent_program], cwd=PROJECT, stdout=subprocess.PIPE, text=True, env={**os.environ}
    )
    assert parent.stdout is not None
    with parent.stdout:
        worker, address = parent.stdout.readline().split()
    assert is_alive(int(worker))
    parent.kill()
    parent.wait()
    assert wait_for_end(int(worker))
    assert not Path(address).parent.exists()


def test_a_module_beside_the_workbook_is_not_imported(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "почта"
    folder.mkdir()
    for name in ("json.py", "pandas.py", "clientbase_xl.py", "sitecustomize.py"):
        (folder / name).write_text(f"open({str(tmp_path / 'run')!r}, 'w')\n", encoding="utf-8")
    shutil.copy(file, folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PYTHONPATH", str(folder))
    link = Link(__version__, str(file))
    try:
        assert link.call("CB_SHARE_OF_WALLET", [50.0, 100.0]) == 0.5
    finally:
        link.close()
    assert not (tmp_path / "run").exists()


def test_a_worker_that_is_not_needed_any_more_leaves_nothing(link: Link) -> None:
    address = Path(address_of(link))
    process = link.process_id()
    link.close()
    assert not is_alive(process)
    assert not address.parent.exists()


def test_a_worker_whose_user_logs_off_leaves_nothing(link: Link) -> None:
    address = Path(address_of(link))
    os.kill(link.process_id(), signal.SIGTERM)
    assert wait_for_end(link.process_id())
    assert not address.parent.exists()


def test_what_steers_the_python_of_the_office_does_not_reach_the_worker() -> None:
    given: Any = {"PYTHONPATH": "x", "PYTHONHOME": "y", "HOME": "z"}
    assert clean_environment(given) == {"HOME": "z"}


def test_the_worker_does_not_start_without_a_secret() -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "clientbase_xl.calc.worker"],
        input="\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "LibreOffice" in done.stderr
    assert done.stdout == ""
