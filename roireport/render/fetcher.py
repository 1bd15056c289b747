"""Serves fonts, charts, pictures and the logo to WeasyPrint; refuses every other address."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from roireport.model.picture import Picture
from roireport.render.brand import Logo
from roireport.render.fonts import PRINTED_FACES, Face
from roireport.render.layout_engine import URLFetcher, URLFetcherResponse
from roireport.resources import font_files

LOGO_ADDRESS: Final = "roireport:logo"


def face_address(face: Face) -> str:
    """The address of a font face in a report."""
    return f"roireport:font/{face.stem}"


class AssetFetcher(URLFetcher):
    """Serves our own assets by their addresses; `refused` lists every other requested address."""

    def __init__(
        self,
        logo: Logo | None = None,
        charts: Mapping[str, bytes] = MappingProxyType({}),
        pictures: Mapping[str, Picture] = MappingProxyType({}),
    ) -> None:
        """`charts` and `pictures` are by their addresses."""
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self.refused: list[str] = []
        self._logo, self._charts, self._pictures = logo, charts, pictures
        self._fonts = {face_address(face): font_files()[face.stem] for face in PRINTED_FACES}

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Return an own asset; ValueError for any other address, without a connection or an open file."""
        if url in self._fonts:
            return URLFetcherResponse(url, self._fonts[url].read_bytes(), {"Content-Type": "font/ttf"})
        if url in self._charts:
            return URLFetcherResponse(url, self._charts[url], {"Content-Type": "image/svg+xml"})
        if picture := self._pictures.get(url):
            return URLFetcherResponse(url, picture.content, {"Content-Type": picture.media_type})
        if url == LOGO_ADDRESS and self._logo:
            return URLFetcherResponse(url, self._logo.content, {"Content-Type": self._logo.media_type})
        self.refused.append(url[:200])
        raise ValueError(f"not an asset of the report: {url[:200]}")
