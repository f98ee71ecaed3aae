"""A base of 100 000 clients fits: one workbook, bounded memory."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT

MOST_MEGABYTES = 3_000
PROGRAM = """
import resource, sys
from pathlib import Path
from clientbase_xl.writing.workbook import write_workbook
from tests.support.workbook_sample import sample_content

write_workbook(Path(sys.argv[1]), sample_content(100_000))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.skipif(sys.platform == "win32", reason="the peak of memory is asked of a POSIX system")
def test_a_hundred_thousand_clients_are_written_within_three_gigabytes(tmp_path: Path) -> None:
    path = tmp_path / "Клиентская база.xlsx"
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(path)], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert int(run.stdout) < MOST_MEGABYTES
    assert path.stat().st_size > 10_000_000
