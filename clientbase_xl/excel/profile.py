"""A user's profile of Windows: the folders that set-up and `doctor` look into, his own or those of a given folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from clientbase_xl.errors import BadUse
from clientbase_xl.excel.addin_config import FILE
from clientbase_xl.excel.user_files import PROGRAM, UserFiles, user_files

ADDIN = "clientbase.xlam"


@dataclass(frozen=True, slots=True)
class Profile:
    """Folders of one user: his home, roaming and local data, data that all users share, folders of OneDrive.

    `is_here` says that it is the profile of who runs the program: only then the registry and programs are his too.
    """

    home: Path
    roaming: Path
    local: Path
    shared: Path
    clouds: tuple[Path, ...] = ()
    is_here: bool = False

    @property
    def xlstart(self) -> Path:
        """Return the folder whose workbooks Excel opens at its start: a Trusted Location unless a policy says no."""
        return self.roaming / "Microsoft" / "Excel" / "XLSTART"

    @property
    def addin(self) -> Path:
        """Return where the add-in lies when installed."""
        return self.xlstart / ADDIN

    @property
    def staged(self) -> Path:
        """Return where the add-in is written before it comes into XLSTART whole, on the same disk."""
        return self.xlstart.parent / f"{ADDIN}.new"

    @property
    def other_places(self) -> tuple[Path, ...]:
        """Return where people put add-ins by hand."""
        return (self.roaming / "Microsoft" / "AddIns" / ADDIN, self.home / "Downloads" / ADDIN)

    @property
    def config(self) -> Path:
        """Return the file that the add-in's VBA reads."""
        return self.program_folder / FILE

    @property
    def program_folder(self) -> Path:
        """Return the folder of the program's own files of this user."""
        return self.local / PROGRAM

    @property
    def record(self) -> Path:
        """Return the file that says what was installed."""
        return self.program_folder / "excel_install.json"

    @property
    def files(self) -> UserFiles:
        """Return the user's settings and log."""
        return user_files("win32", {"LOCALAPPDATA": str(self.local)} if self.is_here else {}, self.home)

    @property
    def plain_place(self) -> Path:
        """Return the folder in which the set-up file makes the runtime when the profile's name is not ASCII.

        An ordinary user may make folders in the shared data of Windows; the set-up file gives its own to him alone.
        """
        return self.shared


def profile_of(folder: Path) -> Profile:
    """Return the profile whose home is a folder, as Windows lays it out: `…/Users/name`; BadUse when it is none."""
    home = folder.absolute()
    if not (home / "AppData").is_dir():
        raise BadUse(
            f"«{folder}» — не профиль пользователя Windows: в нём нет папки AppData.",
            "папка вида C:\\Users\\имя",
            "Проверьте путь в --profile.",
        )
    clouds = tuple(sorted(one for one in home.iterdir() if one.is_dir() and one.name.casefold().startswith("onedrive")))
    return Profile(
        home, home / "AppData" / "Roaming", home / "AppData" / "Local", home.parent.parent / "ProgramData", clouds
    )


def profile_here(platform: str, environment: Mapping[str, str], home: Path) -> Profile:
    """Return the profile of who runs the program; BadUse where the system is not Windows.

    A variable that names no absolute path is passed over: it would lead into the working folder.
    """
    if platform != "win32":
        raise BadUse(
            "Надстройка для Excel ставится в Windows, а это другая система.",
            "Windows; для проверки чужого профиля — параметр --profile ПАПКА",
            "Для LibreOffice есть clientbase calc install; всё остальное работает и без Excel.",
        )

    def folder(name: str, usual: Path) -> Path:
        text = environment.get(name, "")
        return Path(text) if PureWindowsPath(text).is_absolute() else usual

    names = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
    clouds = {folder(name, Path()) for name in names} - {Path()}
    return Profile(
        home,
        folder("APPDATA", home / "AppData" / "Roaming"),
        folder("LOCALAPPDATA", home / "AppData" / "Local"),
        folder("PROGRAMDATA", Path(home.anchor) / "ProgramData"),
        tuple(sorted(clouds)),
        is_here=True,
    )
