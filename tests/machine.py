"""The machine that the tests run on."""

import os


def with_fonts() -> dict[str, str]:
    """The variables for another program, which needs the fonts of the machine: a browser crashes without any.

    `roireport.render.layout_engine` leaves the process that prints without them.
    """
    return {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}
