"""The identity of a file: the hash of its bytes (DESIGN section 4, an identical file is recognised by its content)."""

from __future__ import annotations

import hashlib
from pathlib import Path


def content_sha256(path: Path) -> str:
    """Return the SHA-256 of the bytes of a file as 64 hexadecimal digits; OSError when it cannot be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
