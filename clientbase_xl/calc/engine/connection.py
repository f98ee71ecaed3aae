"""A private LibreOffice: started with its own profile and pipe, or an open one met by its pipe's name."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
import uuid
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clientbase_xl.calc.engine.refusals import CalcRefused
from clientbase_xl.calc.engine.uno_bridge import bridge, uno_error
from clientbase_xl.writing.pdf import RUSSIAN_PROFILE, find_office

START_SECONDS = 90.0
"""How long a starting office may take before it is given up."""

_STOP_SECONDS = 10
_BETWEEN_TRIES_SECONDS = 0.05


@dataclass(slots=True)
class Connection:
    """A way to an office: its component context, and the process and profile when we started it ourselves."""

    context: Any
    pipe: str
    process: subprocess.Popen[bytes] | None = None
    profile: tempfile.TemporaryDirectory[str] | None = None

    @property
    def is_ours(self) -> bool:
        """Tell whether we started this office and so must end it."""
        return self.process is not None

    @property
    def pid(self) -> int:
        """Return the process id of an office of ours; for a met one a negative number that stands for its pipe."""
        return self.process.pid if self.process else -1 - zlib.crc32(self.pipe.encode())

    def service(self, name: str) -> Any:
        """Return a service of the office under `com.sun.star`, such as `frame.Desktop`."""
        return self.context.ServiceManager.createInstanceWithContext(f"com.sun.star.{name}", self.context)

    def end(self) -> None:
        """End an office of ours, politely, then by its own process; an office of somebody else's stays open."""
        if self.process is not None:
            try:
                self.service("frame.Desktop").terminate()
                self.process.wait(_STOP_SECONDS)
            except (uno_error(), subprocess.TimeoutExpired):
                pass  # gone already, or busy: ended below by force
            self.kill()

    def kill(self) -> None:
        """End the process of an office of ours at once and remove its profile; never touches another office."""
        if self.process is None:
            return
        if sys.platform == "win32":
            self.process.kill()
        else:
            _kill_group(self.process.pid)
        self.process.wait(_STOP_SECONDS)
        if self.profile is not None:
            self.profile.cleanup()


def meet_office(pipe: str, timeout_seconds: float = 5.0) -> Connection:
    """Connect to an office that listens on a pipe of this computer; CalcRefused when none answers in time."""
    context = _answering(pipe, timeout_seconds, None)
    if context is None:
        raise CalcRefused(
            f"LibreOffice не отвечает на канале «{pipe}».",
            remedy="Откройте LibreOffice и повторите; если он открыт — закройте его и откройте снова.",
        )
    return Connection(context, pipe)


def start_office(timeout_seconds: float = START_SECONDS, is_visible: bool = False) -> Connection:
    """Start a LibreOffice of our own beside any that is open and return the way to it.

    It has a new profile of the Russian locale and a pipe of a random name: no port is opened. Raises CalcRefused
    when LibreOffice or `uno` is not installed, or it does not answer within `timeout_seconds`; it is then ended.
    """
    bridge()
    office = find_office()
    if office is None:
        raise CalcRefused(
            "На этом компьютере нет LibreOffice.", remedy="Установите LibreOffice (бесплатно) и повторите."
        )
    profile = tempfile.TemporaryDirectory(prefix="clientbase_calc_", ignore_cleanup_errors=True)
    settings = Path(profile.name, "user", "registrymodifications.xcu")
    settings.parent.mkdir()
    settings.write_text(RUSSIAN_PROFILE, encoding="utf-8")
    pipe = f"clientbase_{uuid.uuid4().hex}"
    command = [
        office,
        f"-env:UserInstallation={Path(profile.name).as_uri()}",
        f"--accept=pipe,name={pipe};urp;",
        *([] if is_visible else ["--headless", "--invisible"]),
        *("--norestore", "--nologo", "--nodefault", "--nolockcheck"),
    ]
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    ours = Connection(None, pipe, process, profile)
    try:
        ours.context = _answering(pipe, timeout_seconds, process)
    finally:
        if ours.context is None:
            ours.kill()
    if ours.context is None:
        raise CalcRefused(
            f"LibreOffice не ответил за {timeout_seconds:g} с.",
            remedy="Закройте лишние программы и повторите; проверьте, открывается ли LibreOffice сам.",
        )
    return ours


def _answering(pipe: str, timeout_seconds: float, process: subprocess.Popen[bytes] | None) -> Any:
    """Return the component context behind a pipe, or None when nobody answers in time or the office has ended."""
    local = bridge().getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    until = time.monotonic() + timeout_seconds
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except uno_error():
            is_over = process is not None and process.poll() is not None
            if is_over or time.monotonic() > until:
                return None
            time.sleep(_BETWEEN_TRIES_SECONDS)


def _kill_group(process_id: int) -> None:
    """End a process group of ours: the launcher and the office that it started."""
    try:
        os.killpg(process_id, signal.SIGKILL)
    except ProcessLookupError:
        return  # it ended by itself
