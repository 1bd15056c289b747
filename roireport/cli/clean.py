"""`clean`: drop what builds have kept to be faster."""

from roireport.cli.exits import FINE
from roireport.cli.options import Console, verb
from roireport.render.cache import Cache, cache_folder

KILOBYTE = 1000


@verb()
def command(console: Console) -> int:
    """Drop what builds have kept to be faster: printed reports, fonts. They make it anew."""
    folder = cache_folder()
    freed = Cache(folder).clear()
    console.say(
        console.words("cli.cleaned", kilobytes=f"{freed / KILOBYTE:.0f}", folder=folder or console.words("common.none"))
    )
    return FINE
