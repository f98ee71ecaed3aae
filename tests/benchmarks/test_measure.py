"""The ruler itself: peak memory is the child's own, a failed command is no measurement, runs take turns."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.measure import alternating, interpreter, run

MB = 10**6


def test_the_peak_is_the_memory_of_the_child(tmp_path: Path) -> None:
    measured = run(interpreter("-c", "print(len(b'1' * 200_000_000))"), tmp_path)
    assert 200 * MB <= measured.peak_bytes <= 300 * MB
    assert measured.said.strip() == "200000000"


def test_the_memory_of_the_measuring_process_does_not_count(tmp_path: Path) -> None:
    ballast = b"1" * (300 * MB)
    measured = run(interpreter("-c", "pass"), tmp_path)
    assert measured.peak_bytes < 100 * MB < len(ballast)


def test_done_with_problems_is_measured_and_a_refusal_is_raised_with_its_words(tmp_path: Path) -> None:
    assert run(interpreter("-c", "raise SystemExit(1)"), tmp_path).exit_code == 1
    with pytest.raises(RuntimeError, match="ended with 2:\nнет такого файла"):
        run(interpreter("-c", "print('нет такого файла'); raise SystemExit(2)"), tmp_path)
    with pytest.raises(RuntimeError, match=r"ended with 1:\n(.|\n)*ZeroDivisionError"):
        run(interpreter("-c", "1 / 0"), tmp_path)


def test_runs_take_turns_and_give_their_medians() -> None:
    order: list[str] = []
    seconds = {"a": iter([3.0, 1.0, 2.0]), "b": iter([9.0, 9.0, 4.0])}

    def one(name: str) -> float:
        order.append(name)
        return next(seconds[name])

    assert alternating(3, lambda: one("a"), lambda: one("b")) == [2.0, 9.0]
    assert order == ["a", "b", "a", "b", "a", "b"]
