"""People who work with a base and what they may do (METHOD section 7)."""

from clientbase_xl.schemas.model import Column, Group, Kind, Sheet

MANAGER, HEAD, ADMINISTRATOR = "менеджер", "РОП", "администратор базы"
USER_ROLES = (MANAGER, HEAD, ADMINISTRATOR)
DECIDING_ROLES = (HEAD, ADMINISTRATOR)
"""Roles that decide on requests and name users."""

USERS = Sheet(
    key="users",
    title="Пользователи",
    grain="One person who may change the base.",
    purpose="Кто работает с базой и в какой роли.",
    group=Group.SERVICE,
    key_columns=("name",),
    is_shown=False,
    is_stored=True,
    columns=(
        Column("name", "Имя", Kind.CODE, "Имя входа в систему.", required=True, unique=True),
        Column("role", "Роль", Kind.CHOICE, "Что может.", required=True, choices=USER_ROLES),
        Column("manager", "Менеджер", Kind.TEXT, "Чьих клиентов ведёт: имя менеджера в карточках."),
        Column("added_at", "Добавлен", Kind.MOMENT, "Когда добавлен.", required=True),
    ),
)
