"""Make screenshots for the guide: `python docs/make_screenshots.py FOLDER [WORKBOOK]` shows each sheet in LibreOffice.

The extension is installed into a new profile, the workbook (a copy of the committed demo) is opened in windows on a
display that nobody sees. Needs LibreOffice, its Python and Xvfb; see tests/support/extension.py. The pictures are not
kept in the repository.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
DEMO = PROJECT / "workbooks" / "Клиентская база.xlsx"


def main(folder: str, workbook: str = "") -> None:
    """Write a picture of each visible sheet into a folder, in the order of the tabs."""
    sys.path.insert(0, str(PROJECT))  # the support of the tests lies beside this folder
    from tests.support.extension import Home, running_desktop

    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    source = Path(workbook) if workbook else DEMO
    with tempfile.TemporaryDirectory(prefix="clientbase_screens_", ignore_cleanup_errors=True) as place:
        home = Home.made(Path(place))
        code, said = home.run("calc", "install", "--profile", str(home.profile))
        if code:
            raise SystemExit(said)
        copy = home.folder / source.name
        shutil.copyfile(source, copy)
        home.own()
        with running_desktop(home) as desktop:
            for picture in desktop.screenshots(desktop.open(copy), target):
                sys.stdout.write(f"{picture}\n")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        raise SystemExit(str(__doc__).partition("\n")[0])
    main(*sys.argv[1:])
