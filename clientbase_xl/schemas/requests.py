"""«Заявки на изменения»: what people asked to change, and the decision of somebody else (METHOD section 7)."""

from clientbase_xl.schemas.model import ChangeClass, Column, Group, Kind, Mode, Sheet

WAITING, APPROVED, REJECTED, CONFLICT = "на согласовании", "утверждена", "отклонена", "конфликт"
REQUEST_STATUSES = (WAITING, APPROVED, REJECTED, CONFLICT)
CHANGE, NEW_CLIENT, NEW_RECORD, PAIR = "изменение", "новый клиент", "новая запись", "похожие карточки"
REQUEST_KINDS = (CHANGE, NEW_CLIENT, NEW_RECORD, PAIR)
APPROVE, REJECT = "утвердить", "отклонить"
DECISIONS = (APPROVE, REJECT)

REQUESTS = Sheet(
    key="requests",
    title="Заявки на изменения",
    grain="One requested change of one cell.",
    purpose="Что просят изменить. Утверждает не тот, кто просит.",
    group=Group.BASE,
    key_columns=("request_id",),
    frozen_columns=3,
    is_command=True,
    empty_text="Заявок нет.",
    columns=(
        Column(
            "request_id",
            "№ заявки",
            Kind.INTEGER,
            "Номер заявки.",
            required=True,
            unique=True,
            minimum=1,
            band="Заявка",
        ),
        Column(
            "status", "Состояние", Kind.CHOICE, "Что с заявкой.", required=True, choices=REQUEST_STATUSES, band="Заявка"
        ),
        Column("row_name", "Запись", Kind.TEXT, "Клиент, настройка или строка, о которой заявка.", band="Заявка"),
        Column("column_title", "Поле", Kind.TEXT, "Какой столбец меняют.", band="Заявка"),
        Column("old", "Было", Kind.TEXT, "Значение, когда заявку подавали.", band="Заявка"),
        Column("new", "Стало", Kind.TEXT, "О каком значении просят.", band="Заявка"),
        Column(
            "now",
            "Сейчас в базе",
            Kind.TEXT,
            "У заявки в конфликте: кто-то изменил ячейку раньше.",
            band="Заявка",
        ),
        Column("reason", "Почему", Kind.TEXT, "Основание заявки.", is_wrapped=True, band="Заявка"),
        Column("submitted_by", "Кто просит", Kind.TEXT, "Кто подал заявку.", band="Заявка"),
        Column("submitted_at", "Подана", Kind.MOMENT, "Когда подана.", band="Заявка"),
        Column(
            "decision",
            "Решение",
            Kind.CHOICE,
            "Выберите и отправьте книгу командой send. Свою заявку утвердить нельзя.",
            Mode.TYPED,
            choices=DECISIONS,
            change_class=ChangeClass.HEAD,
            band="Решение",
        ),
        Column(
            "decision_reason",
            "Причина решения",
            Kind.TEXT,
            "Почему так решили.",
            Mode.TYPED,
            is_wrapped=True,
            change_class=ChangeClass.HEAD,
            band="Решение",
        ),
        Column("decided_by", "Кто решил", Kind.TEXT, "Кто утвердил или отклонил.", band="Решение"),
        Column("decided_at", "Решено", Kind.MOMENT, "Когда решено.", band="Решение"),
        Column("sheet_title", "Лист", Kind.TEXT, "На каком листе меняют.", band="Служебное"),
        Column(
            "kind",
            "Вид",
            Kind.CHOICE,
            "Изменение, новый клиент или новая запись.",
            choices=REQUEST_KINDS,
            band="Служебное",
        ),
        Column(
            "group_id", "Группа", Kind.CODE, "Ячейки одной новой записи: решение одно на всю группу.", band="Служебное"
        ),
    ),
)
