"""Rules of the reconciliation of the base (METHOD sections 6, 7)."""

from __future__ import annotations

from clientbase_xl.rules.prospect_reconciliation import prospect_reconciliation
from clientbase_xl.rules.reconciliation import reconciliation
from clientbase_xl.rules.reconciliation_actions import actions
from clientbase_xl.rules.reconciliation_decision import asked_cell
from clientbase_xl.rules.reconciliation_difference import difference
from clientbase_xl.rules.reconciliation_proposal import proposal
from clientbase_xl.rules.rule import Rule
from clientbase_xl.rules.unled_clients import unled_clients

RECONCILIATION_RULES: tuple[Rule, ...] = (
    Rule(
        "reconciliation_proposal",
        "Предложение сверки",
        "Категорию оставить, утвердить, повысить, понизить; при неизвестном потенциале сначала уточнить.",
        "METHOD 3, 7, 13 [K]",
        ("status.active_months",),
        proposal,
    ),
    Rule(
        "reconciliation_actions",
        "Что меняется в работе менеджера",
        "Частота контактов и вложения по матрице, программы, дублёр; что дозаполнить и подтвердить.",
        "METHOD 1, 5, 7, 13 [K]",
        (),
        actions,
    ),
    Rule(
        "reconciliation_figures",
        "Сверка базы",
        "Полнота и актуальность карточки, категория до и по расчёту, предложение с причиной.",
        "METHOD 1, 3, 7 [K]",
        ("reconciliation.required_fields", "reconciliation.actual_days", "status.active_months"),
        reconciliation,
    ),
    Rule(
        "reconciled_prospects",
        "Сверка списка ПК",
        "Каких из восьми результатов нет и кто остаётся в работе: только A и B.",
        "METHOD 6, 7 [K]",
        ("prospects.last_letter_in_work",),
        prospect_reconciliation,
    ),
    Rule(
        "unled_clients",
        "Клиенты, которых никто не ведёт",
        "Без менеджера или за тем, кто больше не работает: сколько, кто и что сделать.",
        "METHOD 1, 7",
        (),
        unled_clients,
    ),
    Rule(
        "reconciliation_decision",
        "О чём просит решение по сверке",
        "Какое поле карточки каким станет, если предложение принять или назвать букву.",
        "METHOD 7 [K]",
        (),
        asked_cell,
    ),
    Rule(
        "reconciliation_difference",
        "Отличия от прошлой сверки",
        "Новые и выбывшие, полнота выше и ниже, смена категории, исполнено ли решение.",
        "METHOD 7 [K]",
        (),
        difference,
    ),
)
