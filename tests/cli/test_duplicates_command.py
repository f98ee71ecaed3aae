"""`clientbase duplicates`: found pairs are exit code 1, decisions are kept and can be taken back."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from clientbase_xl.base.requests import decide
from clientbase_xl.cli import main
from tests.support.twins import Twins


@pytest.fixture
def twins(tmp_path: Path) -> Twins:
    return Twins(tmp_path, is_staffed=True)


def run(twins: Twins, *arguments: str, user: str = "рожкова") -> int:
    with pytest.raises(SystemExit) as ended:
        main(["duplicates", "--base", str(twins.base.folder), "--user", user, *arguments])
    return int(str(ended.value.code))


def test_pairs_are_shown_with_their_evidence_and_written_side_by_side(
    twins: Twins, capsys: pytest.CaptureFixture[str]
) -> None:
    out = twins.folder / "дубли.csv"
    assert run(twins, "--out", str(out)) == 1
    shown = capsys.readouterr().out
    assert "К1 «ООО «Ромашка»» (Иванова) — К2 «Ромашка ООО» (Иванова)" in shown
    assert "то же наименование" in shown
    (row,) = csv.DictReader(out.read_text(encoding="utf-8").splitlines())
    assert (row["first_code"], row["second_phone"], row["kind"]) == ("К1", "8 900 000-00-01", "наименование")


def test_a_head_merges_lists_what_was_decided_and_takes_it_back(
    twins: Twins, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(twins, "--merge", "К1", "К2", "--keep", "К2", "--why", "одна фирма") == 0
    assert "К1 объединён с К2" in capsys.readouterr().out
    assert run(twins) == 0
    assert "нет" in capsys.readouterr().out
    assert run(twins, "--all", "--json") == 0
    (decided,) = json.loads(capsys.readouterr().out)
    assert (decided["decision"], decided["kept_code"]) == ("объединить", "К2")
    assert (decided["decided_by"], decided["asked_by"]) == ("рожкова", None)
    assert run(twins, "--unmerge", "К1", "--why", "ошиблись") == 0
    assert run(twins) == 1


def test_a_manager_gets_a_request_and_a_decision_hides_the_pair(
    twins: Twins, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(twins, "--not-duplicate", "К1", "К2", "--why", "разные", user="иванова") == 0
    assert "Просят считать К1 и К2 разными клиентами: ждёт решения РОП" in capsys.readouterr().out
    assert run(twins) == 1
    assert run(twins, "--not-duplicate", "К1", "К2", "--why", "разные") == 0
    assert run(twins) == 0


def test_who_asked_and_who_decided_are_both_told(twins: Twins, capsys: pytest.CaptureFixture[str]) -> None:
    run(twins, "--not-duplicate", "К1", "К2", "--why", "разные города", user="иванова")
    decide(twins.base, [1], approve=True, by="рожкова", at=twins.now())
    capsys.readouterr()
    assert run(twins, "--all") == 0
    assert capsys.readouterr().out.strip().endswith(", рожкова, просит иванова: разные города")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--merge", "К1", "К2"), "Не указана причина"),
        (("--merge", "К1", "К2", "--unmerge", "К2", "--why", "а"), "несколько действий"),
        (("--keep", "К1"), "--keep без --merge"),
        (("--unmerge", "К2", "--why", "а"), "ни с кем не объединён"),
        (("--merge", "К1", "К99", "--why", "а"), "«К99» в базе нет"),
        (("--out", "дубли.doc"), "дубли.doc"),
    ],
)
def test_what_makes_no_sense_is_refused_in_russian(
    twins: Twins, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], why: str
) -> None:
    assert run(twins, *arguments) == 2
    assert why in capsys.readouterr().err


def test_a_strangers_question_is_refused(twins: Twins, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(twins, user="чужой") == 2
    assert "не зарегистрирован" in capsys.readouterr().err
