"""Words of the rules of potential and its lists (METHOD sections 3 and 4): a part of the catalogue of rules."""

from __future__ import annotations

from clientbase_xl.rules.abc import abc_groups
from clientbase_xl.rules.client_potential import client_potentials
from clientbase_xl.rules.large_unprofitable import large_unprofitable
from clientbase_xl.rules.next_question import next_question
from clientbase_xl.rules.potential import potential
from clientbase_xl.rules.potential_ratio import potential_ratios
from clientbase_xl.rules.profile_calls import profile_calls
from clientbase_xl.rules.profiles_table import profiles_table
from clientbase_xl.rules.rule import Rule
from clientbase_xl.rules.survey_answers import survey_answers
from clientbase_xl.rules.undervalued import undervalued

POTENTIAL_RULES: tuple[Rule, ...] = (
    Rule(
        "survey_answers",
        "Ответы нескольких опросов",
        "Что спросили раньше и не переспросили, остаётся в силе; «один поставщик» заменяет прежнюю долю.",
        "METHOD 1, 4 [S]",
        (),
        survey_answers,
    ),
    Rule(
        "potential",
        "Потенциал по ответам",
        "Заказы × средний заказ и оборот ÷ доля у нас; известно одно число заказов — промежуток от оборота.",
        "METHOD 4 [S]",
        ("profiles.contradiction_share", "profiles.orders_only_factor"),
        potential,
    ),
    Rule(
        "potential_ratio",
        "Оценка по ответам других",
        "Во сколько раз закупки больше оборота у ответивших клиентов канала, при нехватке — всей базы.",
        "METHOD 4 [S]",
        ("profiles.min_answered", "profiles.high_quantile", "profiles.low_quantile"),
        potential_ratios,
    ),
    Rule(
        "next_question",
        "Следующий вопрос",
        "Самый короткий путь к потенциалу, потом остальные вопросы по порядку.",
        "METHOD 4 [S]",
        ("profiles.question_order",),
        next_question,
    ),
    Rule(
        "potentials",
        "Потенциал каждого клиента",
        "Опрос важнее карточки, карточка важнее числа заказов; оценка показана, но категорию не даёт.",
        "METHOD 3, 4 [S]",
        ("profiles.contradiction_share", "profiles.orders_only_factor", "profiles.min_answered"),
        client_potentials,
    ),
    Rule(
        "profiles",
        "Профиль клиента",
        "Каждый опрос с потенциалом, который из него следует, и следующим вопросом.",
        "METHOD 1, 4 [S]",
        ("profiles.question_order", "profiles.contradiction_share", "profiles.orders_only_factor"),
        profiles_table,
    ),
    Rule(
        "profile_calls",
        "Кого спросить",
        "Клиенты с неточным потенциалом по убыванию того, что может изменить ответ.",
        "METHOD 4 [S]",
        (),
        profile_calls,
    ),
    Rule(
        "abc",
        "ABC по обороту",
        "Простое деление по накопленному обороту: показать, кого оно недооценивает.",
        "METHOD 3 [S]",
        ("profiles.abc_share_a", "profiles.abc_share_b"),
        abc_groups,
    ),
    Rule(
        "undervalued",
        "Недооценённые клиенты",
        "По обороту B или C, а потенциал Высокий или Максимальный; по убыванию невзятых рублей.",
        "METHOD 3 [S]",
        ("profiles.abc_share_a", "profiles.abc_share_b"),
        undervalued,
    ),
    Rule(
        "large_unprofitable",
        "Крупные, но невыгодные",
        "По обороту A, а категория D или E; по убыванию оборота.",
        "METHOD 3 [S]",
        ("profiles.abc_share_a", "profiles.abc_share_b"),
        large_unprofitable,
    ),
)
"""In the order of the work: answers, potential, whom to ask, whom turnover hides."""
