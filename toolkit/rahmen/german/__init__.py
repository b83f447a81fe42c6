"""German: sentences, words, negation. The word lists are TOML files beside the code."""

from .counting import count_words
from .negation import find_negation
from .sentences import split_sentences, split_text
from .words import PerForm, Words, find_words, fold

__all__ = ["PerForm", "Words", "count_words", "find_negation", "find_words", "fold", "split_sentences", "split_text"]
