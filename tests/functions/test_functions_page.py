"""docs/functions.md says what the registry says."""

from __future__ import annotations

from pathlib import Path

import pytest

from clientbase_xl.functions.documentation import main, page
from clientbase_xl.functions.registry import ALL_FUNCTIONS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "functions.md"


def test_the_committed_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), (
        "run: python -m clientbase_xl.functions.documentation --out docs/functions.md"
    )


def test_every_function_and_argument_is_on_the_page() -> None:
    text = page()
    for function in ALL_FUNCTIONS:
        section = text.partition(f"## {function.name}\n")[2].partition("\n## ")[0]
        assert function.note in section
        assert function.unit in section
        for argument in function.arguments:
            assert f"| {argument.title} | {argument.takes} | {argument.note} |" in section


def test_a_call_brackets_only_what_may_be_left_out_at_the_end() -> None:
    text = page()
    assert "    =CB_SHARE_OF_WALLET(Оборот; Потенциал)\n" in text
    assert "    =CB_CATEGORY(Прибыльность; Потенциал; Граница прибыли 1;" in text
    assert "    =CB_DISCOUNT_BREAKEVEN(Маржа; Скидка; [Это наценка])\n" in text


def test_the_page_goes_to_a_file_or_to_the_standard_output(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--out", str(tmp_path / "functions.md")])
    main([])
    assert (tmp_path / "functions.md").read_bytes().decode("utf-8") == capsys.readouterr().out == page()
