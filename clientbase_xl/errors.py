"""The one exception tree: what the program refuses to do, in words for the person at the desk.

A refusal is raised before anything of the user's is changed. `cli` prints it and exits with code 2.
Bad rows are not refusals: they are rows of `clientbase_xl.problems`.
"""


class ClientbaseError(Exception):
    """A refusal: what was found, what is allowed, what to do (Russian sentences, the last two optional)."""

    def __init__(self, found: str, allowed: str = "", remedy: str = "") -> None:
        super().__init__(found)
        self.found = found
        self.allowed = allowed
        self.remedy = remedy

    def __str__(self) -> str:
        """Return the three parts as one text, a line each."""
        parts = [self.found]
        if self.allowed:
            parts.append(f"Допустимо: {self.allowed}")
        if self.remedy:
            parts.append(f"Что сделать: {self.remedy}")
        return "\n".join(parts)


class BadUse(ClientbaseError):
    """A command, an argument or a setting that makes no sense."""


class BadFile(ClientbaseError):
    """A file that cannot be read or must not be trusted as a whole."""


class UnknownLayout(BadFile):
    """A readable file whose columns are not recognised; the message names `--map`."""


class Undecided(BadFile):
    """A file whose columns do not tell what one answer would settle: `option` is "dates" or "decimal"."""

    def __init__(self, found: str, allowed: str = "", remedy: str = "", *, option: str) -> None:
        super().__init__(found, allowed, remedy)
        self.option = option


class BaseRefused(ClientbaseError):
    """A base folder that is missing, damaged, of another version, locked or not writable."""


class WriteRefused(ClientbaseError):
    """An output file that cannot be made: open elsewhere, no space, no right, or it holds unsent work."""
