"""Where `uno` is looked for, and what is said when it is not there."""

from __future__ import annotations

import builtins
import subprocess
import sys
from pathlib import Path

import pytest

from clientbase_xl.calc.engine.refusals import CalcRefused
from clientbase_xl.calc.engine.uno_bridge import load_bridge


@pytest.fixture
def no_uno(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take `uno` off the path and out of the modules for one test."""
    monkeypatch.delitem(sys.modules, "uno", raising=False)
    monkeypatch.setattr(sys, "path", [folder for folder in sys.path if not Path(folder, "uno.py").exists()])


@pytest.mark.usefixtures("no_uno")
def test_a_missing_bridge_is_told_with_its_remedy(tmp_path: Path) -> None:
    before = list(sys.path)
    with pytest.raises(CalcRefused, match="не найден модуль uno") as told:
        load_bridge([tmp_path])
    assert "python3-uno" in told.value.remedy
    assert sys.path == before


@pytest.mark.usefixtures("no_uno")
def test_a_bridge_for_another_python_is_told_apart_and_its_folder_is_left(tmp_path: Path) -> None:
    (tmp_path / "uno.py").write_text("import pyuno_of_another_python", encoding="utf-8")
    before = list(sys.path)
    with pytest.raises(CalcRefused, match=r"для другого Python, не 3\.\d+: .*pyuno_of_another_python"):
        load_bridge([tmp_path])
    assert sys.path == before


@pytest.mark.usefixtures("no_uno")
def test_the_folder_is_appended_and_pythons_own_import_is_kept(tmp_path: Path) -> None:
    (tmp_path / "uno.py").write_text(
        "import builtins\nbuiltins.__import__ = lambda *a, **b: None\nmade = 'here'", encoding="utf-8"
    )
    own, before = builtins.__import__, list(sys.path)
    assert load_bridge([tmp_path]).made == "here"
    assert sys.path == [*before, str(tmp_path)]
    assert builtins.__import__ is own


@pytest.mark.long
def test_importing_the_engine_loads_no_uno() -> None:
    program = "import sys, clientbase_xl.calc.engine as e; e.register(); assert not {'uno', 'pyuno'} & set(sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
