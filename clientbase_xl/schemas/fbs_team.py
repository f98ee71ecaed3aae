"""«FBS команда»: the core, what the team loses without each, loads now and shared fairly."""

from clientbase_xl.schemas.fbs_words import POINTS
from clientbase_xl.schemas.model import Column, Group, Kind, Sheet

IRREPLACEABLE, HAS_COVER, NO_FUNCTIONS = "никто не заменит", "есть кем заменить", "без функций"
TEAM_STATES = (IRREPLACEABLE, HAS_COVER, NO_FUNCTIONS)
_LEVELS = (("high", "Высший"), ("mid", "Средний"), ("low", "Обычный"))

FBS_TEAM = Sheet(
    key="fbs_team",
    title="FBS команда",
    grain="One employee.",
    purpose="На ком держится работа: ядро команды, кого никто не заменит, кто перегружен и что кому передать.",
    group=Group.TEAM,
    key_columns=("employee",),
    frozen_columns=1,
    empty_text="Сотрудников пока нет: впишите их на лист «Справочники».",
    columns=(
        Column("employee", "Сотрудник", Kind.TEXT, "Из матрицы.", required=True, unique=True),
        Column(
            "is_core",
            "В ядре",
            Kind.FLAG,
            "Ядро — наименьшая группа, которая умеет все функции уровня «Высший».",
        ),
        Column(
            "state",
            "Замена",
            Kind.CHOICE,
            "Есть ли функции, которые умеет он один.",
            choices=TEAM_STATES,
        ),
        *(
            Column(
                f"count_lost_{key}",
                f"Теряем: {level}",
                Kind.INTEGER,
                f"Функций уровня «{level}», которые умеет он один.",
                minimum=0,
            )
            for key, level in _LEVELS
        ),
        Column("key_functions", "Умеет он один", Kind.TEXT, "Высшие первыми.", is_wrapped=True),
        *(
            Column(
                f"count_{what}_{key}",
                f"{title}: {level}",
                Kind.INTEGER,
                f"Функций уровня «{level}», где он {role}.",
                minimum=0,
            )
            for what, title, role in (("owned", "Владелец", "владелец"), ("backed", "Бэкапер", "бэкапер"))
            for key, level in _LEVELS
        ),
        Column(
            "load", "Нагрузка сейчас", Kind.NUMBER, "Сумма весов функций: владелец и бэкапер.", unit=POINTS, minimum=0
        ),
        Column("load_after", "Нагрузка станет", Kind.NUMBER, "После передач справа.", unit=POINTS, minimum=0),
        Column(
            "moves",
            "Что передать",
            Kind.TEXT,
            "Владение переходит к тем, кто функцию уже умеет: учить никого не надо.",
            is_wrapped=True,
        ),
    ),
)
