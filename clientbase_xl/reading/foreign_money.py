"""How exports write money that is not roubles: ISO 4217 letters and numbers, signs, words."""

from __future__ import annotations

_BY_NUMBER = {
    "012": "dzd", "032": "ars", "036": "aud", "048": "bhd", "050": "bdt", "051": "amd", "068": "bob",
    "104": "mmk", "116": "khr", "124": "cad", "144": "lkr", "152": "clp", "156": "cny", "170": "cop", "192": "cup",
    "203": "czk", "208": "dkk", "214": "dop", "230": "etb", "320": "gtq", "344": "hkd", "348": "huf", "352": "isk",
    "356": "inr", "360": "idr", "364": "irr", "368": "iqd", "376": "ils", "388": "jmd", "392": "jpy", "398": "kzt",
    "400": "jod", "404": "kes", "408": "kpw", "410": "krw", "414": "kwd", "417": "kgs", "418": "lak", "422": "lbp",
    "434": "lyd", "446": "mop", "458": "myr", "480": "mur", "484": "mxn", "496": "mnt", "498": "mdl", "504": "mad",
    "512": "omr", "516": "nad", "524": "npr", "554": "nzd", "566": "ngn", "578": "nok", "586": "pkr", "604": "pen",
    "608": "php", "634": "qar", "682": "sar", "702": "sgd", "704": "vnd", "710": "zar", "752": "sek", "756": "chf",
    "760": "syp", "764": "thb", "784": "aed", "788": "tnd", "800": "ugx", "807": "mkd", "818": "egp", "826": "gbp",
    "834": "tzs", "840": "usd", "858": "uyu", "860": "uzs", "886": "yer", "901": "twd", "933": "byn", "934": "tmt",
    "936": "ghs", "941": "rsd", "944": "azn", "946": "ron", "949": "try", "971": "afn", "972": "tjs", "973": "aoa",
    "974": "byr", "975": "bgn", "977": "bam", "978": "eur", "980": "uah", "981": "gel", "985": "pln", "986": "brl",
}  # fmt: skip
_LETTERS = frozenset(_BY_NUMBER.values())
_SIGNS = frozenset("$€¥£₸₴₺₹₩₾₼֏₪฿₫")
_STEMS = ("долл", "евро", "юан", "тенге", "гривн", "фунт", "иен", "йен", "франк", "лир", "драм", "белорус", "бел.")
_UNITS = frozenset({"сум", "у.е.", "у. е.", "у.е", "уе"})


def is_foreign(code: str) -> bool:
    """Return whether a text surely names money that is not roubles; a key of another program is not known to.

    Letter case and spaces around do not matter. Numbers are the three digits of ISO 4217: 36 is a key, 036 a currency.
    """
    text = code.strip().casefold()
    return (
        text in _LETTERS or text in _BY_NUMBER or text in _UNITS or bool(_SIGNS & set(text)) or text.startswith(_STEMS)
    )
