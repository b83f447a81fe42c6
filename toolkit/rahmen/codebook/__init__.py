"""Codebooks: labels with titles, definition, indicators, examples and counter-examples, in a TOML file."""

from .model import Codebook, CodebookError, Label, Rule, load_codebook
from .patterns import Pattern, PatternError, parse
from .quanteda import to_quanteda

__all__ = [
    "Codebook", "CodebookError", "Label", "Pattern", "PatternError", "Rule", "load_codebook", "parse", "to_quanteda",
]  # fmt: skip
