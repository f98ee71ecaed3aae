"""«FBS отсутствия»: what is left of the functions without one, without any two, in each week of vacations."""

from clientbase_xl.schemas.model import Column, Group, Kind, Sheet

WEEK_OFF, ONE_OFF, PAIR_OFF = "неделя отпусков", "один сотрудник", "двое сразу"
ABSENCE_KINDS = (WEEK_OFF, ONE_OFF, PAIR_OFF)
"""In the order of the rows: what is going to happen, what may happen any day, what is rarer."""
LOSES = ("теряем Высший", "теряем Средний", "теряем Обычный", "теряем без уровня")
"""The highest level of the functions that nobody can do any more."""
NO_OWNER_LEFT, ALL_COVERED = "без владельца", "прикрыто"
ABSENCE_STATES = (*LOSES, NO_OWNER_LEFT, ALL_COVERED)
_UNCOVERED, _WEAK = "Без прикрытия", "Без владельца"
_LEVELS = (("high", "Высший"), ("mid", "Средний"), ("low", "Обычный"))

FBS_ABSENCES = Sheet(
    key="fbs_absences",
    title="FBS отсутствия",
    grain="One absence: of an employee, of those on vacation in a week, of two employees at once.",
    purpose="Что останется некому делать: в недели отпусков, без любого одного, без двоих. Худшее сверху.",
    group=Group.TEAM,
    key_columns=("absence",),
    frozen_columns=2,
    empty_text="Сотрудников и функций пока нет: заполните «FBS функции» и «FBS матрица».",
    columns=(
        Column("kind", "Что случится", Kind.CHOICE, "Сначала отпуска, потом один, потом двое.", choices=ABSENCE_KINDS),
        Column(
            "absence",
            "Кого нет",
            Kind.TEXT,
            "Для недели — все, кого нет хотя бы в один её рабочий день.",
            required=True,
            is_wrapped=True,
        ),
        Column(
            "state",
            "Итог",
            Kind.CHOICE,
            "Самый высокий уровень функций, которые станет некому делать.",
            choices=ABSENCE_STATES,
        ),
        Column("from_on", "С", Kind.DATE, "Ближайший отпуск с листа «Отпуска» или понедельник недели."),
        Column("to_on", "По", Kind.DATE, "Последний день."),
        Column(
            "count_lost",
            "Теряем функций",
            Kind.INTEGER,
            "Некому делать именно из-за этого: без тех, что некому делать и так.",
            minimum=0,
        ),
        *(
            Column(
                f"count_uncovered_{key}",
                f"{_UNCOVERED}: {level}",
                Kind.INTEGER,
                f"Функций уровня «{level}» некому делать, вместе с теми, что некому и так.",
                minimum=0,
            )
            for key, level in _LEVELS
        ),
        *(
            Column(
                f"count_weak_{key}",
                f"{_WEAK}: {level}",
                Kind.INTEGER,
                f"Функций уровня «{level}» делать есть кому, а владельца нет.",
                minimum=0,
            )
            for key, level in _LEVELS
        ),
        Column("sentence", "Словами", Kind.TEXT, "Какие функции останутся, высшие первыми.", is_wrapped=True),
    ),
)
