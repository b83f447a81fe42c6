"""German: sentences, words, negation, speech and status. The word lists are TOML files beside the code."""

from .collocations import collocations
from .counting import count_words
from .kwic import kwic
from .negation import find_negation
from .quotation import find_quotations
from .sentences import split_sentences, split_text
from .speech import find_speech
from .status import find_status
from .words import PerForm, Words, find_words, fold

__all__ = [
    "PerForm", "Words", "collocations", "count_words", "find_negation", "find_quotations", "find_speech", "find_status",
    "find_words", "fold", "kwic", "split_sentences", "split_text",
]  # fmt: skip
