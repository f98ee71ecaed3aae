"""Settings of duplicates in the base (METHOD section 7)."""

from __future__ import annotations

from clientbase_xl.settings.group import SettingsGroup, setting


class DuplicateSettings(SettingsGroup):
    """Which clients are shown as possibly one (METHOD section 7)."""

    score_min: float = setting(
        0.80, "Дубль: сходство не меньше", "Пары с меньшим сходством не показываются.", gt=0, le=1
    )
    shared_clients_max: int = setting(
        4,
        "Общий телефон, почта или домен: клиентов",
        "У большего числа клиентов он ничего не говорит: холдинг, бухгалтер, почтовая служба.",
        unit="шт.",
        ge=2,
        le=1000,
    )
    shared_domains: str = setting(
        "mail.ru; yandex.ru; ya.ru; gmail.com; bk.ru; list.ru; inbox.ru; internet.ru; xmail.ru; rambler.ru; lenta.ru; "
        "autorambler.ru; myrambler.ru; ro.ru; yandex.com; yandex.by; yandex.kz; narod.ru; icloud.com; me.com; mac.com; "
        "hotmail.com; outlook.com; live.com; live.ru; msn.com; yahoo.com; proton.me; protonmail.com; googlemail.com; "
        "vk.com; mail.com; aol.com; gmx.com; gmx.de; ukr.net; tut.by; qip.ru; pochta.ru; nm.ru; km.ru",
        "Домены почтовых служб",
        "Через точку с запятой. Адрес на них — ящик человека, а домен о фирме не говорит.",
    )

    def domains(self) -> frozenset[str]:
        """Return the shared domains, small letters."""
        parts = self.shared_domains.replace(",", ";").casefold().split(";")
        return frozenset(filter(None, (part.strip().lstrip("@") for part in parts)))
