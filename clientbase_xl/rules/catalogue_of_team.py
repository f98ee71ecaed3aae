"""Rules of the team: the FBS matrix, its stress test, the core, the load, the trainings."""

from __future__ import annotations

from clientbase_xl.rules.fbs_absences_table import fbs_absences_table
from clientbase_xl.rules.fbs_check import fbs_check
from clientbase_xl.rules.fbs_core import fbs_core
from clientbase_xl.rules.fbs_fair_load import fbs_fair_load
from clientbase_xl.rules.fbs_load import fbs_load
from clientbase_xl.rules.fbs_map_table import fbs_losses
from clientbase_xl.rules.fbs_no_plan import fbs_no_plan
from clientbase_xl.rules.fbs_stress import fbs_stress
from clientbase_xl.rules.fbs_substitutions import fbs_substitutions
from clientbase_xl.rules.fbs_trainings import fbs_trainings
from clientbase_xl.rules.fbs_uncovered import fbs_uncovered
from clientbase_xl.rules.fbs_vacations import fbs_vacations
from clientbase_xl.rules.rule import Rule
from clientbase_xl.settings import FbsSettings

_LIMITS = ("fbs.new_functions_max", "fbs.load_max")
_SHOWN = ("fbs.weeks_ahead", "fbs.pairs_max")
_BACKUPS = tuple(f"fbs.{name}" for name in FbsSettings.model_fields if name.startswith("backups_"))
_WEIGHTS = tuple(f"fbs.{name}" for name in FbsSettings.model_fields if name.startswith("weight_"))
_LOAD = (*_WEIGHTS, "fbs.owner_part", "fbs.backup_part")
_CHECKS = tuple(
    f"fbs.{name}" for name in FbsSettings.model_fields if f"fbs.{name}" not in (*_LIMITS, *_SHOWN, *_BACKUPS, *_LOAD)
)

TEAM_RULES: tuple[Rule, ...] = (
    Rule(
        "fbs_check",
        "Проверка FBS",
        "У функции есть владелец и столько разных бэкаперов, сколько требует уровень.",
        "METHOD 15 [P]",
        (*_CHECKS, *_BACKUPS),
        fbs_check,
    ),
    Rule(
        "fbs_uncovered",
        "Незакрытые функции FBS",
        "Какие функции некому выполнить и какие без владельца, если сотрудников нет.",
        "METHOD 15 [P]",
        (),
        fbs_uncovered,
    ),
    Rule(
        "fbs_stress",
        "Стресс-тест FBS",
        "Что останется без исполнителя или без владельца, если нет любого одного или любых двух сотрудников.",
        "METHOD 15 [P]",
        (),
        fbs_stress,
    ),
    Rule(
        "fbs_vacations",
        "Недели отпусков FBS",
        "Какие функции в какую неделю отпусков некому выполнить и какие остаются без владельца.",
        "METHOD 15 [P]",
        (),
        fbs_vacations,
    ),
    Rule(
        "fbs_substitutions",
        "Замены на неделю FBS",
        "Кто и в какие дни недели берёт функции тех, кого нет: первый бэкапер, за ним второй, иначе некому.",
        "METHOD 15 [P]",
        (),
        fbs_substitutions,
    ),
    Rule(
        "fbs_absences",
        "Отсутствия FBS",
        "Что некому делать в недели отпусков, без любого одного и без двоих, и какими словами это сказать.",
        "METHOD 15 [P]",
        _SHOWN,
        fbs_absences_table,
    ),
    Rule(
        "fbs_losses",
        "Карта потерь FBS",
        "Сколько баллов функций теряет отдел без одного сотрудника и без каждых двоих.",
        "METHOD 15 [P]",
        _WEIGHTS,
        fbs_losses,
    ),
    Rule(
        "fbs_load",
        "Нагрузка FBS",
        "Сколько функций каждого уровня у сотрудника, сколько из них умеет он один, и его нагрузка против поровну.",
        "METHOD 15 [P]",
        _LOAD,
        fbs_load,
    ),
    Rule(
        "fbs_fair_load",
        "Нагрузка поровну",
        "Кому передать владение функциями, чтобы наибольшая нагрузка стала наименьшей, никого не обучая.",
        "METHOD 15 [P]",
        _LOAD,
        fbs_fair_load,
    ),
    Rule(
        "fbs_core",
        "Ядро команды",
        "Наименьший набор сотрудников, который умеет все функции высшего уровня.",
        "METHOD 15 [P]",
        (),
        fbs_core,
    ),
    Rule(
        "fbs_trainings",
        "Кого чему обучить",
        "Самый дешёвый набор обучений, после которого у каждой функции столько бэкаперов, сколько требует уровень.",
        "METHOD 15 [P]",
        (*_BACKUPS, *_LOAD, *_LIMITS),
        fbs_trainings,
    ),
    Rule(
        "fbs_no_plan",
        "Почему обучить нельзя",
        "Какой предел мешает обучить бэкаперов и с какого его значения план есть.",
        "METHOD 15 [P]",
        (*_BACKUPS, *_LOAD, *_LIMITS),
        fbs_no_plan,
    ),
)
