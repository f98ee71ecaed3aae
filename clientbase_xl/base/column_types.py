"""Storage types of the base: each kind of the catalogue as a column of SQLite or PostgreSQL."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Boolean, Date, DateTime, Dialect, Float, Numeric, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from clientbase_xl.schemas.model import Kind


class Exact(TypeDecorator[Decimal]):
    """A decimal with a fixed number of places that no database rounds.

    SQLite has no decimals: the value is kept there as a whole number of the smallest units (kopecks).
    PostgreSQL keeps NUMERIC(18, places). A value with more places, or above 18 digits, is refused, never rounded.
    """

    impl = Numeric
    cache_ok = True

    def __init__(self, places: int) -> None:
        super().__init__(18, places)
        self.places = places

    def __repr__(self) -> str:
        """Return the type as a step of the schema writes it."""
        return f"{type(self).__name__}()"

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the type that the given database keeps."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(BigInteger())
        return dialect.type_descriptor(Numeric(18, self.places))

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        """Turn a decimal into what the database keeps."""
        if value is None:
            return None
        units = value.scaleb(self.places)
        if units != units.to_integral_value() or abs(units) >= 10**18:
            raise ValueError(f"{value} does not fit DECIMAL(18,{self.places})")
        return int(units) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """Turn what the database keeps into a decimal of exactly `places` places."""
        if value is None:
            return None
        if dialect.name == "sqlite":
            return Decimal(int(value)).scaleb(-self.places)
        return Decimal(value).quantize(Decimal(1).scaleb(-self.places))


class Money(Exact):
    """Roubles with kopecks: DECIMAL(18,2)."""

    cache_ok = True

    def __init__(self) -> None:
        super().__init__(2)


class Quantity(Exact):
    """A quantity: DECIMAL(18,4)."""

    cache_ok = True

    def __init__(self) -> None:
        super().__init__(4)


def column_type(kind: Kind) -> TypeEngine[Any]:
    """Return the database type of a kind of the catalogue."""
    match kind:
        case Kind.TEXT | Kind.CODE | Kind.CHOICE | Kind.LETTER:
            return Text()
        case Kind.MONEY:
            return Money()
        case Kind.QUANTITY:
            return Quantity()
        case Kind.NUMBER | Kind.SHARE:
            return Float()
        case Kind.INTEGER:
            return BigInteger()
        case Kind.DATE:
            return Date()
        case Kind.MOMENT:
            return DateTime()
        case Kind.FLAG:
            return Boolean()
