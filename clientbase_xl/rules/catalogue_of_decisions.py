"""Rules of decisions about prices and costs: does a discount pay, what will a cut harm."""

from __future__ import annotations

from clientbase_xl.rules.cost_cut_problems import cost_cut_problems
from clientbase_xl.rules.cost_cut_risk import cost_cuts
from clientbase_xl.rules.decision_actions import decision_actions
from clientbase_xl.rules.discount_expected import discount_expected
from clientbase_xl.rules.discount_facts import discount_facts
from clientbase_xl.rules.discount_managers import discount_managers
from clientbase_xl.rules.discount_problems import discount_problems
from clientbase_xl.rules.discount_sign import discount_signs
from clientbase_xl.rules.discount_spans import discount_spans
from clientbase_xl.rules.discount_terms import read_discounts
from clientbase_xl.rules.discount_verdict import discount_verdict
from clientbase_xl.rules.discounts_table import discounts_table
from clientbase_xl.rules.rule import Rule

_MONTHS, _COVERAGE = "discounts.compare_months", "facts.cost_coverage_min"

DECISION_RULES: tuple[Rule, ...] = (
    Rule(
        "discount_terms",
        "Условия скидки",
        "Кому, на что, сколько и в какие дни; первый и последний день входят.",
        "METHOD 14 [P]",
        (),
        read_discounts,
    ),
    Rule(
        "discount_spans",
        "Дни, по которым судят о скидке",
        "Месяцы до решения и столько же после него; концы месяцев подрезаны.",
        "METHOD 0, 14 [P]",
        (_MONTHS,),
        discount_spans,
    ),
    Rule(
        "discount_expected",
        "Просчёт скидки",
        "Ожидаемый рост объёма против точки окупаемости: скидка ÷ (маржа − скидка).",
        "METHOD 14 [P]",
        (),
        discount_expected,
    ),
    Rule(
        "discount_facts",
        "Факты скидки",
        "Оборот, объём и валовая прибыль клиента до и после; рост объёма — по прежней цене.",
        "METHOD 0, 2, 14 [P]",
        (_COVERAGE,),
        discount_facts,
    ),
    Rule(
        "discount_verdict",
        "Итог скидки",
        "Окупилась, если валовая прибыль после не меньше, чем до; первый итог сохраняется.",
        "METHOD 14 [P]",
        (_MONTHS, _COVERAGE),
        discount_verdict,
    ),
    Rule(
        "discounts",
        "Скидка",
        "Решения о цене: просчёт до, факт после, сколько отдано, что пересекается.",
        "METHOD 14 [P]",
        (_MONTHS, _COVERAGE),
        discounts_table,
        "discounts",
    ),
    Rule(
        "discount_managers",
        "Скидки менеджеров",
        "Число, сумма и глубина скидок каждого менеджера и что из них вышло.",
        "METHOD 14 [P]",
        (_MONTHS, _COVERAGE),
        discount_managers,
        "discount_managers",
    ),
    Rule(
        "discount_problems",
        "Что не так со скидками",
        "Маржа не больше скидки, даты, незнакомые клиенты, менеджеры и товары, маржа не та, что по продажам.",
        "METHOD 0, 14",
        ("discounts.margin_gap", "discounts.ahead_days"),
        discount_problems,
    ),
    Rule(
        "discount_signs",
        "Тотальное снижение цены",
        "Скидок начато больше, или они глубже, чем за столько же месяцев до этого.",
        "METHOD 14 [P]",
        (
            "warnings.discount_months",
            "warnings.discounts_growth",
            "warnings.discounts_min",
            "warnings.discount_depth_growth",
        ),
        discount_signs,
    ),
    Rule(
        "cost_cuts",
        "Сокращение затрат",
        "Что пострадает от сокращения, чей оборот под риском и какую долю прибыли стоит экономия.",
        "METHOD 14 [P]",
        (_COVERAGE,),
        cost_cuts,
        "cost_cuts",
    ),
    Rule(
        "cost_cut_problems",
        "Что не так с сокращениями",
        "Экономия не больше нуля, незнакомый клиент, под отбор никто не попал, принято без даты.",
        "METHOD 0, 14",
        (),
        cost_cut_problems,
    ),
    Rule(
        "decision_actions",
        "Дела по скидкам",
        "Пересмотреть скидки, которые не окупились, и решить о тех, чей итог близко.",
        "METHOD 1, 14",
        ("discounts.soon_days",),
        decision_actions,
    ),
)
