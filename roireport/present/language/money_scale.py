"""One scale of amounts for a whole exhibit: €, k€ or M€, with the same decimals throughout."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from roireport.present.language.formats import Formats, round_half_up
from roireport.present.language.largest_remainder import largest_remainder


@dataclass(frozen=True, slots=True)
class MoneyScale:
    """Amounts are shown in units of 10 ** power with `places` decimals."""

    formats: Formats
    power: int
    places: int

    @staticmethod
    def over(formats: Formats, amounts: Iterable[Decimal], whole: int = 5) -> "MoneyScale":
        """Choose the scale in which the largest amount has about four digits.

        Amounts of up to `whole` digits stay in full.
        """
        largest = max((abs(amount) for amount in amounts), default=Decimal(0))
        power = next((power for power in (9, 6, 3) if largest >= Decimal(10) ** (power + whole - 3)), 0)
        places = 1 if power and largest < Decimal(10) ** (power + 3) else 0
        return MoneyScale(formats, power, places)

    @staticmethod
    def brief(formats: Formats, amounts: Iterable[Decimal]) -> "MoneyScale":
        """Choose a scale for the amounts of a sentence, in which none is below 1 and the largest has three digits."""
        shown = [abs(amount) for amount in amounts if amount]
        least, largest = min(shown, default=Decimal(0)), max(shown, default=Decimal(0))
        power = next((power for power in (9, 6, 3) if least >= Decimal(10) ** power), 0)
        return MoneyScale(formats, power, max(0, 2 - largest.scaleb(-power).adjusted()) if power else 0)

    def settle(self, amount: Decimal) -> Decimal:
        """An amount as shown, in units of the scale."""
        return round_half_up(amount.scaleb(-self.power), self.places)

    def parts(self, amounts: Sequence[Decimal], total: Decimal | None = None) -> tuple[Decimal, ...]:
        """Amounts as shown, which add up to the shown total (already in units of the scale)."""
        return largest_remainder([amount.scaleb(-self.power) for amount in amounts], self.places, total)

    def digits(self, shown: Decimal, *, signed: bool = False) -> str:
        """The digits of a shown amount, without its unit."""
        return self.formats.number(shown, self.places, signed=signed)

    def text(self, shown: Decimal, *, signed: bool = False) -> str:
        """A shown amount with its unit: 148,0 k€."""
        return self.formats.scaled(shown, self.power, self.places, signed=signed)

    @property
    def unit(self) -> str:
        """The unit alone, for the head of a column: k€."""
        return self.formats.money_unit(self.power)
