"""«Сверка»: dated acts on the completeness and actuality of the base, and on categories (METHOD section 7 [K 4])."""

from dataclasses import replace

from clientbase_xl.schemas.clients import FLAG_CHOICES, LETTERS, STATUSES
from clientbase_xl.schemas.model import Column, Group, Kind, Mode, Sheet
from clientbase_xl.schemas.prospects import PROSPECT_STATES

PROPOSALS = KEEP, CONFIRM, RAISE, LOWER, ASK, STOP, ARCHIVE = (
    "оставить",
    "утвердить",
    "повысить",
    "понизить",
    "уточнить данные",
    "прекратить работу",
    "вывести из работы",
)
"""What an act proposes for a client; the second to the fourth change the approved category."""
OF_LETTERS = (CONFIRM, RAISE, LOWER)
DECISIONS = ACCEPT, LEAVE, LATER = ("принять предложение", "оставить прежнюю", "сначала уточнить")
DECISION_CHOICES = (*DECISIONS, *LETTERS)
"""What people decide on a client; a letter is the category that they want instead of the proposed one."""
PROSPECT_PROPOSALS = KEEP_PROSPECT, FIND_POTENTIAL, KEEP_LATER, OFF_LIST, TO_CLIENTS = (
    "оставить в работе",
    "определить потенциал",
    "оставить отложенным",
    "вывести из работы",
    "вести как клиента",
)
NEW, GONE = "новый в сверке", "выбыл"
"""What the difference to the act before says of clients that only one of the two has."""

_CODE = Column("client_code", "Код", Kind.CODE, "Код клиента.", required=True)
_DAY = Column("reconciled_on", "Акт от", Kind.DATE, "День сверки.", required=True)
_FIGURES = (
    Column("client_name", "Клиент", Kind.TEXT, "Наименование."),
    Column("manager", "Менеджер", Kind.TEXT, "Кто ведёт клиента."),
    Column(
        "completeness",
        "Полнота",
        Kind.SHARE,
        "Заполнено ÷ обязательно; пусто — обязательных параметров нет.",
        minimum=0,
        maximum=1,
    ),
    Column("missing", "Не заполнено", Kind.TEXT, "Обязательные параметры карточки.", is_wrapped=True),
    Column("last_confirmed_on", "Подтверждались", Kind.DATE, "Последний раз к дню сверки."),
    Column(
        "is_actual", "Актуальны", Kind.FLAG, "да — подтверждены не раньше срока в «Настройки».", choices=FLAG_CHOICES
    ),
    Column(
        "category_before",
        "Категория (утверждённая)",
        Kind.LETTER,
        "До сверки.",
        choices=LETTERS,
    ),
    Column("is_preliminary", "Предварительная", Kind.FLAG, "да — ещё не сверялась.", choices=FLAG_CHOICES),
    Column("category", "Категория (расчётная)", Kind.LETTER, "На день сверки.", choices=LETTERS),
    Column("category_range", "Диапазон", Kind.TEXT, "Пока потенциал не известен точно."),
    Column("status", "Статус", Kind.CHOICE, "По покупкам и ритму.", choices=STATUSES),
    Column("proposal", "Предлагается", Kind.CHOICE, "Что предлагает сверка.", choices=PROPOSALS),
    Column("category_proposed", "Станет", Kind.LETTER, "Если предложение принять.", choices=LETTERS),
    Column("reason", "Почему", Kind.TEXT, "Числа и правило предложения.", is_wrapped=True),
    Column(
        "actions",
        "Что делать менеджеру",
        Kind.TEXT,
        "Что меняется в работе при этой категории и что дозаполнить.",
        is_wrapped=True,
    ),
)

RECONCILIATION = Sheet(
    key="reconciliation",
    title="Сверка",
    grain="One client of the last act.",
    purpose="Последний акт сверки базы: полнота, актуальность, категория. Решение уходит в базу заявкой.",
    group=Group.BASE,
    key_columns=("client_code", "reconciled_on"),
    frozen_columns=3,
    is_stored=True,
    empty_text="Сверок ещё не было: их делает РОП командой reconcile --on ДАТА.",
    columns=(
        _CODE,
        *_FIGURES[:2],
        _DAY,
        *_FIGURES[2:],
        Column(
            "difference",
            "С прошлой сверки",
            Kind.TEXT,
            "Полнота, категория, исполнено ли прошлое решение.",
            is_wrapped=True,
        ),
        Column(
            "confirmed_on",
            "Данные подтверждены",
            Kind.DATE,
            "Впишите день, когда карточку проверили с клиентом. Считается со следующей сверки.",
            Mode.TYPED,
        ),
        Column(
            "decision",
            "Решение",
            Kind.CHOICE,
            "Принять предложение, оставить прежнюю категорию, уточнить или буква. Уходит заявкой.",
            Mode.TYPED,
            choices=DECISION_CHOICES,
        ),
        Column(
            "comment", "Комментарий", Kind.TEXT, "Почему решили так.", Mode.TYPED, is_wrapped=True, may_name_people=True
        ),
        Column(
            "decision_state",
            "Что с решением",
            Kind.TEXT,
            "Заявка и чем она кончилась.",
            is_wrapped=True,
        ),
    ),
)


def _kept(column: Column) -> Column:
    """Return a figure as an act keeps it: the program writes it once, through the door of typed cells."""
    return replace(column, mode=Mode.TYPED)


RECONCILIATION_ACTS = Sheet(
    key="reconciliation_acts",
    title="Акты сверки",
    grain="One act of reconciliation.",
    purpose="Когда сверяли базу, кто и по какому состоянию.",
    group=Group.BASE,
    key_columns=("reconciled_on",),
    is_shown=False,
    is_stored=True,
    columns=(
        Column("reconciled_on", "Акт от", Kind.DATE, "День сверки.", required=True, unique=True),
        Column("made_at", "Составлен", Kind.MOMENT, "Когда.", Mode.TYPED),
        Column("made_by", "Составил", Kind.TEXT, "Кто.", Mode.TYPED),
        Column("entry_id", "Запись журнала", Kind.INTEGER, "Последняя запись, которую акт знает.", Mode.TYPED),
        Column(
            "is_of_prospects", "Сверены ПК", Kind.FLAG, "да — в акте и список ПК.", Mode.TYPED, choices=FLAG_CHOICES
        ),
    ),
)

RECONCILIATION_FIGURES = Sheet(
    key="reconciliation_figures",
    title="Клиенты актов сверки",
    grain="One client of one act, as it was on its day.",
    purpose="Числа акта; после составления не меняются.",
    group=Group.BASE,
    key_columns=("client_code", "reconciled_on"),
    is_shown=False,
    is_stored=True,
    columns=(_CODE, _DAY, *map(_kept, _FIGURES)),
)

RECONCILED_PROSPECTS = Sheet(
    key="reconciled_prospects",
    title="ПК актов сверки",
    grain="One prospect of one act, as it was on its day.",
    purpose="Список ПК на день сверки; после составления не меняется.",
    group=Group.BASE,
    key_columns=("prospect_id", "reconciled_on"),
    is_shown=False,
    is_stored=True,
    columns=(
        Column("prospect_id", "№ записи", Kind.CODE, "Номер записи ПК.", required=True),
        _DAY,
        Column("prospect_name", "ПК", Kind.TEXT, "Как называется фирма.", Mode.TYPED),
        Column("manager", "Менеджер", Kind.TEXT, "Кто ведёт.", Mode.TYPED),
        Column("state", "Состояние", Kind.TEXT, f"Одно из: {', '.join(PROSPECT_STATES)}.", Mode.TYPED),
        Column("category", "Категория", Kind.LETTER, "По потенциалу.", Mode.TYPED, choices=LETTERS),
        Column("potential_rub", "Потенциал, ₽ в год", Kind.MONEY, "В силе на день сверки.", Mode.TYPED, unit="₽"),
        Column("completeness", "Полнота", Kind.SHARE, "Есть результатов ÷ 8.", Mode.TYPED),
        Column("missing", "Чего не хватает", Kind.TEXT, "Из 8 результатов.", Mode.TYPED, is_wrapped=True),
        Column(
            "is_actual",
            "Сверен",
            Kind.FLAG,
            "да — внесён или подтверждён с прошлого дня сверки.",
            Mode.TYPED,
            choices=FLAG_CHOICES,
        ),
        Column("proposal", "Предлагается", Kind.TEXT, "Что предлагает сверка.", Mode.TYPED),
        Column("reason", "Почему", Kind.TEXT, "Правило предложения.", Mode.TYPED, is_wrapped=True),
    ),
)

ACT_TABLES = (RECONCILIATION_ACTS, RECONCILIATION_FIGURES, RECONCILED_PROSPECTS)
"""Tables of acts: written once, never changed."""
