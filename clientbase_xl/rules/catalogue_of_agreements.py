"""Rules of programmes, documents, plans of clients and of those that left (METHOD section 13)."""

from __future__ import annotations

from clientbase_xl.rules.agreement_actions import agreement_actions
from clientbase_xl.rules.agreement_problems import agreement_problems
from clientbase_xl.rules.agreements_table import agreements_table
from clientbase_xl.rules.client_plan_line import client_plan_line
from clientbase_xl.rules.client_plan_problems import client_plan_problems
from clientbase_xl.rules.client_plans import client_plans
from clientbase_xl.rules.client_pool import client_pool
from clientbase_xl.rules.document_state import document_states
from clientbase_xl.rules.next_touches import next_touches
from clientbase_xl.rules.paper_ends import with_paper_ends
from clientbase_xl.rules.plan_documents import running_plans
from clientbase_xl.rules.plan_to_date import plan_period
from clientbase_xl.rules.programme_group import programme_group
from clientbase_xl.rules.programme_problems import programme_problems
from clientbase_xl.rules.programme_terms_table import programme_terms_table
from clientbase_xl.rules.programmes_table import programmes_table
from clientbase_xl.rules.rule import Rule
from clientbase_xl.rules.talk_stage import talk_stages

AGREEMENT_RULES: tuple[Rule, ...] = (
    Rule(
        "programme_group",
        "Группа программы",
        "Клиент в группе, если подходят категория, сегмент, канал и статус; неизвестное — «нет данных».",
        "METHOD 13 [P, S]",
        (),
        programme_group,
    ),
    Rule(
        "programmes",
        "Программы",
        "Оборот с начала программы против стольких же дней до неё, и подходит ли клиент.",
        "METHOD 13 [P, S]",
        (
            "agreements.programme_days",
            "agreements.programme_change",
            "reactivation.silent_from_days",
            "reactivation.silent_to_days",
        ),
        programmes_table,
        "programmes",
    ),
    Rule(
        "programme_terms",
        "Условия программ",
        "Для кого программа, сколько клиентов подходит и участвует, что она дала.",
        "METHOD 13 [P, S]",
        (),
        programme_terms_table,
        "programme_terms",
    ),
    Rule(
        "programme_problems",
        "Ошибки в программах",
        "Клиент не из группы, даты спорят, две такие программы сразу, участие до первой покупки.",
        "METHOD 13 [P, S]",
        (),
        programme_problems,
    ),
    Rule(
        "document_state",
        "Состояние документа",
        "Осталось не больше 60 и 30 дней, истёк на следующий день; без даты — «нет данных».",
        "METHOD 13 [P, S]",
        (),
        document_states,
    ),
    Rule(
        "paper_ends",
        "Срок договора и доверенности",
        "Последний день берётся из документа, без него — из карточки.",
        "METHOD 8, 13 [P]",
        (),
        with_paper_ends,
    ),
    Rule(
        "plan_to_date",
        "План на дату",
        "План документа делится по месяцам поровну, идущий месяц — по прошедшим дням.",
        "METHOD 13 [P, S]",
        (),
        plan_period,
    ),
    Rule(
        "plan_documents",
        "Чей план считается",
        "Из документов клиента считается план дальнего этапа, затем позднего; отставать может только идущий план.",
        "METHOD 13 [P, S]",
        (),
        running_plans,
    ),
    Rule(
        "agreements",
        "Соглашения",
        "Состояние документов, что обновить до звонка, план заказов против отгрузок.",
        "METHOD 13 [P, S]",
        (),
        agreements_table,
        "agreements",
    ),
    Rule(
        "agreement_problems",
        "Ошибки в документах",
        "Документ без клиента, конец раньше начала, план без периода, пропущенный этап.",
        "METHOD 13 [P, S]",
        (),
        agreement_problems,
    ),
    Rule(
        "talk_stage",
        "Этап переговоров",
        "Переговоры, соглашение о намерениях, дополнительное соглашение, план: докуда дошли и что дальше.",
        "METHOD 13 [P]",
        ("agreements.year_end_month",),
        talk_stages,
    ),
    Rule(
        "client_pool",
        "Пул клиентов",
        "Кто покупает стабильно и на кого делать ставку, когда согласуют план года.",
        "METHOD 13 [P, S]",
        ("agreements.stable_months", "agreements.stable_variation", "agreements.bet_share"),
        client_pool,
        "client_pool",
    ),
    Rule(
        "client_plans",
        "План по клиентам",
        "Предложение, соглашение, план и факт клиента по месяцам.",
        "METHOD 13 [P, S]",
        ("agreements.plan_months", "agreements.year_end_month"),
        client_plans,
        "client_plans",
    ),
    Rule(
        "client_plan_problems",
        "Ошибки в планах клиентов",
        "План клиента спорит с документом, с планом менеджера или с архивом.",
        "METHOD 13 [P, S]",
        (),
        client_plan_problems,
    ),
    Rule(
        "client_plan_line",
        "Итог планов клиентов",
        "Согласованное на ближайшие месяцы рядом с предложением и планами менеджеров.",
        "METHOD 13 [P, S]",
        ("agreements.plan_months", "agreements.year_end_month"),
        client_plan_line,
    ),
    Rule(
        "next_touches",
        "Следующее касание",
        "Когда напомнить о себе ушедшему: назначенный день или последний контакт и 30 дней.",
        "METHOD 13 [P, S]",
        ("agreements.touch_days",),
        next_touches,
        "next_touches",
    ),
    Rule(
        "agreement_actions",
        "Документы, планы и ушедшие на «Начало»",
        "Что истекает, кто отстаёт от плана, с кем нет соглашения о намерениях, кому пора позвонить.",
        "METHOD 13 [P, S]",
        ("agreements.year_end_month", "agreements.plan_gap_share"),
        agreement_actions,
    ),
)
