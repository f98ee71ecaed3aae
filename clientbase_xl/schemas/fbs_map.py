"""«FBS карта»: how much is lost without one (the diagonal) and without any two, as a map of heat."""

from clientbase_xl.schemas.fbs_words import POINTS
from clientbase_xl.schemas.model import Column, Group, Kind, Sheet, Wide

FBS_PAIRS = Sheet(
    key="fbs_pairs",
    title="FBS карта",
    grain="Two employees who are away at once; an employee and himself: he alone is away.",
    purpose="Баллы функций, которые без двоих некому делать: то, что стоит в ячейках листа «FBS карта».",
    group=Group.TEAM,
    key_columns=("employee", "colleague"),
    is_shown=False,
    columns=(
        Column("employee", "Сотрудник", Kind.TEXT, "Кого нет.", required=True),
        Column("colleague", "Коллега", Kind.TEXT, "Кого нет вместе с ним; он сам — нет его одного.", required=True),
        Column(
            "points",
            "Потеря",
            Kind.NUMBER,
            "Баллы функций, которые некому делать, если нет обоих; на пересечении с собой — если нет его одного.",
            unit=POINTS,
            minimum=0,
        ),
    ),
)

FBS_MAP = Sheet(
    key="fbs_map",
    title="FBS карта",
    grain="One employee.",
    purpose="Чем темнее, тем больше теряем, если этих двоих нет сразу; на пересечении с собой — если нет одного.",
    group=Group.TEAM,
    key_columns=("employee",),
    frozen_columns=1,
    empty_text="Сотрудников пока нет: впишите их на лист «Справочники».",
    columns=(
        Column("employee", "Сотрудник", Kind.TEXT, "Кого нет.", required=True, unique=True),
        Column("alone", "Нет одного", Kind.NUMBER, "Потеря, если нет его одного.", unit=POINTS, minimum=0),
        Column(
            "worst_with",
            "Хуже всего вместе с",
            Kind.TEXT,
            "С кем вместе потеря больше, чем без обоих по отдельности; в скобках — на сколько баллов.",
        ),
    ),
    wide=Wide(
        table=FBS_PAIRS.key, across="colleague", value="points", after="alone", before="worst_with", is_typed=False
    ),
)
