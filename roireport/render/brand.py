"""The firm's two colours and its logo."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from roireport.chart.palette import COVER, LIGHT, Palette, cover, light
from roireport.load.logo import logo_faults
from roireport.load.workspace import FILE as SETTINGS
from roireport.model.colour import darkened, lightened
from roireport.model.place import Place
from roireport.model.workspace import Workspace
from roireport.problems.problem import Refused, at_stage, problem

COVER_CONTRAST: Final = 13.0
"""Contrast of white on the cover: its smaller grey texts keep 7 : 1 there (WCAG 2.2, 1.4.6)."""
ACCENT_CONTRAST: Final = 7.0
BAND_CONTRAST: Final = 1.7
"""Contrast of the bars on the cover: they are decoration, only the line over them is read."""
LARGEST_LOGO: Final = 1_000_000
"""Bytes."""
LOGO_TYPES: Final = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Logo:
    """The bytes of a picture and its file suffix."""

    content: bytes
    suffix: str

    @property
    def media_type(self) -> str:
        return LOGO_TYPES[self.suffix]


@dataclass(frozen=True, slots=True)
class BrandStyle:
    """The brand of a firm; colours are #rrggbb, None for the built-in ones."""

    firm: str
    primary: str | None = None
    accent: str | None = None
    logo: Logo | None = None

    @property
    def palette(self) -> Palette:
        """The colours of charts on paper."""
        return light(**self._given)

    @property
    def cover_palette(self) -> Palette:
        """The colours of the cover: the primary colour, dark enough for white text, and the accent."""
        given = self._given
        if given.items() <= {"primary": LIGHT["actual"], "accent": LIGHT["accent"]}.items():
            return COVER
        ground = darkened(given.get("primary", COVER["paper"]), ("#ffffff",), COVER_CONTRAST)
        accent = lightened(given.get("accent", COVER["accent"]), ground, ACCENT_CONTRAST)
        return cover(ground, lightened(ground, ground, BAND_CONTRAST), accent)

    @property
    def print_sheet(self) -> str:
        """The CSS variables that the firm's colours replace on paper."""
        if not self._tokens:
            return ""
        ground, accent = self.cover_palette["paper"], self.cover_palette["accent"]
        return f":root{{{self._tokens}--cover:{ground};--cover-accent:{accent};}}\n"

    @property
    def site_sheet(self) -> str:
        """The CSS variables on the site; in dark mode the legible built-in colours stay."""
        if not self._tokens:
            return ""
        return (
            f":root[data-theme=light]{{{self._tokens}}}\n"
            f"@media not all and (prefers-color-scheme:dark){{:root:not([data-theme=dark]){{{self._tokens}}}}}\n"
            f"@media print{{:root:root:root{{{self._tokens}}}}}\n"
        )

    @property
    def _given(self) -> dict[str, str]:
        given = {"primary": self.primary, "accent": self.accent}
        return {name: colour for name, colour in given.items() if colour}

    @property
    def _tokens(self) -> str:
        names = {"actual": self.primary, "accent": self.accent, "accent-text": self.accent}
        tokens = {f"{prefix}{name}": colour for prefix in ("--", "--chart-") for name, colour in names.items()}
        return "".join(f"{name}:{colour};" for name, colour in tokens.items() if colour)


def read_brand(workspace: Workspace, folder: Path) -> BrandStyle:
    """Read the brand of a workspace.

    Raises:
        Refused: The logo is no plain picture of bounded size within the folder.
    """
    given = workspace.brand
    colours = (colour if colour and _COLOUR.fullmatch(colour) else None for colour in (given.primary, given.accent))
    primary, accent = colours
    logo = read_logo(folder, workspace.firm.logo) if workspace.firm.logo else None
    return BrandStyle(str(workspace.firm.name or ""), primary, accent, logo)


def read_logo(folder: Path, path: str) -> Logo:
    """Read a plain picture of a known type inside the folder; Refused for anything else."""
    suffix = Path(path).suffix.lower()
    if suffix not in LOGO_TYPES:
        raise _refused("logo_type_unknown", path)
    file = (folder / path).resolve()
    if not file.is_relative_to(folder.resolve()):
        raise _refused("logo_outside", path)
    if not file.is_file():
        raise _refused("logo_missing", path)
    if file.stat().st_size > LARGEST_LOGO:
        raise _refused("logo_too_large", path)
    content = file.read_bytes()
    if logo_faults(content, suffix):  # it may have changed since the settings were read
        raise _refused("logo_not_plain", path)
    return Logo(content, suffix)


def _refused(key: str, path: str) -> Refused:
    return Refused(at_stage("open", [problem(key, Place(SETTINGS), path=path)]))
