"""How fast the help answers: `clientbase --help` against `python -c "import typer"`, with compiled bytecode.

Run: python -m benchmarks.help_start
"""

from __future__ import annotations

import compileall
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import PROJECT, alternating, interpreter, run

RATIO_MAX = 1.5
COUNT_RUNS = 15


@dataclass(frozen=True, slots=True)
class HelpStart:
    """Median seconds of both starts."""

    help_seconds: float
    typer_seconds: float

    @property
    def ratio(self) -> float:
        """Return how many times longer the help takes than the import of Typer."""
        return self.help_seconds / self.typer_seconds


def measure(folder: Path, times: int = COUNT_RUNS) -> HelpStart:
    """Start both in turns and return the medians; `folder` is for scratch files."""
    compileall.compile_dir(str(PROJECT / "clientbase_xl"), quiet=1)
    help_command = interpreter("-c", "from clientbase_xl.cli import main; main()", "--help")
    typer_command = interpreter("-c", "import typer")
    assert "import" in run(help_command, folder).said  # the help really came, and both are in the file cache now
    run(typer_command, folder)
    medians = alternating(times, lambda: run(help_command, folder).seconds, lambda: run(typer_command, folder).seconds)
    return HelpStart(*medians)


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder))
    print(f"clientbase --help   {found.help_seconds:.3f} s")
    print(f"import typer        {found.typer_seconds:.3f} s")
    print(f"ratio               {found.ratio:.2f} (at most {RATIO_MAX})")


if __name__ == "__main__":
    main()
