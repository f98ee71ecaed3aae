"""Rules that say what a client is: status, potential, levels, category, distance."""

from __future__ import annotations

from clientbase_xl.rules.abc import abc_groups
from clientbase_xl.rules.category import categories
from clientbase_xl.rules.client_potential import client_potentials
from clientbase_xl.rules.client_status import statuses
from clientbase_xl.rules.distance import distances
from clientbase_xl.rules.large_unprofitable import large_unprofitable
from clientbase_xl.rules.next_question import next_question
from clientbase_xl.rules.potential import potential
from clientbase_xl.rules.potential_level import potential_levels
from clientbase_xl.rules.potential_ratio import potential_ratios
from clientbase_xl.rules.profile_calls import profile_calls
from clientbase_xl.rules.profiles_table import profiles_table
from clientbase_xl.rules.profit_level import profit_levels
from clientbase_xl.rules.rule import GRID_SETTINGS, Rule
from clientbase_xl.rules.survey_answers import survey_answers
from clientbase_xl.rules.undervalued import undervalued

CLIENT_RULES: tuple[Rule, ...] = (
    Rule(
        "statuses",
        "Статусы клиентов",
        "Новый, действующий, засыпает, уснувший или ушедший — по молчанию, ритму и покупкам; решение человека первое.",
        "METHOD 0",
        (
            "status.new_days",
            "status.dozing_rhythm_factor",
            "status.dozing_months",
            "status.dozing_drop_share",
            "status.active_months",
            "reactivation.silent_from_days",
            "reactivation.silent_to_days",
            "facts.rhythm_months",
            "facts.rhythm_min_intervals",
        ),
        statuses,
        "statuses",
    ),
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
        "potentials",
    ),
    Rule(
        "profiles",
        "Профиль клиента",
        "Каждый опрос с потенциалом, который из него следует, и следующим вопросом.",
        "METHOD 1, 4 [S]",
        ("profiles.question_order", "profiles.contradiction_share", "profiles.orders_only_factor"),
        profiles_table,
        "profiles",
    ),
    Rule(
        "profile_calls",
        "Кого спросить",
        "Клиенты с неточным потенциалом по убыванию того, что может изменить ответ.",
        "METHOD 4 [S]",
        (),
        profile_calls,
        "profile_calls",
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
        "undervalued",
    ),
    Rule(
        "large_unprofitable",
        "Крупные, но невыгодные",
        "По обороту A, а категория D или E; по убыванию оборота.",
        "METHOD 3 [S]",
        ("profiles.abc_share_a", "profiles.abc_share_b"),
        large_unprofitable,
        "large_unprofitable",
    ),
    Rule(
        "profit_level",
        "Уровень прибыли",
        "Клиенты активной базы делятся на пять уровней по накопленной доле прибыли, границам в рублях или местам.",
        "METHOD 3",
        (
            "category.profit_cut_mode",
            "category.profit_share_max",
            "category.profit_share_high",
            "category.profit_share_mid",
            "category.profit_rub_max",
            "category.profit_rub_high",
            "category.profit_rub_mid",
            "category.profit_quantile_max",
            "category.profit_quantile_high",
            "category.profit_quantile_mid",
            "facts.turnover_months",
            "facts.cost_coverage_min",
        ),
        profit_levels,
    ),
    Rule(
        "potential_level",
        "Уровень потенциала",
        "Известные потенциалы делятся на три уровня; границы — по накопленной доле ответов или введённые в рублях.",
        "METHOD 3, 4",
        (
            "category.potential_share_max",
            "category.potential_share_high",
            "category.potential_min_answered",
            "category.potential_rub_max",
            "category.potential_rub_high",
        ),
        potential_levels,
    ),
    Rule(
        "categories",
        "Категории A–E",
        "Категория стоит на пересечении уровней прибыли и потенциала; без потенциала — диапазон и отметка.",
        "METHOD 3 [K]",
        (*GRID_SETTINGS, "category.keep_share_of_wallet"),
        categories,
        "categories",
    ),
    Rule(
        "distance",
        "До следующей категории",
        "Сколько рублей прибыли или потенциала в год отделяет клиента от лучшей категории.",
        "METHOD 0, 3",
        GRID_SETTINGS,
        distances,
    ),
)
