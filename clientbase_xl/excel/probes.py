"""What `doctor` asks the running Windows: whether a Python starts, whether one of the attach mode answers."""

from __future__ import annotations

import importlib
import subprocess
from pathlib import Path
from typing import Any

from clientbase_xl.excel.serve import ATTACHED_CLSID

SECONDS = 60
PROGRAM = "import clientbase_xl.excel.macros"


def start_complaint(interpreter: Path) -> str:
    """Start a Python as the add-in does, with a safe path, and load the program; return its complaint, "" for none."""
    windows = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    command = [str(interpreter), "-P", "-B", "-c", PROGRAM]
    try:
        done = subprocess.run(
            command,
            cwd=interpreter.parent,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=SECONDS,
            creationflags=windows,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"{type(error).__name__}: {error}"
    if done.returncode == 0:
        return ""
    return done.stderr.strip() or f"код завершения {done.returncode}"


def is_attached_python_serving() -> bool:
    """Tell whether a Python of the attach mode answers: its class can be had only while it runs."""
    try:
        pythoncom: Any = importlib.import_module("pythoncom")
    except ImportError:  # no COM here: nothing can serve
        return False
    pythoncom.CoInitialize()
    try:
        pythoncom.CoCreateInstance(
            pythoncom.MakeIID(ATTACHED_CLSID), None, pythoncom.CLSCTX_LOCAL_SERVER, pythoncom.IID_IDispatch
        )
    except pythoncom.com_error:
        return False
    finally:
        pythoncom.CoUninitialize()
    return True
