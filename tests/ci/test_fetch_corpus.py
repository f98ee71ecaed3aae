"""The fetching of the corpus: an archive of another content than listed is never kept; no registry is asked here."""

from __future__ import annotations

import hashlib
import importlib.util
import string
from pathlib import Path
from types import ModuleType

import pytest

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def fetching(tmp_path, monkeypatch) -> ModuleType:
    """Return the script as a module with a folder of its own."""
    spec = importlib.util.spec_from_file_location("fetch_corpus", PROJECT / ".ci" / "fetch_corpus.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    return module


class Given:
    """A registry that has «a» and «b», no «c», and breaks off at «d»."""

    def fetch(self, name: str, version: str, folder: Path) -> Path | None:
        """Write the name as the archive."""
        if name == "d":
            raise ConnectionError
        if name == "c":
            return None
        path = folder / f"{name}-{version}.tar.gz"
        path.write_text(name)
        return path


def test_only_archives_of_the_listed_content_are_kept(fetching, tmp_path, capsys):
    digests = {name: hashlib.sha256(name.encode()).hexdigest() for name in "axcd"}
    listed = [("a", digests["a"]), ("b", digests["x"]), ("c", digests["c"]), ("d", digests["d"])]
    fetching.fetch_all(Given(), [(name, "1", digest) for name, digest in listed])
    assert [one.name for one in tmp_path.iterdir()] == ["a-1.tar.gz"]
    assert set(fetching.kept(tmp_path)) == {digests["a"]}
    said = capsys.readouterr().err
    assert "another content than listed: b-1" in said
    assert "no source archive of c 1" in said
    assert "not fetched: d 1: ConnectionError" in said


def test_the_list_is_sorted_and_pins_every_archive(fetching):
    listed = list(fetching.listed())
    assert len(listed) > 20
    assert [name for name, *_ in listed] == sorted({name for name, *_ in listed})
    assert all(len(digest) == 64 and set(digest) <= set(string.hexdigits.lower()) for *_, digest in listed)
