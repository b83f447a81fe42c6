"""Which language a text is in, by its function words: enough to warn of texts that are hardly German."""

import re
import tomllib
import unicodedata
import warnings
from collections import Counter
from functools import cache
from importlib.resources import files

import pandas as pd

from .decode import ReadingNote

SHORTEST = 40
"""Words below which nothing is said: headlines and short texts hold too few function words."""
FEW = 0.07
"""Share of function words below which a text is in no known language; running text has 0.3 to 0.6, a recipe 0.1."""
_LONGEST = 20_000  # characters that are looked at
_WORD = re.compile(r"[^\W\d_]+")


def guess_language(documents):
    """Guess the language of each document by counting function words.

    Parameters
    ----------
    documents : pandas.DataFrame
        A documents table.

    Returns
    -------
    pandas.Series
        With the index of `documents`: ``"de"``, ``"en"``, ``"nl"``, ``"fr"``, ``"es"``, ``"it"``, ``"da"`` (also
        Norwegian), ``"sv"``, ``"pl"`` or ``"tr"``, whichever has most function words; ``"other"`` where below 7 % of
        the words are any language's; ``""`` for texts of fewer than 40 words, of which nothing is said.

    Notes
    -----
    The guess is of the text as a whole: of a German text with long English quotations it says ``"de"``. A language that
    is not listed may be taken for a neighbour (Afrikaans for Dutch). Lists of names and figures are ``"other"``.

    Examples
    --------
    >>> texts = ["Es regnet.", "It was said that they had come to the house of a friend in the old town. " * 3]
    >>> guess_language(pd.DataFrame({"doc": ["a", "b"], "text": texts})).tolist()
    ['', 'en']
    """
    guesses = [_guess(text) for text in documents["text"]]
    return pd.Series(guesses, index=documents.index, name="language_guess", dtype=object)


def warn_of_others(documents, shown=3):
    """Warn of documents that are hardly German: how many, and the first of them."""
    guesses = guess_language(documents)
    others = ~guesses.isin(["de", ""])
    if others.any():
        names = {code: entry["name"] for code, entry in _facts().items()} | {"other": "of no known language"}
        pairs = zip(documents.loc[others, "doc"].head(shown), guesses[others], strict=False)
        listed = ", ".join(f"{doc!r} ({names[code]})" for doc, code in pairs)
        listed += ", …" if others.sum() > shown else ""
        warnings.warn(
            f"{others.sum()} of {len(documents)} documents hardly look German: {listed}; leave them out "
            "(rahmen.guess_language tells which they are), or say language=False",
            ReadingNote,
            stacklevel=4,
        )


def _guess(text):
    folded = unicodedata.normalize("NFC", text[:_LONGEST].replace("\u00ad", "")).casefold()
    words = _WORD.findall(folded)
    if len(words) < SHORTEST:
        return ""
    known = _languages_of()
    counts = Counter(code for word in words for code in known.get(word, ()))
    best, n = counts.most_common(1)[0] if counts else ("other", 0)
    return best if n >= FEW * len(words) else "other"


@cache
def _facts():
    return tomllib.loads(files(__package__).joinpath("language.toml").read_text(encoding="utf-8"))


@cache
def _languages_of():
    """Give the languages of each word."""
    found = {}
    for code, entry in _facts().items():
        for word in dict.fromkeys(entry["words"].split()):
            found.setdefault(word, []).append(code)
    return found
