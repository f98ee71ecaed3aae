"""Fetch the source archives whose workbooks `tests/reading/test_corpus.py` reads, into the untracked `.tools/corpus`.

`python .ci/fetch_corpus.py` reads `.ci/corpus.txt` (name, version, sha256 of the archive). pip finds and downloads the
archives as it is set up on this machine, but nothing of them is built or run: `pip download` itself would prepare their
metadata by running their own code. An archive that is there already is not fetched again, one of another content is
thrown away, one that the registry no longer gives is named and left out: the test judges whether enough are there.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pip._internal.commands import create_command
from pip._internal.network.download import Downloader
from pip._vendor.packaging.specifiers import SpecifierSet

PROJECT = Path(__file__).resolve().parent.parent
LISTED = PROJECT / ".ci" / "corpus.txt"
FOLDER = PROJECT / ".tools" / "corpus"


def listed() -> Iterator[tuple[str, str, str]]:
    """Yield the name, the version and the sha256 of every archive of the list."""
    for line in LISTED.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, version, digest = line.split()
            yield name, version, digest


def kept(folder: Path) -> dict[str, Path]:
    """Return the archives of the folder by the sha256 of their bytes."""
    return {hashlib.sha256(one.read_bytes()).hexdigest(): one for one in folder.iterdir() if one.is_file()}


class Registry:
    """Source archives by name and version, from where pip would take them."""

    def __init__(self, command: Any) -> None:
        """Set pip up as its own command line would; `command` is in its main context."""
        options, _ = command.parse_args(["--no-deps", "--no-binary", ":all:", "--progress-bar", "off", "nothing"])
        session = command.get_default_session(options)
        self._finder = command._build_package_finder(options=options, session=session, ignore_requires_python=True)
        try:
            self._download: Any = Downloader(session, "off")
        except TypeError:  # pip 25.1 and later ask how often to resume
            self._download = Downloader(session, "off", 0)

    def fetch(self, name: str, version: str, folder: Path) -> Path | None:
        """Download one archive and return its path; None when the registry has none."""
        best = self._finder.find_best_candidate(name, SpecifierSet(f"=={version}")).best_candidate
        if best is None:
            return None
        path, _ = self._download(best.link, str(folder))
        return Path(path)


def main() -> int:
    """Fetch what is missing; 0 even where single archives are not to be had."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    there = kept(FOLDER)
    missing = [one for one in listed() if one[2] not in there]
    command: Any = create_command("download")
    with command.main_context():
        fetch_all(Registry(command), missing)
    count = len(set(kept(FOLDER)) & {digest for *_, digest in listed()})
    sys.stdout.write(f"archives of the corpus here: {count}\n")
    return 0


def fetch_all(registry: Registry, missing: Iterable[tuple[str, str, str]]) -> None:
    """Fetch these archives one by one; say which were not to be had."""
    for name, version, digest in missing:
        try:
            path = registry.fetch(name, version, FOLDER)
        except Exception as error:
            sys.stderr.write(f"not fetched: {name} {version}: {type(error).__name__}\n")
            continue
        if path is None:
            sys.stderr.write(f"the registry has no source archive of {name} {version}\n")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            sys.stderr.write(f"thrown away, of another content than listed: {path.name}\n")
            path.unlink()


if __name__ == "__main__":
    sys.exit(main())
