"""Structure, roles, tasks and hand-over of each type of sales.

METHOD section 17 [B]: types with their structure, what retention rests on, tasks by role, hand-over. The type between
consultative and strategic works as the consultative one with the roles of the strategic one.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from clientbase_xl.rules.joined import present
from clientbase_xl.schemas.sales_types import (
    CONSULTATIVE,
    CONSULTATIVE_STRATEGIC,
    MIXED,
    SALES_ROLES,
    SALES_TYPES,
    STRATEGIC,
    TRANSACTIONAL,
)

STRUCTURES: Mapping[str, str] = {
    TRANSACTIONAL: "ТМ → СР → СОП; бэк-офис",
    MIXED: "ТМ → СР → КМ → операционист; поддержка; бэк-офис",
    CONSULTATIVE: "ТМ → СР → КМ + ПМ; узкие специалисты; бэк-офис",
    CONSULTATIVE_STRATEGIC: "ТМ → СР → КМ + ПМ, для целых линий — активный менеджер → ПМ; "
    "узкие специалисты; поддержка; бэк-офис",
    STRATEGIC: "(ТМ) → активный менеджер → ПМ; поддержка; бэк-офис",
}
"""Type of sales → who leads the deal one after another, and who helps."""
RETENTION: Mapping[str, str] = {
    TRANSACTIONAL: "цена, сроки, условия поставки, удобство",
    MIXED: "регулярность поставок, затем объём и ассортимент",
    CONSULTATIVE: "стоимость, удобство, выгоды, опыт",
    CONSULTATIVE_STRATEGIC: "стоимость, удобство, выгоды, опыт; для целых линий — вторично",
    STRATEGIC: "вторично или отсутствует",
}
"""Type of sales → what keeps a client."""
_Role = tuple[str, str, str]
_LEADS = "Лиды, квалификация («наш / не наш»)"
_QUALIFIED = "СР — квалифицированного клиента"
_SUPPORT: _Role = ("поддержка", "Консультации и решения; продажи в офисе там, где важна скорость", "")
_BACK_OFFICE: _Role = ("бэк-офис", "Документы; один сотрудник разгружает до пяти менеджеров", "")
_SPECIALISTS: _Role = ("узкие специалисты", "Решение под задачу клиента: расчёт, подбор, доказательства", "")
_ACTIVE: _Role = (
    "активный менеджер",
    "Сделка целиком: собственник и топ-менеджмент клиента; возвращает отпавших новой сделкой",
    "ПМ — после договора",
)
_WIDEN = "развитие ассортимента, если нагрузка не велика и позиция не равна новой продаже"
ROLES: Mapping[str, tuple[_Role, ...]] = {
    TRANSACTIONAL: (
        ("ТМ", f"{_LEADS}; актуальность, где она важна", f"{_QUALIFIED}, где принято — с актуальностью сейчас"),
        ("СР", "Первая сделка; может и реактивация", "СОП — сразу после договора или первой сделки, по скрипту"),
        ("СОП", "Заказы и дополнительные продажи; звонит отпавшим", ""),
        _BACK_OFFICE,
    ),
    MIXED: (
        ("ТМ", f"{_LEADS}; актуальность, где она важна", f"{_QUALIFIED}, где принято — с назначенной встречей"),
        ("СР", "Вход к клиенту, первая сделка, реактивация", "КМ — после первой или одной из следующих сделок"),
        ("КМ", f"Регулярность поставок, объёмы, ассортимент; {_WIDEN}", "операционисту — рутинные заказы"),
        ("операционист", "Регулярные заказы, документы, CRM, пока менеджеры в разъездах", ""),
        _SUPPORT,
        _BACK_OFFICE,
    ),
    CONSULTATIVE: (
        ("ТМ", f"{_LEADS}; назначенная встреча в сложных услугах", f"{_QUALIFIED}, со встречей"),
        (
            "СР",
            "Первая сделка, вход, момент решения; реактивация очень редко — как новая сделка",
            "КМ и ПМ — постепенно, на последних этапах: клиент должен «купить» КМ",
        ),
        (
            "КМ",
            "Сопровождение проекта, касания, следующая сделка, барьеры, лояльность; "
            f"реактивация, и когда разрыв по нашей вине; {_WIDEN}",
            "",
        ),
        ("ПМ", "Проект; лояльность клиента остаётся за КМ", ""),
        _SPECIALISTS,
        _BACK_OFFICE,
    ),
    CONSULTATIVE_STRATEGIC: (
        ("ТМ", f"{_LEADS}; назначенная встреча", f"{_QUALIFIED}, со встречей"),
        (
            "СР",
            "Первая сделка по отдельным единицам; реактивация очень редко — как новая сделка",
            "КМ и ПМ — постепенно, на последних этапах: клиент должен «купить» КМ",
        ),
        (
            "КМ",
            "Важнее всех: между сделками ведёт специалиста и собственника, готовит продажу целых линий; "
            "реактивация, и когда разрыв по нашей вине",
            "активному менеджеру — сделку на целую линию",
        ),
        _ACTIVE,
        ("ПМ", "Проект; лояльность клиента остаётся за КМ", ""),
        _SPECIALISTS,
        _SUPPORT,
        _BACK_OFFICE,
    ),
    STRATEGIC: (
        ("ТМ (если нужен)", f"{_LEADS}; вход к первым лицам", "активному менеджеру — квалифицированного клиента"),
        _ACTIVE,
        ("ПМ", "Проект после договора", ""),
        _SUPPORT,
        _BACK_OFFICE,
    ),
}
"""Type of sales → its roles in the order of the deal: name, tasks, whom the client is handed to and when."""


def sales_roles(types: Mapping[str, str]) -> pd.DataFrame:
    """Return the roles of the five types with the lines that are sold so: SALES_ROLES.

    METHOD section 17. In: line → type of sales, only lines whose type is known. A type without a line has none beside
    it; the order is the book's, from the simplest type to the most complex.
    """
    of_type = {name: "; ".join(sorted(line for line, one in types.items() if one == name)) for name in SALES_TYPES}
    rows = [
        {"sales_type": name, "role": role, "tasks": tasks, "hand_over": hand_over, "lines": of_type[name]}
        for name in SALES_TYPES
        for role, tasks, hand_over in ROLES[name]
    ]
    return present(pd.DataFrame(rows, columns=list(SALES_ROLES.keys)), SALES_ROLES)
