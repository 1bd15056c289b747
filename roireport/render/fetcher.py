"""What a report may fetch: its faces, its charts and the firm's logo; everything else is refused and remembered."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from weasyprint.urls import URLFetcher, URLFetcherResponse

from roireport.render.brand import Logo
from roireport.render.fonts import FACES, Face
from roireport.resources import font_files

LOGO_ADDRESS: Final = "roireport:logo"


def face_address(face: Face) -> str:
    """Where a report fetches a face."""
    return f"roireport:font/{face.stem}"


class AssetFetcher(URLFetcher):
    """Serves our own assets by their addresses; `refused` lists every other address that was asked for."""

    def __init__(self, logo: Logo | None = None, charts: Mapping[str, bytes] = MappingProxyType({})) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self.refused: list[str] = []
        self._logo, self._charts = logo, charts
        self._fonts = {face_address(face): font_files()[face.stem] for face in FACES}

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """An own asset; ValueError for anything else, with no connection made and no file opened."""
        if url in self._fonts:
            return URLFetcherResponse(url, self._fonts[url].read_bytes(), {"Content-Type": "font/ttf"})
        if url in self._charts:
            return URLFetcherResponse(url, self._charts[url], {"Content-Type": "image/svg+xml"})
        if url == LOGO_ADDRESS and self._logo:
            return URLFetcherResponse(url, self._logo.content, {"Content-Type": self._logo.media_type})
        self.refused.append(url[:200])
        raise ValueError(f"not an asset of the report: {url[:200]}")
