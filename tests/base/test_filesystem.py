"""Network and synchronised folders are recognised by mounts and by names."""

from __future__ import annotations

from pathlib import Path

import pytest

from clientbase_xl.base.filesystem import NETWORK_TYPES, filesystem_type, storage_warning, synchronised_by

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/share /mnt/nfs nfs4 rw 0 0
//server/docs /mnt/Общая\\040папка cifs rw 0 0
user@host:/ /mnt/nfs/ssh fuse.sshfs rw 0 0
/dev/sdb1 /mnt/nfs/local xfs rw 0 0
tmpfs /mnt/twice tmpfs rw 0 0
C:\\134 /mnt/twice 9p rw 0 0
bad line
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/srv/user/база", "ext4"),
        ("/mnt/nfs/база", "nfs4"),
        ("/mnt/nfs", "nfs4"),
        ("/mnt/nfsx/база", "ext4"),
        ("/mnt/Общая папка/база", "cifs"),
        ("/mnt/nfs/ssh/a/b", "fuse.sshfs"),
        ("/mnt/nfs/local/a", "xfs"),
        ("/mnt/twice/a", "9p"),
    ],
)
def test_the_nearest_and_latest_mount_decides(folder: str, kind: str) -> None:
    assert filesystem_type(Path(folder), MOUNTS) == kind


def test_file_systems_that_other_computers_see_are_network_ones() -> None:
    assert {"nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "9p", "davfs"} <= NETWORK_TYPES
    assert not {"ext4", "xfs", "btrfs", "tmpfs", "overlay", "fuseblk", "zfs"} & NETWORK_TYPES


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("/srv/u/OneDrive/База", "OneDrive"),
        ("/srv/u/OneDrive - ООО Ромашка/База", "OneDrive - ООО Ромашка"),
        ("/srv/u/Яндекс.Диск/База", "Яндекс.Диск"),
        ("/srv/u/YandexDisk/База", "YandexDisk"),
        ("/srv/u/Dropbox/База", "Dropbox"),
        ("/srv/u/Dropbox (Личный)/База", "Dropbox (Личный)"),
        ("/srv/u/Google Drive/База", "Google Drive"),
        ("/Users/u/Library/CloudStorage/x/База", "CloudStorage"),
        ("/srv/u/Документы/База", ""),
        ("/srv/u/dropboxes/База", ""),
    ],
)
def test_synchronised_folders_are_known_by_name(path: str, service: str) -> None:
    assert synchronised_by(Path(path)) == service
    assert bool(storage_warning(Path(path))) == bool(service)
