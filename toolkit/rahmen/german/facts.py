"""The facts about German that lie beside this room in TOML files."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def facts(name):
    """Read ``name.toml`` of this room, once.

    >>> "januar" in facts("sentences")["numbers"]["ordinal_nouns"]
    True
    """
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
