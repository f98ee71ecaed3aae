"""Colours of the words of the work with clients: alarms, surveys, falling purchases, solvency, costs, discounts."""

from clientbase_xl.writing.styles import INK, MUTED, Tone

ALARM_TONES: dict[str, Tone] = {"да": Tone("#A83A00", "#FFFFFF", True), "нет": Tone("#CDEBDD")}

SURVEY_AGE_TONES: dict[str, Tone] = {
    "не опрашивали": Tone("#F0AE6B"),
    "давно не опрашивали": Tone("#FBE7A1"),
    "опрошен": Tone("#CDEBDD"),
}

FALLING_TONES: dict[str, Tone] = {
    "сокращает": Tone("#F0AE6B"),
    "восстановился": Tone("#CDEBDD"),
    "нет данных": Tone("#EDEFF2", MUTED),
}

SOLVENCY_TONES: dict[str, Tone] = {
    "безопасный минимум": Tone("#A83A00", "#FFFFFF", True),
    "следить": Tone("#FBE7A1"),
    "можно возобновить": Tone("#CDEBDD", INK, True),
}

SOLVENCY_TREND_TONES: dict[str, Tone] = {
    "хуже": Tone("#F0AE6B"),
    "лучше": Tone("#CDEBDD"),
    "нет данных": Tone("#EDEFF2", MUTED),
}

DISCOUNT_TONES: dict[str, Tone] = {
    "окупилась": Tone("#CDEBDD", INK, True),
    "не окупилась": Tone("#F0AE6B"),
    "рано судить": Tone("#E3ECF3"),
    "нет данных": Tone("#EDEFF2", MUTED),
}
DISCOUNT_STATE_TONES: dict[str, Tone] = {
    "впереди": Tone("#E3ECF3"),
    "действует": Tone("#CDEBDD"),
    "закончилась": Tone("#EDEFF2", MUTED),
}
PAYING_TONES: dict[str, Tone] = {
    "окупится": Tone("#CDEBDD"),
    "не окупится": Tone("#F0AE6B"),
    "никогда": Tone("#A83A00", "#FFFFFF", True),
}
CUT_TONES: dict[str, Tone] = {
    "принято": Tone("#CDEBDD"),
    "отклонено": Tone("#E4E7EA", MUTED),
    "отложено": Tone("#FBE7A1"),
}

PROPOSAL_TONES: dict[str, Tone] = {
    "оставить": Tone("#EDEFF2", MUTED),
    "утвердить": Tone("#E3ECF3"),
    "повысить": Tone("#CDEBDD", INK, True),
    "понизить": Tone("#F0AE6B"),
    "уточнить данные": Tone("#FBE7A1"),
    "прекратить работу": Tone("#A83A00", "#FFFFFF", True),
    "вывести из работы": Tone("#F0AE6B"),
}
