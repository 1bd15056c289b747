"""The pages whose look is kept, and the pictures that they are compared with."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from roireport.model.language import Language
from tests.looks.fill import spots
from tests.looks.pictures import Picture, look, png, read
from tests.prints import REFERENCE
from tests.render.conformance.file import File

REFERENCES: Final = Path(__file__).parent / "references"
COVER: Final = "cover"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of an engagement's report: its cover, or the one on which a section begins."""

    id: str
    language: Language
    section: str

    @property
    def name(self) -> str:
        return f"{self.id}.{self.language}.{self.section}"

    @property
    def file(self) -> Path:
        """Where its picture is kept."""
        return REFERENCES / f"{self.name}.png"

    def page(self, content: bytes) -> int:
        """Its number in the report's PDF."""
        return 1 if self.section == COVER else spots(File.opened(content))[self.section].page

    def seen(self, content: bytes) -> Picture:
        """Its picture, from the report's PDF."""
        return look(content, self.page(content))

    def kept(self) -> Picture:
        """The picture that it should look like."""
        return read(self.file.read_bytes())

    def keep(self, content: bytes) -> None:
        """Take its picture again."""
        self.file.parent.mkdir(exist_ok=True)
        self.file.write_bytes(png(self.seen(content)))


LEAVES: Final = (
    *(
        Leaf(REFERENCE, "fr", section)
        for section in (COVER, "summary", "objectives", "tracking", "costs-gains", "roi", "robustness", "nonfinancial")
    ),
    Leaf("belier-negociation-achats", "fr", "summary"),  # a loss
    Leaf("halden-key-accounts", "en", "summary"),  # too early to tell
)
