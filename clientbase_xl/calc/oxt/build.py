"""`clientbase.oxt`, byte for byte the same whenever the program is: made of the registry and the client's files.

python -m clientbase_xl.calc.oxt.build FILE
"""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path

from clientbase_xl import __version__
from clientbase_xl.calc.oxt import configuration
from clientbase_xl.calc.oxt.addons import ICONS_FOLDER, addons_xcu, window_state_xcu
from clientbase_xl.calc.oxt.icons import ICONS, SIZES, png
from clientbase_xl.calc.oxt.identity import (
    COMMANDS_SERVICE,
    FUNCTIONS_INTERFACE,
    FUNCTIONS_SERVICE,
    LOADED_SERVICE,
    camel,
    methods,
)
from clientbase_xl.calc.oxt.types_rdb import types_rdb
from clientbase_xl.functions.registry import ALL_FUNCTIONS
from clientbase_xl.writing.atomic import atomic_path

NAME = "clientbase.oxt"
TYPES, COMPONENT, PACKAGE = "clientbase.rdb", "clientbase_component.py", "pythonpath/clientbase_calc"
_CLIENT = Path(__file__).with_name("client")
_OWN = "component.py"
_MOMENT = (1980, 1, 1, 0, 0, 0)
_FILE_RIGHTS = 0o644 << 16


def build_oxt(path: Path) -> None:
    """Write the extension; the same program writes the same bytes on every machine (nothing is
    packed: libraries pack differently).

    Neither LibreOffice nor its development kit is needed. Raises WriteRefused when the file cannot be written.
    """
    parts = oxt_parts()
    with atomic_path(path) as temporary, zipfile.ZipFile(temporary, "w") as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.external_attr, entry.create_system = _FILE_RIGHTS, 3
            archive.writestr(entry, data)


def oxt_parts() -> dict[str, bytes]:
    """Return every file of the extension by its path in it."""
    configurations = {
        "CalcAddIns.xcu": configuration.calc_add_ins_xcu(ALL_FUNCTIONS),
        "Jobs.xcu": configuration.jobs_xcu(),
        "Addons.xcu": addons_xcu(),
        "CalcWindowState.xcu": window_state_xcu(),
    }
    texts = {
        "META-INF/manifest.xml": configuration.manifest_xml(TYPES, COMPONENT, configurations),
        "description.xml": configuration.description_xml(__version__),
        **configurations,
        COMPONENT: (_CLIENT / _OWN).read_text(encoding="utf-8"),
        f"{PACKAGE}/names.json": json.dumps(names(), ensure_ascii=False, indent=1) + "\n",
    }
    for file in sorted(_CLIENT.glob("*.py")):
        if file.name != _OWN:
            texts[f"{PACKAGE}/{file.name}"] = file.read_text(encoding="utf-8")
    parts = {name: text.encode() for name, text in texts.items()}
    interface = {camel(one.name): [camel(argument.key) for argument in one.arguments] for one in ALL_FUNCTIONS}
    for suffix, size in SIZES.items():
        parts |= {f"{ICONS_FOLDER}/{key}_{suffix}.png": png(key, size) for key in ICONS}
    parts[TYPES] = types_rdb(FUNCTIONS_INTERFACE, interface)
    return parts


def names() -> dict[str, object]:
    """Return what the client must know of the product: its version, the functions, the names of the services."""
    services = {"Functions": FUNCTIONS_SERVICE, "Commands": COMMANDS_SERVICE, "Loaded": LOADED_SERVICE}
    return {"version": __version__, "functions": methods(), "services": services}


if __name__ == "__main__":
    build_oxt(Path(sys.argv[1]))
