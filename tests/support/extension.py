"""The extension as an ordinary user has it: a home of his own, an office with windows on a display that nobody sees."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlwings

from clientbase_xl.calc.engine import CalcRefused, register
from clientbase_xl.calc.engine.connection import Connection
from clientbase_xl.calc.engine.uno_bridge import bridge, options, uno_error, url_of
from clientbase_xl.calc.oxt.addons import TOOLBAR
from clientbase_xl.calc.oxt.identity import COMMANDS_SERVICE
from clientbase_xl.calc.setup.office_here import office_environment
from clientbase_xl.excel.host import TITLE
from clientbase_xl.writing.pdf import RUSSIAN_PROFILE, find_office
from tests.conftest import missing

NOBODY = 65534
WIDTH, HEIGHT = 1600, 1000
START_SECONDS = 120.0
LET_GO_SECONDS = 1.0  # from a closed box to the end of its press
DRAWN_SECONDS = 10.0
BUSY = "прежняя кнопка ещё работает"
_BUTTON = 44  # com.sun.star.accessibility.AccessibleRole.PUSH_BUTTON
_READ_EVERYTHING = ("--inh-caps", "+dac_read_search", "--ambient-caps", "+dac_read_search")
_RUSSIAN_AND_CALM = """<item oor:path="/org.openoffice.Office.Linguistic/General">
<prop oor:name="UILocale" oor:op="fuse"><value>ru</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Common/Misc">
<prop oor:name="ShowTipOfTheDay" oor:op="fuse"><value>false</value></prop>
<prop oor:name="FirstRun" oor:op="fuse"><value>false</value></prop>
</item>
</oor:items>"""


def needs_desktop() -> None:
    """Stop the test where LibreOffice, its bridge or a display to draw on is missing."""
    try:
        bridge()
    except CalcRefused as refused:
        missing(f"python3-uno ({refused.found})")
    for tool in ("soffice", "unopkg", "Xvfb", "setpriv"):
        if shutil.which(tool) is None:
            missing(tool)


@dataclass(frozen=True, slots=True)
class Home:
    """The home of an ordinary user: where root runs the tests it belongs to nobody, who may read but not write more."""

    folder: Path

    @classmethod
    def made(cls, folder: Path) -> Home:
        """Make the home with a Russian profile of LibreOffice."""
        home = cls(folder)
        settings = home.profile / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(RUSSIAN_PROFILE.replace("</oor:items>", _RUSSIAN_AND_CALM), encoding="utf-8")
        home.own()
        return home

    @property
    def profile(self) -> Path:
        """Return the profile of LibreOffice."""
        return self.folder / "office"

    @property
    def settings(self) -> Path:
        """Return the folder of the program's settings."""
        return self.folder / ".config" / "clientbase_xl"

    def own(self) -> None:
        """Give everything in the home to its user."""
        if os.geteuid() == 0:
            for path in (self.folder, *self.folder.rglob("*")):
                os.chown(path, NOBODY, NOBODY)

    def environment(self, **more: str) -> dict[str, str]:
        """Return the user's environment."""
        own = {"HOME": str(self.folder), "XDG_CONFIG_HOME": str(self.folder / ".config"), "LANG": "C.UTF-8"}
        kept = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
        return {**kept, **own, **more}

    @staticmethod
    def command(*words: str) -> list[str]:
        """Return a command as the user runs it."""
        if os.geteuid() != 0:
            return list(words)
        user = ("--reuid", str(NOBODY), "--regid", str(NOBODY), "--clear-groups")
        return ["setpriv", *user, *_READ_EVERYTHING, "--bounding-set", "+all", *words]

    def run(self, *arguments: str) -> tuple[int, str]:
        """Run the program as the user and return its exit code and what it said."""
        done = subprocess.run(
            self.command(sys.executable, "-P", "-m", "clientbase_xl", *arguments),
            env=self.environment(PYTHONDONTWRITEBYTECODE="1"),
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
            cwd=self.folder,
        )
        return done.returncode, done.stdout + done.stderr


class Desktop:
    """A running office with windows: reached by the test over a port of its own, and seen on the display."""

    def __init__(self, process: subprocess.Popen[bytes], context: Any, screen: Path) -> None:
        """Keep the process, the way in and the file of the screen."""
        self.process = process
        self.context = context
        self._screen = screen
        register()
        self.app = xlwings.App(impl=xlwings.engines["calc"].apps.impl.add(xl=Connection(context, "test"), visible=True))

    def service(self, name: str) -> Any:
        """Return a service of the office."""
        return self.context.ServiceManager.createInstanceWithContext(f"com.sun.star.{name}", self.context)

    def open(self, path: Path) -> xlwings.Book:
        """Open a workbook in a window as a person does: jobs at its opening run."""
        desktop = self.service("frame.Desktop")
        document = desktop.loadComponentFromURL(url_of(str(path)), "_default", 0, options(MacroExecutionMode=0))
        return next(book for book in self.app.books if book.impl.api == document)

    def dispatch(self, key: str) -> None:
        """Dispatch a command of the toolbar through the window in front; comes back at once."""
        frame = self.service("frame.Desktop").getCurrentFrame()
        self.service("frame.DispatchHelper").executeDispatch(frame, f"service:{COMMANDS_SERVICE}?{key}", "", 0, ())

    def toolbar(self) -> dict[str, Any]:
        """Return what stands on our toolbar: accessible name → accessible context, separators left out."""
        frame = self.service("frame.Desktop").getCurrentFrame()
        bar = frame.LayoutManager.getElement(TOOLBAR).getRealInterface().getAccessibleContext()
        children = [bar.getAccessibleChild(number) for number in range(bar.getAccessibleChildCount())]
        return {one.AccessibleName: one for one in children if one.AccessibleName}

    def click(self, label: str) -> None:
        """Click a button of our toolbar."""
        self.toolbar()[label].doAccessibleAction(0)

    def press(self, begin: Callable[[], None]) -> str:
        """Begin a press by a click or a dispatch and return its message; again while the one before is ending."""
        while True:
            begin()
            said = self.message()
            if BUSY not in said:
                return said

    def message(self, seconds: float = 180.0) -> str:
        """Wait for a message box, press its first button until it is gone, and return what it said."""
        said = str(self.wait(self._message, seconds))
        self.wait(lambda: self._message() != said, seconds)
        time.sleep(LET_GO_SECONDS)
        return said

    def wait(self, find: Callable[[], Any], seconds: float = 60.0) -> Any:
        """Return what `find` gives as soon as it gives something; AssertionError when it gives nothing in time."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if found := find():
                return found
            time.sleep(0.2)
        raise AssertionError(f"{getattr(find, '__name__', find)}: nothing in {seconds:g} s")

    def _message(self) -> str:
        toolkit = self.service("awt.Toolkit")
        for number in range(toolkit.getTopWindowCount()):
            try:
                window = toolkit.getTopWindow(number)
                if window is None or not window.isVisible():
                    continue  # closed, and still in the list as long as somebody holds it
                context = window.getAccessibleContext()
                if context is None or context.AccessibleName != TITLE:
                    continue
                parts = list(_below(context))
                said = "\n".join(one.AccessibleName for one in parts if one.AccessibleRole != _BUTTON)
                next(one for one in parts if one.AccessibleRole == _BUTTON).doAccessibleAction(0)
            except uno_error():
                continue  # closed meanwhile
            return said
        return ""

    def screenshots(self, book: xlwings.Book, folder: Path) -> list[Path]:
        """Show each visible sheet of a book in turn and write what the display shows as PNGs, in the order of tabs."""
        book.activate()
        shown, pictures = b"", []
        for sheet in (one for one in book.sheets if one.visible):
            sheet.activate()
            shown = self._settled(shown)
            pictures.append(folder / f"{len(pictures) + 1:02} {sheet.name}.png")
            _xwd_to_png(shown, pictures[-1])
        return pictures

    def _settled(self, before: bytes) -> bytes:
        """Return the screen as soon as it differs from the one before and draws no more, or after a while."""
        until = time.monotonic() + DRAWN_SECONDS
        last = b""
        while time.monotonic() < until:
            now = self._screen.read_bytes()
            if now == last != before:
                break
            last = now
            time.sleep(0.2)
        return last

    def office_process(self) -> int:
        """Return the process of the office itself: the launcher starts it."""
        children = _children()
        found, queue = [], [self.process.pid]
        while queue:
            one = queue.pop()
            found.append(one)
            queue += children.get(one, [])
        return next(one for one in found if Path(f"/proc/{one}/comm").read_text().strip() == "soffice.bin")

    def worker_processes(self) -> list[int]:
        """Return the workers that the office has started."""
        return [one for one in _children().get(self.office_process(), []) if _is_worker(one)]


@contextmanager
def running_desktop(home: Home, **more: str) -> Iterator[Desktop]:
    """Start the user's office on a display of its own and end both by their own process groups."""
    screen_folder = home.folder / "screen"
    screen_folder.mkdir(exist_ok=True)
    read, write = os.pipe()
    display = subprocess.Popen(
        [
            *("Xvfb", "-displayfd", str(write), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-fbdir", str(screen_folder)),
            "-noreset",  # between the launcher's window and the office's nobody is there: a reset would refuse the next
        ],
        pass_fds=(write,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    os.close(write)
    office = None
    try:
        with os.fdopen(read) as told:
            number = told.readline().strip()
        port = _free_port()
        words = [
            str(find_office()),
            f"-env:UserInstallation={home.profile.as_uri()}",
            f"--accept=socket,host=127.0.0.1,port={port};urp;",
            *("--norestore", "--nologo", "--nofirststartwizard", "--calc"),
        ]
        clean = office_environment(home.environment(DISPLAY=f":{number}", **more), (Path(sys.executable).parent,))
        office = subprocess.Popen(
            home.command(*words),
            env=clean,
            cwd=home.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        yield Desktop(office, _reached(port), screen_folder / "Xvfb_screen0")
    finally:
        for process in (office, display):
            if process is not None:
                _end(process)


def _below(context: Any, depth: int = 6) -> Iterator[Any]:
    """Yield accessible contexts below one."""
    for number in range(context.getAccessibleChildCount()):
        child = context.getAccessibleChild(number).getAccessibleContext()
        yield child
        if depth:
            yield from _below(child, depth - 1)


def _reached(port: int) -> Any:
    local = bridge().getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            return resolver.resolve(f"uno:socket,host=127.0.0.1,port={port};urp;StarOffice.ComponentContext")
        except uno_error():
            assert time.monotonic() < until, "the office does not answer"
            time.sleep(0.2)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _end(process: subprocess.Popen[bytes]) -> None:
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
            process.wait(10)
            return
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue


def _children() -> Mapping[int, list[int]]:
    found: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int(folder.joinpath("stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        found.setdefault(parent, []).append(int(folder.name))
    return found


def _is_worker(process: int) -> bool:
    return b"clientbase_xl.calc.worker" in Path(f"/proc/{process}/cmdline").read_bytes()


def _xwd_to_png(data: bytes, target: Path) -> None:
    """Turn the screen file of Xvfb (XWD, 24 bits in 32) into a PNG."""
    header = struct.unpack(">25I", data[:100])
    length, width, height, row_bytes, colours = header[0], header[4], header[5], header[12], header[19]
    start = length + colours * 12
    rows = bytearray()
    for line in range(height):
        row = data[start + line * row_bytes :][: width * 4]
        plain = bytearray(width * 3)
        plain[0::3], plain[1::3], plain[2::3] = row[2::4], row[1::4], row[0::4]
        rows += b"\0" + plain
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    target.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + b"".join(
            struct.pack(">I", len(one)) + kind + one + struct.pack(">I", zlib.crc32(kind + one)) for kind, one in chunks
        )
    )
