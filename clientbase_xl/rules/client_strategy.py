"""Strategy for one client: развитие, удержание or экономия сил, with its ground.

METHOD section 17 [B] names the strategies; which one when is ours and only a proposal.
"""

from __future__ import annotations

from clientbase_xl.rules import words
from clientbase_xl.schemas.manager_tasks import DEVELOP, RETAIN, SAVE_EFFORT
from clientbase_xl.settings import CategorySettings

_LOW = ("D", "E")
_SLIPPING = ("засыпает", "уснувший", "ушедший")


def client_strategy(
    letter: str | None, status: str | None, share_of_wallet: float, untapped_rub: float, settings: CategorySettings
) -> tuple[str, str]:
    """Return the strategy and its ground: METHOD sections 3 and 17.

    In: the category in force; the status; share of wallet and roubles not taken, NaN: unknown. First match: D or E →
    экономия сил; засыпает, уснувший or ушедший → удержание; our share of purchases from `keep_share_of_wallet` on →
    удержание; roubles not taken above 0 → развитие; else the potential is not known → удержание until it is asked.
    """
    if letter in _LOW:
        return SAVE_EFFORT, f"категория {letter}: минимум ресурсов"
    if status in _SLIPPING:
        return RETAIN, f"статус «{status}»: сначала вернуть обычный ритм"
    if share_of_wallet >= settings.keep_share_of_wallet:
        return RETAIN, f"у нас {words.share(share_of_wallet)} его закупок: расти почти некуда"
    if untapped_rub > 0:
        ours = f", у нас {words.share(share_of_wallet)} его закупок" if share_of_wallet == share_of_wallet else ""
        return DEVELOP, f"не взято {words.rub(untapped_rub)} в год{ours}"
    return RETAIN, "потенциал не известен: спросите, тогда станет видно, есть ли куда расти"
