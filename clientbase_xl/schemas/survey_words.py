"""Words of the surveys: blocks, scales, alarms (METHOD section 10 [P]; the scale and the default actions are ours)."""

GROWS, SAME, FALLS, UNKNOWN = "растёт", "без изменений", "падает", "не знает"
DIRECTIONS = (GROWS, SAME, FALLS, UNKNOWN)
PAYS, DELAYS, DOES_NOT_PAY = SOLVENCY_WORDS = ("платит в срок", "задержки", "не платит")
"""From the best to the worst."""
CHANGED, UNCHANGED = CHANGE_WORDS = ("да", "нет")
ANSWERS = (*DIRECTIONS, *SOLVENCY_WORDS, *CHANGE_WORDS)
"""Every word of the scale: which of them a block accepts is said by `block_words`."""

BLOCK_TITLES = (
    "Общие продажи клиента",
    "Продажи нашего ассортимента",
    "Продажи ассортимента конкурентов",
    "Изменение объёма закупок нашего ассортимента",
    "Изменение объёма закупок ассортимента конкурентов",
    "Платёжеспособность",
    "Изменение должностных лиц, принимающих решение о закупке",
)
BLOCKS = tuple(f"{number}. {title}" for number, title in enumerate(BLOCK_TITLES, 1))
"""The seven blocks with their numbers, as the cells say them."""
OUR_PURCHASES, THEIR_PURCHASES, SOLVENCY_BLOCK, PEOPLE_BLOCK = 4, 5, 6, 7
FORECAST_BLOCKS = (1, 2, 4)
"""Blocks in which a falling forecast is an alarm."""

ALARM_ACTIONS_LIST = "alarm_actions"
ALARM_SALES, ALARM_OUR_SALES, ALARM_PURCHASES, ALARM_COMPETITORS, ALARM_SOLVENCY, ALARM_PEOPLE = ALARMS = (
    "Ждёт падения своих продаж",
    "Ждёт падения продаж нашего ассортимента",
    "Ждёт падения закупок у нас",
    "У нас берёт меньше, у конкурентов больше",
    "Платит хуже, чем раньше",
    "Сменились решающие о закупке",
)
FORECAST_ALARMS = dict(zip(FORECAST_BLOCKS, (ALARM_SALES, ALARM_OUR_SALES, ALARM_PURCHASES), strict=True))
ALARM_ACTIONS = dict(
    zip(
        ALARMS,
        (
            "Предложите то, что продаётся и на падающем рынке: ходовой ассортимент, меньший заказ, доставку чаще",
            "Предложите совместную акцию, обучение продавцов, замену того, что не продаётся, на ходовое",
            "Предложите подобранный ассортимент и заказ под его продажи; потом спрашивайте, почему берёт меньше",
            "Узнайте, чем берёт конкурент, и предложите то, чего у него нет: сроки, ассортимент, программу",
            "Предложите меньшие и частые поставки и график оплаты; отсрочку и лимит меняйте после этого",
            "Познакомьтесь с новым лицом: встреча, история работы и предложение для его задач",
        ),
        strict=True,
    )
)
"""Alarm → what to offer by default (ours, editable in «Справочники»): a good offer precedes bad news."""


def block_number(block: str | None) -> int:
    """Return the number of a block by its words in the cell; 0 for what is no block."""
    return BLOCKS.index(block) + 1 if block in BLOCKS else 0


def block_words(number: int) -> tuple[str, ...]:
    """Return the words that a block accepts, for the dynamics and for the forecast alike."""
    if number == SOLVENCY_BLOCK:
        return SOLVENCY_WORDS
    return CHANGE_WORDS if number == PEOPLE_BLOCK else DIRECTIONS
