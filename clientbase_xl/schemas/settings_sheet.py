"""«Настройки»: every threshold with its default, unit and source; rows come from `clientbase_xl.settings`."""

from clientbase_xl.schemas.model import ChangeClass, Column, Group, Kind, Mode, Sheet

SETTINGS = Sheet(
    key="settings",
    title="Настройки",
    grain="One setting.",
    purpose="Пороги и правила компании.",
    group=Group.SERVICE,
    key_columns=("address",),
    is_stored=True,
    columns=(
        Column("group", "Раздел", Kind.TEXT, "Раздел метода.", required=True),
        Column("title", "Параметр", Kind.TEXT, "Что настраивается.", required=True),
        Column(
            "value",
            "Значение",
            Kind.TEXT,
            "Действующее значение. Пусто — не задано.",
            Mode.TYPED,
            change_class=ChangeClass.HEAD,
        ),
        Column("unit", "Ед.", Kind.TEXT, "Единица."),
        Column("default", "По умолчанию", Kind.TEXT, "С чем программа поставляется."),
        Column("source", "Источник", Kind.TEXT, "K, P, S, B — источники метода; «наше правило» — правило компании."),
        Column("note", "Пояснение", Kind.TEXT, "Что меняет этот параметр.", is_wrapped=True),
        Column("address", "Адрес", Kind.CODE, "Имя параметра в программе.", required=True, unique=True),
    ),
)
