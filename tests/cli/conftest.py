"""Fixtures of the command line tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from clientbase_xl.cli import main
from tests.support.desk import Answer, Desk


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    """Return a function that runs the program with arguments and returns its answer."""

    def runner(*arguments: object) -> Answer:
        capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Answer(int(end.value.code or 0), said.out, said.err)

    return runner


@pytest.fixture
def bare_desk(tmp_path: Path, run: Callable[..., Answer]) -> Desk:
    """Return a desk without a base."""
    folder = tmp_path / "Стол менеджера"
    folder.mkdir()
    return Desk(folder, run)


@pytest.fixture
def desk(bare_desk: Desk) -> Desk:
    """Return a desk with an empty base."""
    assert bare_desk.call("init").code == 0
    return bare_desk
