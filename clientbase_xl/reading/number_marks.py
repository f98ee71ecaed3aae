"""Which character of a column is its decimal mark and which separates thousands: decided by evidence, or refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

MAX_STRANGE_SHARE = 0.10
MIN_STRANGE = 3
COUNT_EXAMPLES = 4
ASK = "укажите знак: --decimal comma или dot"
# Nine decimals keep every unit price seen.
PARSED = pa.decimal128(28, 9)
WIDE = pa.decimal128(38, 18)

# A currency word at the end is no part of the number; «$» and «%» change its meaning and are not dropped.
_ROUBLES = "(?i)\\s*(?:₽|руб\\.?|р\\.)$"
_GROUPED = r"^([+-]?\d{1,3}(?: \d{3})+)((?:[.,]\d+)?)$"
_APOSTROPHES = r"^[+-]?\d{1,3}(?:['’]\d{3})+(?:[.,]\d+)?$"
# Which mark groups digits by three, for people to see; what it means is decided by the patterns below.
_GROUPS = {
    "group_space": _GROUPED,
    "group_apostrophe": _APOSTROPHES,
    "group_comma": r"^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$",
    "group_dot": r"^[+-]?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?$",
}
_PATTERNS = {
    "whole": r"^[+-]?\d+$",
    "decimal_comma": r"^[+-]?(?:\d+,(?:\d{1,2}|\d{4,})|0\d*,\d{3}|\d{4,},\d{3}|\d{1,3}(?:\.\d{3})+,\d+)$",
    "decimal_dot": r"^[+-]?(?:\d+\.(?:\d{1,2}|\d{4,})|0\d*\.\d{3}|\d{4,}\.\d{3}|\d{1,3}(?:,\d{3})+\.\d+|\.\d+)$",
    "thousands_comma": r"^[+-]?[1-9]\d{0,2}(?:,\d{3}){2,}$",
    "thousands_dot": r"^[+-]?[1-9]\d{0,2}(?:\.\d{3}){2,}$",
    "either_comma": r"^[+-]?[1-9]\d{0,2},\d{3}$",
    "either_dot": r"^[+-]?[1-9]\d{0,2}\.\d{3}$",
    "exponent": r"^[+-]?\d+(?:\.\d+)?[eE][+-]?\d+$",
    "strange": r"\d.*[$€£¥%]|[$€£¥%].*\d",
}
# How a spreadsheet program itself would write the number of a typed cell: no zeros after the last digit.
_CANONICAL = r"^-?\d+\.\d*[1-9]$"


@dataclass(frozen=True)
class Evidence:
    """How many cells of a column have each pattern, with examples of each."""

    counts: Mapping[str, int] = field(default_factory=dict)
    examples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    count_filled: int = 0
    has_typed_cells: bool = False

    def count(self, *patterns: str) -> int:
        """Return the number of cells with any of these patterns."""
        return sum(self.counts.get(pattern, 0) for pattern in patterns)

    def show(self, *patterns: str) -> str:
        """Return examples of these patterns in quotation marks, alternating between them."""
        columns = [self.examples.get(pattern, ()) for pattern in patterns]
        longest = max((len(column) for column in columns), default=0)
        mixed = [column[i] for i in range(longest) for column in columns if i < len(column)]
        return ", ".join(f"«{text}»" for text in mixed[: max(COUNT_EXAMPLES, len(columns))])


@dataclass(frozen=True)
class Marks:
    """The decision for a column.

    `thousands` is the mark between groups of three; empty if none is allowed. `is_canonical_read` lets typed numbers
    of a mixed spreadsheet column («10.5» beside «1 234,50») be read in the program's own notation; «1.234» is then
    unreadable, because it may be either.
    """

    decimal: str = "."
    thousands: str = ""
    is_canonical_read: bool = False

    def read(self, distinct: pa.Array) -> pa.Array:
        """Return the numbers of these texts as decimals; null where a text does not follow the decision."""
        text = plain(distinct)
        other = pa.scalar(None, pa.string())
        mark = "\\" + self.decimal
        follows = pc.match_substring_regex(text, rf"^[+-]?(?:\d+|\d*{mark}\d+)$")
        read = pc.if_else(follows, pc.replace_substring(text, self.decimal, "."), other)
        if self.thousands:
            grouped = rf"^[+-]?\d{{1,3}}(?:\{self.thousands}\d{{3}})+(?:{mark}\d+)?$"
            bare = pc.replace_substring(pc.replace_substring(text, self.thousands, ""), self.decimal, ".")
            read = pc.coalesce(read, pc.if_else(pc.match_substring_regex(text, grouped), bare, other))
        if self.is_canonical_read:
            read = pc.coalesce(read, pc.if_else(pc.match_substring_regex(text, _CANONICAL), text, other))
            read = pc.if_else(pc.match_substring_regex(text, _PATTERNS["either_dot"]), other, read)
        powers = pc.match_substring_regex(text, _PATTERNS["exponent"])
        if self.decimal == "." and pc.any(powers).as_py():
            read = pc.coalesce(read, _expanded(pc.if_else(powers, text, other)))
        return _to_decimal(read)


def plain(texts: pa.Array) -> pa.Array:
    """Return texts with a plain minus, without roubles at the end, without spaces or apostrophes between groups."""
    text = pc.replace_substring(texts, "\u2212", "-")
    text = pc.replace_substring_regex(text, _ROUBLES, "")
    text = pc.replace_substring_regex(text, r"^([+-]) ", r"\1")
    grouped = pc.match_substring_regex(text, _GROUPED)
    text = pc.if_else(grouped, pc.replace_substring(text, " ", ""), text)
    quoted = pc.match_substring_regex(text, _APOSTROPHES)
    return pc.if_else(quoted, pc.replace_substring_regex(text, "['’]", ""), text) if pc.any(quoted).as_py() else text


def evidence_of(texts: pa.Array, has_typed_cells: bool) -> Evidence:
    """Return the evidence in a column of cleaned texts."""
    counted = pc.value_counts(texts.drop_null())
    originals, weights = counted.field(0), counted.field(1).to_numpy()
    text = plain(originals)
    counts: dict[str, int] = {}
    examples: dict[str, tuple[str, ...]] = {}
    bare = pc.replace_substring_regex(originals, _ROUBLES, "")
    groups = {name: _mask(pc.match_substring_regex(bare, pattern)) for name, pattern in _GROUPS.items()}
    for name, mask in groups.items():
        if mask.any():
            counts[name] = int(weights[mask].sum())
            examples[name] = tuple(originals.filter(pa.array(mask)).slice(0, COUNT_EXAMPLES).to_pylist())
    has_spaces = groups["group_space"] | groups["group_apostrophe"]
    rest = np.ones(len(text), dtype=bool)
    for name, pattern in _PATTERNS.items():
        found = rest & _mask(pc.match_substring_regex(text, pattern))
        rest &= ~found
        for kind, mask in _refine(name, found, has_spaces):
            if mask.any():
                counts[kind] = counts.get(kind, 0) + int(weights[mask].sum())
                shown = originals.filter(pa.array(mask)).slice(0, COUNT_EXAMPLES).to_pylist()
                examples[kind] = (*examples.get(kind, ()), *shown)[:COUNT_EXAMPLES]
    if has_typed_cells:
        own = _mask(pc.match_substring_regex(originals, _CANONICAL))
        counts["canonical"] = int(weights[own].sum())
    if rest.any():
        counts["text"] = int(weights[rest].sum())
        examples["text"] = tuple(originals.filter(pa.array(rest)).slice(0, COUNT_EXAMPLES).to_pylist())
    return Evidence(counts, examples, int(weights.sum()), has_typed_cells)


def unify(evidence: Mapping[str, Evidence], answer: str = "") -> dict[str, Marks | str]:
    """Return for each column its marks, or the Russian reason for refusing it.

    `answer` is the decimal mark that a person stated, "" for none: it settles columns that can be read both ways.
    """
    decided: dict[str, Marks | str | None] = {key: _decide(found) for key, found in evidence.items()}
    decimals = {
        marks.decimal
        for key, marks in decided.items()
        if isinstance(marks, Marks) and evidence[key].count("decimal_comma", "decimal_dot")
    }
    result: dict[str, Marks | str] = {}
    for key, marks in decided.items():
        if marks is not None:
            result[key] = marks
        elif answer or len(decimals) == 1:
            decimal = answer or next(iter(decimals))
            result[key] = Marks(decimal, _other(decimal))
        else:
            examples = evidence[key].show("either_comma", "either_dot")
            result[key] = f"не ясно, что отделяет запятая или точка — тысячи или доли: {examples}; {ASK}"
    return result


def _decide(found: Evidence) -> Marks | str | None:
    """Return the marks, the reason for refusing, or None when the column itself does not tell."""
    if (strange := found.count("strange")) >= MIN_STRANGE and strange > MAX_STRANGE_SHARE * found.count_filled:
        kinds: tuple[str, ...] = ("strange", "either_dot", "either_comma", "decimal_dot", "decimal_comma")
        return f"числа записаны по-разному: {found.show(*kinds)}"
    for twice in (("decimal_comma", "thousands_comma"), ("decimal_dot", "thousands_dot")):
        # One mark in two meanings is what a spreadsheet with the wrong regional settings leaves behind.
        if min(map(found.count, twice)) >= MIN_STRANGE:
            return f"числа записаны по-разному: {found.show(*twice)}"
    comma = found.count("decimal_comma", "thousands_dot")
    dot = found.count("decimal_dot", "thousands_comma", "exponent")
    is_typed_mix = found.has_typed_cells and found.count("decimal_comma") > 0
    if is_typed_mix:
        dot = max(0, dot - found.count("canonical"))
    if min(comma, dot) > MAX_STRANGE_SHARE * (comma + dot):
        kinds = ("decimal_comma", "thousands_comma", "decimal_dot", "thousands_dot")
        return f"числа записаны по-разному: {found.show(*kinds)}"
    if comma > dot:
        return Marks(",", ".", is_typed_mix)
    if dot > comma:
        is_from_cells = found.has_typed_cells and found.count("canonical") >= found.count("decimal_dot")
        return Marks(".", "" if is_from_cells else ",")
    if found.has_typed_cells and found.count("canonical") == found.count("either_dot", "decimal_dot") > 0:
        return Marks(".") if not found.count("either_comma") else None
    return None if found.count("either_comma", "either_dot") else Marks()


def _refine(
    name: str, found: npt.NDArray[np.bool_], has_spaces: npt.NDArray[np.bool_]
) -> list[tuple[str, npt.NDArray[np.bool_]]]:
    """Spaces between thousands leave the comma or the point no other meaning than the decimal mark."""
    if name in ("either_comma", "either_dot"):
        return [(name.replace("either", "decimal"), found & has_spaces), (name, found & ~has_spaces)]
    return [(name, found)]


def _other(decimal: str) -> str:
    return "," if decimal == "." else "."


def _expanded(texts: pa.Array) -> pa.Array:
    values = [None if text is None else f"{float(text):.18f}" for text in texts.to_pylist()]
    return pa.array(values, pa.string())


def _to_decimal(text: pa.Array) -> pa.Array:
    """Return decimals of plain notation; more than ten digits before the mark are unreadable."""
    text = pc.replace_substring_regex(text, r"^\+", "")
    is_short = pc.match_substring_regex(text, r"^-?0*\d{0,10}(?:\.|$)")
    text = pc.if_else(is_short, text, pa.scalar(None, pa.string()))
    text = pc.replace_substring_regex(text, r"(\.\d{18})\d+$", r"\1")
    return pc.round(text.cast(WIDE), 9, "half_towards_infinity").cast(PARSED)


def _mask(values: pa.Array) -> npt.NDArray[np.bool_]:
    mask: npt.NDArray[np.bool_] = values.to_numpy(zero_copy_only=False).astype(bool)
    return mask
