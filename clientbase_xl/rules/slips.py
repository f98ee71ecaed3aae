"""How many slips of the hand lie between two words: a letter missing, extra, wrong, or two swapped.

METHOD section 7 (ours): a name typed with an error is still that name.
"""

from __future__ import annotations


def count_slips(one: str, other: str, most: int) -> int:
    """Return the number of slips between two texts, `most + 1` for more: METHOD section 7.

    A swap of two neighbours is one slip (optimal string alignment). Equal texts are 0 apart.
    """
    if one == other:
        return 0
    if abs(len(one) - len(other)) > most:
        return most + 1
    start = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        start += 1
    one, other = one[start:], other[start:]
    end = 0
    while end < min(len(one), len(other)) and one[-1 - end] == other[-1 - end]:
        end += 1
    if end:
        one, other = one[:-end], other[:-end]
    if not one or not other:
        return min(len(one) + len(other), most + 1)
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, start=1):
        before, last, row = row, before, [place]
        for column, wanted in enumerate(other, start=1):
            cost = min(before[column] + 1, row[-1] + 1, before[column - 1] + (letter != wanted))
            if place > 1 and column > 1 and letter == other[column - 2] and one[place - 2] == wanted:
                cost = min(cost, last[column - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
