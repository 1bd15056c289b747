"""`clean`: remove what builds have kept to be faster."""

from roireport.build.cache import Cache, cache_folder
from roireport.cli.exits import FINE
from roireport.cli.options import Console, verb

KILOBYTE = 1000


@verb()
def command(console: Console) -> int:
    """Remove what builds have kept to be faster: pages, reports, checks. The next build makes them again."""
    folder = cache_folder()
    freed = Cache(folder).clear()
    console.say(
        console.words("cli.cleaned", kilobytes=f"{freed / KILOBYTE:.0f}", folder=folder or console.words("common.none"))
    )
    return FINE
