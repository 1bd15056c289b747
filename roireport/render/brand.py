"""The firm's two colours and its logo."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from roireport.chart.palette import Palette, light
from roireport.model.workspace import Workspace

LARGEST_LOGO: Final = 1_000_000
"""Bytes."""
LOGO_TYPES: Final = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}", re.ASCII)


class LogoRefused(ValueError):
    """A logo that is no picture inside the workspace; `key` names the problem."""

    def __init__(self, key: str, path: str) -> None:
        super().__init__(key)
        self.key, self.path = key, path


@dataclass(frozen=True, slots=True)
class Logo:
    """The bytes of a picture and its file suffix."""

    content: bytes
    suffix: str

    @property
    def media_type(self) -> str:
        return LOGO_TYPES[self.suffix]


@dataclass(frozen=True, slots=True)
class Brand:
    """What the firm's pages look like; colours are #rrggbb, None for the built-in ones."""

    firm: str
    primary: str | None = None
    accent: str | None = None
    logo: Logo | None = None

    @property
    def palette(self) -> Palette:
        """The colours of charts on paper."""
        given = {"primary": self.primary, "accent": self.accent}
        return light(**{name: colour for name, colour in given.items() if colour})

    @property
    def print_sheet(self) -> str:
        """The tokens that the firm's colours replace on paper."""
        return f":root{{{self._tokens}}}\n" if self._tokens else ""

    @property
    def site_sheet(self) -> str:
        """The same for the site: on dark ground the built-in colours stay, which are legible there."""
        if not self._tokens:
            return ""
        return (
            f":root[data-theme=light]{{{self._tokens}}}\n"
            f"@media not all and (prefers-color-scheme:dark){{:root:not([data-theme=dark]){{{self._tokens}}}}}\n"
            f"@media print{{:root:root:root{{{self._tokens}}}}}\n"
        )

    @property
    def _tokens(self) -> str:
        names = {"actual": self.primary, "accent": self.accent, "accent-text": self.accent}
        tokens = {f"{prefix}{name}": colour for prefix in ("--", "--chart-") for name, colour in names.items()}
        return "".join(f"{name}:{colour};" for name, colour in tokens.items() if colour)


def read_brand(workspace: Workspace, folder: Path) -> Brand:
    """The brand of a workspace; LogoRefused where the logo is not a picture of bounded size within its folder."""
    given = workspace.brand
    colours = (colour if colour and _COLOUR.fullmatch(colour) else None for colour in (given.primary, given.accent))
    primary, accent = colours
    logo = read_logo(folder, workspace.firm.logo) if workspace.firm.logo else None
    return Brand(str(workspace.firm.name or ""), primary, accent, logo)


def read_logo(folder: Path, path: str) -> Logo:
    """A regular file of a known type inside the folder, links resolved."""
    suffix = Path(path).suffix.lower()
    if suffix not in LOGO_TYPES:
        raise LogoRefused("logo_type_unknown", path)
    file = (folder / path).resolve()
    if not file.is_relative_to(folder.resolve()):
        raise LogoRefused("logo_outside", path)
    if not file.is_file():
        raise LogoRefused("logo_missing", path)
    if file.stat().st_size > LARGEST_LOGO:
        raise LogoRefused("logo_too_large", path)
    return Logo(file.read_bytes(), suffix)
