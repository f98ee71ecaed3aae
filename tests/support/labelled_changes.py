"""What people do to a name when they write the same client down again. Shares nothing with the matcher."""

from __future__ import annotations

from dataclasses import replace

from tests.support.labelled_payers import Name, PayerMaker, in_latin
from tests.support.labelled_words import ENGLISH, KEYS_BESIDE, LOOK_ALIKE, PREFIXES, SCHEMES, TRADES


class NameChanger(PayerMaker):
    """Writes the name of a second card by the kind of its pair."""

    def changed_name(self, kind: str, name: Name) -> str:
        """Return the name on the second card of a pair of this kind."""
        if kind == "typo":
            return self.spelled(self.mistyped(name))
        if kind == "translit":
            return self.transliterated(name)
        if kind == "mixed_letters":
            return self.mixed(self.spelled(name))
        if kind == "short_words":
            return self.shortened(name)
        if kind == "initials":
            return self.initials(name)
        if kind == "renamed":
            return self.spelled(replace(name, form="АО" if name.form in ("ЗАО", "ОАО") else "ПАО"))
        if kind in ("phone", "domain", "person_phone"):
            return self.trade_name(name) if self.chance(0.5) else self.spelled(self.mistyped(name))
        return self.spelled(name).replace("ё", "е")

    def mistyped(self, name: Name) -> Name:
        if name.form == "ИП":
            return replace(name, surname=self.mistyped_word(name.surname))
        return replace(name, brand=self.mistyped_word(name.brand))

    def mistyped_word(self, word: str) -> str:
        """Return a word with one slip, a long one sometimes with two; its first letter stands in nine of ten."""
        for _ in range(2 if len(word) > 8 and self.chance(0.3) else 1):
            place = self.draw.randrange(0 if self.chance(0.1) else 1, len(word))
            letter, before, after = word[place], word[:place], word[place + 1 :]
            slip = self.draw.choice(("swap", "miss", "double", "beside", "ear"))
            if slip == "swap" and after:
                word = before + after[0] + letter + after[1:]
            elif slip == "miss" and len(word) > 3:
                word = before + after
            elif slip == "beside" and letter.lower() in KEYS_BESIDE:
                word = before + self.draw.choice(KEYS_BESIDE[letter.lower()]) + after
            elif slip == "ear" and letter in "оаеиыъьтдсзбпвф":
                word = before + dict(zip("оаеиыъьтдсзбпвф", "аоиеиььдтзспбфв", strict=True))[letter] + after
            else:
                word = before + letter + letter.lower() + after
        return word

    def transliterated(self, name: Name) -> str:
        """Return a name in Latin letters by one of several schemes; English words sometimes as in English."""
        scheme = self.draw.choice(SCHEMES)
        if name.form == "ИП":
            return f"{self.draw.choice(('ИП', 'IP'))} " + in_latin(
                f"{name.surname} {name.first} {name.patronymic}", scheme
            )
        suffix = ENGLISH.get(name.suffix, "") if self.chance(0.5) else ""
        form = {"ООО": ("ООО", "OOO", "LLC"), "АО": ("АО", "AO", "JSC")}.get(name.form, (name.form,))
        words = (in_latin(name.prefix, scheme), in_latin(name.brand, scheme), suffix or in_latin(name.suffix, scheme))
        body = " ".join(filter(None, words))
        body += f" {name.number}" if name.number else ""
        return self.draw.choice((f"{self.draw.choice(form)} {body}", body, f"{body} {self.draw.choice(form)}"))

    def mixed(self, text: str) -> str:
        """Return a text some of whose letters are Latin ones of the same look."""
        return "".join(LOOK_ALIKE.get(letter, letter) if self.chance(0.4) else letter for letter in text)

    def shortened(self, name: Name) -> str:
        """Return a name with its prefix abbreviated or behind, words in another order."""
        if name.form == "ИП":
            return self.initials(name)
        short = PREFIXES.get(name.prefix, "")
        middle = f"{name.brand} {name.suffix}".strip() + (f" {name.number}" if name.number else "")
        choices = [
            f"{name.form} {short} {middle}",
            f"{middle} {short}, {name.form}",
            f"{middle} {name.prefix} {name.form}",
        ]
        if name.suffix:
            choices.append(f"{name.form} {name.suffix} {name.brand} {name.number} {short}")
        return " ".join(self.draw.choice(choices).split())

    def initials(self, name: Name) -> str:
        if name.form != "ИП":
            return self.spelled(name)
        one, two = name.first[0], name.patronymic[0]
        return self.draw.choice(
            (
                f"ИП {name.surname} {one}.{two}.",
                f"ИП {name.surname} {one}. {two}.",
                f"{name.surname} {one}.{two}. ИП",
                f"ИП {one}.{two}. {name.surname}",
                f"{name.surname} {one} {two}",
                f"ИП {name.surname} {name.first}",
            )
        )

    def trade_name(self, name: Name) -> str:
        """Return what people call the client: without the form, with the trade or the word «магазин»."""
        word = self.draw.choice(TRADES)
        if name.form == "ИП":
            return self.draw.choice(
                (f"{name.surname} {name.first}", f"{name.surname} ({word})", f"{word} {name.surname}")
            )
        core = f"{name.brand} {name.suffix}".strip() + (f" {name.number}" if name.number else "")
        return self.draw.choice((f"{word} {core}", f"{core} {word}", f"{word} «{core}»", core))
