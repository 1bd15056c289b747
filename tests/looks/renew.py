"""Takes the reference pictures again: `make looks`, after an intended change of the look."""

from itertools import groupby

from tests.looks.gallery import LEAVES, REFERENCES
from tests.prints import printed


def renew() -> None:
    """Every picture from a fresh print; those of pages that are kept no more go."""
    for (id, language), leaves in groupby(LEAVES, lambda leaf: (leaf.id, leaf.language)):
        content = printed(id, language)
        for leaf in leaves:
            leaf.keep(content)
            print(leaf.file)
    for old in set(REFERENCES.glob("*.png")) - {leaf.file for leaf in LEAVES}:
        old.unlink()


if __name__ == "__main__":
    renew()
