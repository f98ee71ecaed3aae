"""A client's own frequency of contacts on «Клиенты»: instead of the matrix of actions, with its reason."""

from clientbase_xl.schemas.model import ChangeClass, Column, Kind, Mode

FREQUENCY_COLUMNS = (
    Column(
        "visits_per_month",
        "Визитов в месяц (своё)",
        Kind.NUMBER,
        "Пусто — по матрице мероприятий. Своё число требует причины.",
        Mode.TYPED,
        minimum=0,
        maximum=100,
        band="Работа",
        change_class=ChangeClass.APPROVAL,
    ),
    Column(
        "calls_per_month",
        "Звонков в месяц (своё)",
        Kind.NUMBER,
        "Пусто — по матрице мероприятий. Своё число требует причины.",
        Mode.TYPED,
        minimum=0,
        maximum=100,
        band="Работа",
        change_class=ChangeClass.APPROVAL,
    ),
    Column(
        "frequency_reason",
        "Почему своя частота",
        Kind.TEXT,
        "Что в анкете, потребностях или потенциале требует другой частоты.",
        Mode.TYPED,
        is_wrapped=True,
        may_name_people=True,
        band="Работа",
        change_class=ChangeClass.APPROVAL,
    ),
)
"""Columns of the band «Работа» (METHOD section 5)."""
