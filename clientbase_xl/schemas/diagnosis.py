"""«Диагностика»: eight questions to the head, and what the base says beside each answer."""

from clientbase_xl.schemas.clients import FLAG_CHOICES
from clientbase_xl.schemas.model import ChangeClass, Column, Group, Kind, Mode, Sheet

QUESTIONS: dict[str, str] = {
    "1": "Продажи действующим клиентам больше, чем новым?",
    "2": "Бюджет постоянных клиентов больше, чем мы им продаём?",
    "3": "Продажи существующим клиентам падают или стоят на месте?",
    "4": "Менеджеры принимают заказы, а не борются за весь бюджет клиента?",
    "5": "Клиенты уходят и не возвращаются?",
    "6": "Средняя отгрузка могла бы быть больше?",
    "7": "Чаще отвечаем на обращения, чем обращаемся сами?",
    "8": "База постоянна или сокращается?",
}
"""Number → question (METHOD section 18 [B], in our words)."""
SYMPTOMS = tuple("2345678")
"""Questions of which «да» is a symptom."""
AGREES, DIFFERS, NOT_ANSWERED, NOT_COMPUTED = "сходится", "расходится", "нет ответа", "нет данных"
AGREEMENTS = (AGREES, DIFFERS, NOT_ANSWERED, NOT_COMPUTED)
SYMPTOM, BY_ANSWER, BY_BASE, NO_SYMPTOM = "симптом", "только по ответу", "только по базе", "нет"
SYMPTOM_STATES = (SYMPTOM, BY_ANSWER, BY_BASE, NO_SYMPTOM)

DIAGNOSIS = Sheet(
    key="diagnosis",
    title="Диагностика",
    grain="One of eight questions.",
    purpose="Ответьте «да» или «нет», потом посмотрите, что говорит база. «Да» на вопросы 2–8 — симптом; баллов нет.",
    group=Group.TEAM,
    key_columns=("question_no",),
    frozen_columns=2,
    is_stored=True,
    columns=(
        Column("question_no", "№", Kind.CHOICE, "Номер вопроса.", required=True, choices=tuple(QUESTIONS)),
        Column("question", "Вопрос", Kind.TEXT, "О чём спрашивают.", required=True),
        Column(
            "is_yes",
            "Ваш ответ",
            Kind.FLAG,
            "Как вы думаете, не глядя на базу.",
            Mode.TYPED,
            choices=FLAG_CHOICES,
            change_class=ChangeClass.HEAD,
        ),
        Column(
            "comment",
            "Чем подтверждается",
            Kind.TEXT,
            "Что вы видели сами.",
            Mode.TYPED,
            change_class=ChangeClass.HEAD,
            may_name_people=True,
        ),
        Column("is_yes_computed", "Говорит база", Kind.FLAG, "Пусто — базе нечем ответить.", choices=FLAG_CHOICES),
        Column("agreement", "Сверка", Kind.CHOICE, "Ваш ответ против базы.", choices=AGREEMENTS),
        Column("symptom", "Симптом", Kind.CHOICE, "«Да» на вопросы 2–8.", choices=SYMPTOM_STATES),
        Column("difference", "Почему", Kind.TEXT, "Числа базы и отчего ответ может расходиться.", is_wrapped=True),
    ),
)
