"""Layout C as our own generator draws it: turnovers of an account, two rows an item, a signature block at the end."""

from __future__ import annotations

from tests.support.drawn_report import DrawnReport

TITLE = "Обороты счета 41.01 за 1 квартал 2026 г."


def turnovers(title: str = TITLE, firm: str = "ООО «Торговый двор»") -> DrawnReport:
    """Return the report; groups of goods at outline level 1–4 below the account."""
    report = DrawnReport("TDSheet")
    report.add(firm)
    report.add(title)
    report.add("Выводимые данные:", "БУ (данные бухгалтерского учета), Количество")
    report.add()
    report.add("Счет", "Показатели", "Начальное сальдо", None, "Обороты за период", None, "Конечное сальдо")
    report.add("Номенклатура", None, "Дебет", "Кредит", "Дебет", "Кредит", "Дебет")
    report.add("Склады")
    whole = [("41.01", 0), ("Напитки", 1), ("Соки", 2), ("Сок «Утро» яблочный 1 л", 3), ("Основной склад", 4)]
    for name, level in whole:
        report.add(name, "БУ", 1000.5, None, 500.25, 300.0, 1200.75, outline=level, indent=level)
        report.add(None, "Кол.", 10, None, 5, 3, 12, outline=level)
    report.add("Итого", "БУ", 1000.5, None, 500.25, 300.0, 1200.75)
    report.add(None, "Кол.", 10, None, 5, 3, 12)
    report.add()
    report.add("Главный бухгалтер", None, "______________", None, "П. П. Выдуманная")
    return report
