"""What README.md promises: its commands are those of CI, its options exist, its folders and links are there."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
README = (PROJECT / "README.md").read_text(encoding="utf-8")
GUIDE = (PROJECT / "docs" / "imports.md").read_text(encoding="utf-8")
CI = (PROJECT / ".ci" / "run").read_text(encoding="utf-8")
PAGES = ("README.md", "ARCHITECTURE.md", "CHANGELOG.md")


def shell_lines(page: str = README) -> list[str]:
    """Return the commands of the shell blocks of a page, README.md unless told."""
    blocks = re.findall(r"```sh\n(.*?)```", page, flags=re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line]


def test_the_two_commands_come_first_and_stand_alone() -> None:
    set_up, test = shell_lines()[:2]
    assert set_up.endswith("clientbase demo --out demo")
    assert test == ".venv/bin/python -m pytest"


def test_ci_runs_the_test_command_exactly_as_written() -> None:
    assert shell_lines()[1] in CI.splitlines()


def test_ci_sets_up_and_starts_the_main_job_with_the_words_of_the_readme() -> None:
    for part in shell_lines()[0].removesuffix(" demo").split(" && "):
        assert any(line.removeprefix("twice ").startswith(part) for line in CI.splitlines()), part


def named_commands() -> Iterator[tuple[str, list[str]]]:
    """Yield every command of the program that README.md and the guide to imports show, with its options."""
    inline = re.findall(r"`(clientbase [^`]*)`", README + GUIDE)
    own = [line for line in (*shell_lines(), *shell_lines(GUIDE)) if line.startswith("clientbase ")]
    for line in [*own, *inline]:
        _, command, *rest = shlex.split(line)
        yield command, [word for word in rest if word.startswith("--")]


@pytest.mark.parametrize(("command", "options"), list(named_commands()))
def test_every_command_shown_exists_with_its_options(command: str, options: list[str]) -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "clientbase_xl", command, "--help"],
        cwd=PROJECT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    assert not [option for option in options if option not in answer.stdout]


def test_the_map_of_folders_names_every_package_and_only_folders_that_exist() -> None:
    named = set(re.findall(r"^\| `([^`]+/)` \|", README, flags=re.MULTILINE))
    assert not {name for name in named if not (PROJECT / name).is_dir()}
    packages = {f"clientbase_xl/{path.parent.name}/" for path in (PROJECT / "clientbase_xl").glob("*/__init__.py")}
    assert packages <= named


@pytest.mark.parametrize("page", PAGES)
def test_every_link_and_picture_leads_to_a_file(page: str) -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", (PROJECT / page).read_text(encoding="utf-8"))
    assert not [target for target in targets if "://" not in target and not (PROJECT / target).is_file()]


def test_the_first_entry_of_the_changelog_is_the_version_of_the_package() -> None:
    from clientbase_xl import __version__

    entries = re.findall(r"^## (\S+)", (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert entries[0] == __version__
