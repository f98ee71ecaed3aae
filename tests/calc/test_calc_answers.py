"""What the worker makes of cells as Calc hands them over, without a process."""

from __future__ import annotations

from clientbase_xl.calc.worker.answers import answer, call_answer, without_false_zeros
from clientbase_xl.functions.model import Takes
from clientbase_xl.functions.registry import BY_NAME


def test_a_single_empty_cell_counts_as_empty_where_zero_is_no_value() -> None:
    asked = [12.0, 1000.0, 0.5, 2.0, 9000.0, 50.0]
    assert call_answer("CB_NEXT_QUESTION", [*asked, 0.0, "ООО", "нет", "есть", "мы"]) == "Что берут у других"
    assert call_answer("CB_REACTIVATION_STATUS", [100.0, 0.0, 30.0]) == "нет данных"
    assert call_answer("CB_TARGET_VOLUME", [0.0, 100.0]) == ""


def test_a_zero_stays_where_it_is_a_value() -> None:
    assert call_answer("CB_SHARE_OF_WALLET", [0.0, 100.0]) == 0.0
    assert call_answer("CB_DISCOUNT_BREAKEVEN", [0.3, 0.0]) == 0.0


def test_zeros_go_only_where_the_registry_has_no_zero() -> None:
    gone = {
        argument.key
        for name, function in BY_NAME.items()
        for argument, one in zip(
            function.arguments, without_false_zeros(name, [0.0] * len(function.arguments)), strict=True
        )
        if one is None and argument.takes is Takes.NUMBER
    }
    assert gone == {"reason", "service_level", "pack_units"}


def test_zeros_of_ranges_texts_and_flags_stay_as_they_are() -> None:
    block = [["A", 0.0], ["", 1.0]]
    assert without_false_zeros("CB_COMPLETENESS", ["0", block, False]) == ["0", block, False]
    assert without_false_zeros("CB_NOTHING", [0.0]) == [0.0]
    assert without_false_zeros("CB_SHARE_OF_WALLET", [1.0, 2.0, 0.0]) == [1.0, 2.0, 0.0]


def test_what_nobody_declared_is_answered_in_words() -> None:
    assert answer({"do": "call", "name": "CB_NOTHING", "arguments": []}) == {"answer": "Функции CB_NOTHING нет"}
    refused = answer({"do": "press", "key": "format_disk", "pipe": "x", "document": "1"})
    assert refused == {"done": False, "message": "Кнопки «format_disk» нет."}
