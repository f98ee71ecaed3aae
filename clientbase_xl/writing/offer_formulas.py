"""The formulas of «Предложение клиенту»: everything follows the choice, in functions of Excel 2016 and LibreOffice.

They repeat `rules.client_offer` cell by cell, so that a stock typed or a term tried is answered at once, without the
program; a test lets LibreOffice compute and compares.
"""

from __future__ import annotations

from collections.abc import Mapping

from clientbase_xl.rules.client_offer import (
    FEW_WEEKS,
    NO_PRICE,
    NO_SALES,
    NO_STOCK,
    NOT_TAKEN,
    NOTE_JOINT,
    OLD_STOCK,
    OVERSTOCK,
    TRIAL,
    WIDE_SPREAD,
)
from clientbase_xl.schemas.client_offer import (
    CLIENT_OFFER,
    MIN_WEEKS,
    NO_DEMAND,
    NOT_OFFERED,
    PEERS_BUY,
    SELL_OUT,
    SHIPMENTS,
)
from clientbase_xl.schemas.client_stock import CLIENT_STOCK
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.writing.card_formulas import LOOKUP_CHARACTERS
from clientbase_xl.writing.card_formulas import index_name as card_column
from clientbase_xl.writing.names import column_reference

CHOICE = "offer_choice"
AT, CODE, ROW, WILD = "offer_at", "offer_code", "offer_row", "offer_wild"
REVIEW, Z, LEAD, SHORT = "offer_review", "offer_z", "offer_lead", "offer_short"
TERMS = ("today", "review", "service", "lead", "short", "fresh", "overstock", "weeks")
"""What the program says of the terms: the day of the book and settings, in the order of their block."""
TRIES = ("review", "service", "lead", "short")
"""What people may try instead."""
NO_DATA = "нет данных"
NOBODY = "Клиент не выбран. Выберите его в кремовой ячейке из списка или впишите код либо часть названия."
AGAIN = "Выберите другого из списка или впишите код либо часть названия."
NOT_KEPT = (
    "Для этого клиента в книге нет строк: он не покупал 12 месяцев или его оборот меньше, чем у хранимых. "
    "Предложение даст команда offer."
)
SLOT_KEYS = (
    *("place", "line", "sku", "counted_on", "stock_row", "sold_on", "is_fresh", "sold_count", "sold_mean"),
    "sold_squares",
    *("sold_sigma", "own_lead", "lead_sigma", "short_lead", "target", "short_target", "count_ordered", "ordered_lead"),
)
"""Working cells of a line, in the order of their columns."""
_DAYS = 7


def term_name(key: str) -> str:
    """Return the name of the cell with a term that the program says."""
    return f"offer_term_{key}"


def try_name(key: str) -> str:
    """Return the name of the cell in which another term is tried."""
    return f"offer_try_{key}"


def line_column(key: str) -> str:
    """Return the name of a column of the hidden lines."""
    return f"offer_column_{key}"


def single_cells() -> dict[str, str]:
    """Return the working cells that stand once: name and formula; each later one may use the earlier."""
    typed = f'LEFT(TRIM({CHOICE}&""),{LOOKUP_CHARACTERS})'
    labels, codes = card_column("label"), card_column("client_code")
    wanted = "offer_wanted"
    service = f"AND(ISNUMBER({try_name('service')}),{try_name('service')}>=0.5,{try_name('service')}<1)"
    return {
        wanted: _escaped(typed),
        AT: f'IF({wanted}="",0,IFERROR(MATCH({wanted},{codes},0),IFERROR(MATCH({wanted},{labels},0),'
        f'IFERROR(MATCH("*"&{wanted}&"*",{labels},0),0))))',
        CODE: f'IF({AT}=0,"",INDEX({codes},{AT})&"")',
        WILD: _escaped(CODE),
        ROW: f"IF({AT}=0,0,IFERROR(MATCH({WILD},{column_reference(CLIENTS.table_name, CLIENTS['client_code'])},0),0))",
        REVIEW: _tried("review"),
        Z: f"MAX(0,_xlfn.NORM.S.INV(IF({service},{try_name('service')},{term_name('service')})))",
        # Nothing tried: each article's own lead time counts.
        LEAD: f'IF(AND(ISNUMBER({try_name("lead")}),N({try_name("lead")})>=0),{try_name("lead")},"")',
        SHORT: _tried("short"),
    }


def slot_cells(place: int, cell: Mapping[str, str], shown: Mapping[str, str]) -> dict[str, str]:
    """Return the working cells of a line by SLOT_KEYS; `cell` are their references, `shown` those of the line shown."""
    line, sku = cell["line"], cell["sku"]
    counted, sold, today = _stock("stock_day"), _stock("sold_day"), term_name("today")
    about = f'({_stock("client_code")}&""={CODE})*({_stock("sku")}&""={sku})'
    recent = f"{about}*({sold}>MAX(0,{today}-{_DAYS}*{term_name('weeks')}))*1"
    units, number = _stock("sell_out_units"), f"(ROW({counted})-MIN(ROW({counted}))+1)"
    spread_sum = f"({cell['sold_squares']}-{cell['sold_count']}*{cell['sold_mean']}^2)"
    at, demand, sigma = cell["stock_row"], shown["demand_day"], shown["sigma_day"]
    own_lead = _at_row("lead_days", at)
    short = cell["short_lead"]
    lead_sigma = _at_row("lead_sigma_days", at)
    spread = f"IF(ISNUMBER({sigma}),{Z}*SQRT(({short}+{REVIEW})*{sigma}^2+{demand}^2*{cell['lead_sigma']}^2),0)"
    is_offered = f"ISNUMBER({shown['need_units']})"
    return {
        "place": str(place),
        "line": f'IF({CODE}="",0,IFERROR(MATCH({WILD}&"|{place}",{line_column("line_key")},0),0))',
        "sku": f'IF({line}=0,"",INDEX({line_column("sku")},{line})&"")',
        "counted_on": f"IF({line}=0,0,SUMPRODUCT(MAX({about}*{counted})))",
        "stock_row": f"IF({cell['counted_on']}=0,0,SUMPRODUCT(MAX({about}*({counted}={cell['counted_on']})*{number})))",
        "sold_on": f"IF({line}=0,0,SUMPRODUCT(MAX({recent}*{sold})))",
        "is_fresh": f"IF(AND({cell['sold_on']}>0,{today}-{cell['sold_on']}<={term_name('fresh')}),1,0)",
        # Parted by commas, so that a text in the column counts as nothing.
        "sold_count": f"IF({cell['is_fresh']}=0,0,SUMPRODUCT({recent}))",
        "sold_mean": f"IF({cell['sold_count']}=0,0,SUMPRODUCT({recent},{units})/{cell['sold_count']})",
        "sold_squares": f"IF({cell['sold_count']}=0,0,SUMPRODUCT({recent},{units},{units}))",
        "sold_sigma": f'IF({cell["sold_count"]}<{MIN_WEEKS},"",IF({spread_sum}>0.000000000001*{cell["sold_squares"]},'
        f"SQRT({spread_sum}/({cell['sold_count']}-1)/{_DAYS}),0))",
        "own_lead": f"IF({at}=0,{term_name('lead')},IF(AND(ISNUMBER({own_lead}),N({own_lead})>=0),{own_lead},"
        f"{term_name('lead')}))",
        "lead_sigma": f"IF({at}=0,0,MAX(0,N({lead_sigma})))",
        "short_lead": f'IF({line}=0,"",MIN({shown["lead_days"]},{SHORT}))',
        "target": f'IF({is_offered},{demand}*({shown["lead_days"]}+{REVIEW})+{shown["safety_units"]},"")',
        "short_target": f'IF({is_offered},{demand}*({short}+{REVIEW})+{spread},"")',
        # The cell above counts the lines before this one.
        "count_ordered": f"N({cell['above']})+IF(N({shown['order_units']})>0,1,0)",
        "ordered_lead": f'IF(N({shown["order_units"]})>0,{shown["lead_days"]},"")',
    }


def shown_cells(cell: Mapping[str, str], shown: Mapping[str, str]) -> dict[str, str]:
    """Return the formulas of a visible line by the keys of CLIENT_OFFER."""
    line, at, fresh = cell["line"], cell["stock_row"], f"{cell['is_fresh']}=1"
    demand, sigma, lead, need = (shown[key] for key in ("demand_day", "sigma_day", "lead_days", "need_units"))
    stock, transit, pack, price = (shown[key] for key in ("stock_units", "in_transit_units", "pack_units", "price_rub"))
    order, safety = shown["order_units"], shown["safety_units"]
    own_pack = _at_row("pack_units", at)
    ceiling = f"-INT(-(MAX({{}},0)/{pack}-0.000000001))*{pack}"
    spread = f"{Z}*SQRT(({lead}+{REVIEW})*{sigma}^2+{demand}^2*{cell['lead_sigma']}^2)"
    short_need = f"{cell['short_target']}-N({stock})-N({transit})"
    found = {
        "rank": cell["place"],
        "sku": cell["sku"],
        **{key: f'{_of_line(key, line)}&""' for key in ("product_name", "kind", "why")},
        "demand_day": f"IF({fresh},{cell['sold_mean']}/{_DAYS},{_number(_of_line('demand_day', line))})",
        "demand_source": f'IF({fresh},"{SELL_OUT}",{_of_line("demand_source", line)}&"")',
        "sigma_day": f"IF({fresh},{_number(cell['sold_sigma'])},{_number(_of_line('sigma_day', line))})",
        "stock_units": f'IF({at}=0,"{NO_DATA}",{_at_row("stock_units", at)})',
        "in_transit_units": f'IF({at}=0,"",N({_at_row("in_transit_units", at)}))',
        "cover_days": f'IF(AND(ISNUMBER({stock}),N({demand})>0),({stock}+N({transit}))/N({demand}),"")',
        "lead_days": f"IF(ISNUMBER({LEAD}),{LEAD},{cell['own_lead']})",
        "safety_units": f'IF({shown["kind"]}="{NOT_OFFERED}","",IF(ISNUMBER({demand}),IF(ISNUMBER({sigma}),{spread},0),'
        f'"{NO_DATA}"))',
        "need_units": f"IF(ISNUMBER({safety}),{demand}*({lead}+{REVIEW})+{safety}-N({stock})-N({transit}),{safety})",
        "pack_units": f"IF(IF({at}=0,0,N({own_pack}))>0,N({own_pack}),{_of_line('pack_units', line)})",
        "order_units": f"IF(ISNUMBER({need}),{ceiling.format(need)},{need})",
        "price_rub": _number(_of_line("price_rub", line)),
        "amount_rub": f'IF(AND(ISNUMBER({order}),ISNUMBER({price})),ROUND({order}*{price},2),"")',
        "short_order_units": f'IF(ISNUMBER({need}),{ceiling.format(short_need)},"")',
        "saved_units": f'IF(ISNUMBER({need}),MAX(0,{cell["target"]}-{cell["short_target"]}),"")',
        "saved_rub": f'IF(AND(ISNUMBER({need}),ISNUMBER({price})),ROUND({shown["saved_units"]}*{price},2),"")',
        "note": _note(cell, shown),
    }
    return {key: f'IF({line}=0,"",{found[key]})' for key in CLIENT_OFFER.keys}


def of_client(key: str) -> str:
    """Return a cell of «Клиенты» of the chosen client, "" for nobody."""
    value = f"INDEX({column_reference(CLIENTS.table_name, CLIENTS[key])},{ROW})"
    return f'IF({ROW}=0,"",{value}&"")'


def message_formula() -> str:
    """Return what stands under the choice: how to choose, that nobody was found, or that no lines are kept."""
    label = f"INDEX({card_column('label')},{AT})"
    count = f'COUNTIF({card_column("label")},"*"&offer_wanted&"*")'
    first_line = f'ISNUMBER(MATCH({WILD}&"|1",{line_column("line_key")},0))'
    return (
        f'IF(offer_wanted="","{NOBODY}",IF({ROW}=0,"Клиента «"&LEFT(TRIM({CHOICE}&""),60)&"» нет среди клиентов этой '
        f'книги. {AGAIN}",IF({first_line},IF(OR(TRIM({CHOICE}&"")={label},offer_wanted={WILD}),"{AGAIN}",'
        f'"Показан первый подходящий из "&{count}&": "&{label}),"{NOT_KEPT}")))'
    )


def _note(cell: Mapping[str, str], shown: Mapping[str, str]) -> str:
    """Return what to mind of a line: the words of the rule, joined."""
    is_offered, is_new = f'{shown["kind"]}<>"{NOT_OFFERED}"', f'{shown["kind"]}="{PEERS_BUY}"'
    cover, stock, demand = shown["cover_days"], shown["stock_units"], shown["demand_day"]
    cycle = f"N({demand})*({shown['lead_days']}+{REVIEW})"
    age = f"({term_name('today')}-{cell['counted_on']})"
    parts = (
        (f"AND(ISNUMBER({cover}),N({cover})>={term_name('overstock')})", OVERSTOCK, f"INT({cover})"),
        (f"AND({cell['stock_row']}>0,{age}>{term_name('fresh')})", OLD_STOCK, age),
        (f'AND({is_offered},{shown["kind"]}<>"{PEERS_BUY}",NOT(ISNUMBER({stock})))', NO_STOCK, ""),
        (is_new, TRIAL, ""),
        (f"AND({is_offered},ISNUMBER({demand}),N({demand})=0)", NOT_TAKEN, ""),
        (f'AND({shown["demand_source"]}="{SHIPMENTS}",N({shown["safety_units"]})>{cycle})', WIDE_SPREAD, ""),
        (f"AND({is_offered},ISNUMBER({demand}),NOT(ISNUMBER({shown['sigma_day']})))", FEW_WEEKS, ""),
        (f"AND({is_offered},NOT(ISNUMBER({demand})))", NO_SALES, ""),
        (f"AND({is_offered},NOT(ISNUMBER({shown['price_rub']})))", NO_PRICE, ""),
    )
    texts = []
    for condition, text, value in parts:
        before, _, after = text.partition("{}")
        said = f'"{NOTE_JOINT}{before}"&{value}&"{after}"' if value else f'"{NOTE_JOINT}{text}"'
        texts.append(f'IF({condition},{said},"")')
    return f"MID({'&'.join(texts)},{len(NOTE_JOINT) + 1},500)"


def _tried(key: str) -> str:
    """Return the term that counts: the one tried where it is a number of 0 or more, else the program's."""
    cell = try_name(key)
    return f"IF(AND(ISNUMBER({cell}),N({cell})>=0),{cell},{term_name(key)})"


def _of_line(key: str, line: str) -> str:
    return f"INDEX({line_column(key)},{line})"


def _at_row(key: str, row: str) -> str:
    return f"INDEX({_stock(key)},{row})"


def _stock(key: str) -> str:
    return column_reference(CLIENT_STOCK.table_name, CLIENT_STOCK[key])


def _number(value: str) -> str:
    return f'IF(ISNUMBER({value}),{value},"{NO_DEMAND}")'


def _escaped(text: str) -> str:
    """Return a text in which a lookup's wildcards mean themselves."""
    return f'SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({text},"~","~~"),"*","~*"),"?","~?")'
