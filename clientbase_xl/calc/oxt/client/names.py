"""What the client must know of the product: its version, the cell functions, the names of the services.

`names.json` lies beside this file in the extension only: it is made of the registry when the extension is built.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("names.json")


def read_names() -> dict[str, Any]:
    """Return version, functions (method → name) and services (class → name)."""
    found: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return found
