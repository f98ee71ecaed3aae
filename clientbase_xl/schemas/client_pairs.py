"""Decisions about clients that look like one: different ones, or merged into one card (METHOD section 7)."""

from clientbase_xl.schemas.model import ChangeClass, Column, Group, Kind, Mode, Sheet

NOT_DUPLICATE, MERGE = "не дубль", "объединить"
PAIR_DECISIONS = (NOT_DUPLICATE, MERGE)

CLIENT_PAIRS = Sheet(
    key="client_pairs",
    title="Дубли",
    grain="A decision about two clients that may be one, the smaller code first.",
    purpose="Что решили о похожих карточках: разные клиенты или один.",
    group=Group.BASE,
    key_columns=("first_code", "second_code"),
    is_shown=False,
    is_stored=True,
    columns=(
        Column("first_code", "Первый код", Kind.CODE, "Код первого клиента пары.", required=True),
        Column("second_code", "Второй код", Kind.CODE, "Код второго клиента пары.", required=True),
        Column(
            "decision",
            "Решение",
            Kind.CHOICE,
            "не дубль — пара больше не показывается; объединить — остаётся одна карточка.",
            Mode.TYPED,
            choices=PAIR_DECISIONS,
            change_class=ChangeClass.HEAD,
        ),
        Column(
            "kept_code",
            "Остаётся",
            Kind.CODE,
            "Код карточки, которая остаётся после объединения.",
            Mode.TYPED,
            change_class=ChangeClass.HEAD,
        ),
        Column(
            "kind",
            "По чему похожи",
            Kind.TEXT,
            "По какому признаку решали: если карточки сойдутся по более сильному, пара покажется снова.",
            Mode.TYPED,
            change_class=ChangeClass.HEAD,
        ),
        Column("why", "Почему", Kind.TEXT, "Основание решения.", Mode.TYPED, change_class=ChangeClass.HEAD),
    ),
)
"""Nobody types here: the program writes it, by the command or an approved request."""
