"""Collocations: words that stand together more often than chance would have it."""

from collections import Counter
from functools import cache
from itertools import pairwise

import pandas as pd

from ..tables import counted, one_of, require
from .counting import spelled
from .facts import facts
from .kwic import word_pattern
from .words import PerForm, fold

_MEASURES = {"log_likelihood": "likelihood_ratio", "pmi": "pmi", "t_score": "student_t", "dice": "dice"}
_COLUMNS = ["word", "collocate", "n", "n_word", "n_collocate", "expected", "score", "reading"]


def collocations(sentences, word=None, span=5, least=3, measure="log_likelihood", skip=None):
    """Find words that stand together: near a given word, or side by side.

    Parameters
    ----------
    sentences : pandas.DataFrame
        A sentences table; parts ``other`` and ``repeat`` are left out.
    word : str, optional
        A single word, in which ``*`` stands for any letters: its collocates within `span` words are told. Without it
        neighbouring pairs are told, in their order.
    span : int, default 5
        So many words to the left and to the right, never over a sentence end; used with `word` alone.
    least : int, default 3
        Rarer collocations are left out.
    measure : {"log_likelihood", "pmi", "t_score", "dice"}, default "log_likelihood"
        The score. Log-likelihood is given a minus where the two stand together less often than expected.
    skip : iterable of str, optional
        Words that are not told; ``*`` may stand for letters. They keep their place in the text. Without it these are
        the function words of :func:`function_words`; ``()`` tells all.

    Returns
    -------
    pandas.DataFrame
        ``word, collocate, n`` (how often together), ``n_word, n_collocate`` (how often each), ``expected`` (n by
        chance), ``score, reading``; the highest score first. ``attrs["note"]`` tells how it was counted.

    Raises
    ------
    rahmen.TableError
        No sentences table.
    ValueError
        A parameter is out of range, or `word` is not a single word.

    Notes
    -----
    Counted as Evert (2008, »Corpora and collocations«) does for surface cooccurrence. With `word`, `n` counts each
    token near it once, even between two hits; hits are no collocates of one another, nor counted in `n_collocate`.
    Expected is the number of words near it, times the share of the collocate among all words that are no hit. For
    pairs, `n_word` and `n_collocate` count how often each stands first and second in a pair; expected is their product
    by the number of pairs. Log-likelihood after Dunning (1993); the scores are those of NLTK's
    ``BigramAssocMeasures``. They rank; they test nothing, for words of one text are not independent. PMI favours rare
    words: raise `least`. Numbers and addresses keep their place and are not told.

    Examples
    --------
    >>> import rahmen
    >>> table = pd.DataFrame({"doc": ["a"], "text": ["Die stille Flucht. Eine stille Flucht! Stille Flucht, sagt er."]})
    >>> collocations(rahmen.split_sentences(table))[["word", "collocate", "n"]].values.tolist()
    [['stille', 'Flucht', 3]]
    """
    require(sentences, "sentences")
    one_of("measure", measure, tuple(_MEASURES))
    for name, value in (("span", span), ("least", least)):
        if value < 1:
            raise ValueError(f"the `{name}` parameter must be 1 or more; not {value}")
    texts, shown = spelled(counted(sentences)["text"])
    table = _pairs(texts) if word is None else _near(texts, word, span)
    silent = function_words().__contains__ if skip is None else _matcher([skip] if isinstance(skip, str) else skip)
    keys = [name for name in ("word", "collocate") if word is None or name == "collocate"]
    table = table[table["n"] >= least]
    for name in keys:
        table = table[table[name].map(lambda form: form != "" and not silent(form)).astype(bool)]
    table = _scored(table, measure).assign(**{name: table[name].map(shown) for name in keys})
    table = table.sort_values(["score", "n", "word", "collocate"], ascending=[False, False, True, True])
    table = table[_COLUMNS].reset_index(drop=True)
    how = "side by side" if word is None else f"within {span} words of {word!r}"
    table.attrs["note"] = (
        f"Words {how}, at least {least} times, not over sentence ends. The scores rank, they test nothing."
    )
    return table


@cache
def function_words():
    """Give the words that hold sentences together and say little of what they are about: a frozenset, folded.

    Examples
    --------
    >>> sorted({"und", "fuer", "flucht"} & function_words())
    ['fuer', 'und']
    """
    return frozenset(fold(word) for words in facts("words")["function"].values() for word in words)


def _matcher(words):
    """Give a function that tells whether a folded form is one of these words."""
    patterns = [word_pattern(word) for word in words]
    return PerForm(lambda form: any(pattern.fullmatch(form) for pattern in patterns)).__getitem__


def _pairs(sentences):
    pairs = Counter(pair for forms in sentences for pair in pairwise(forms))
    first, second = Counter(), Counter()
    for (one, other), n in pairs.items():
        first[one] += n
        second[other] += n
    rows = [(one, other, n, first[one], second[other], first[one]) for (one, other), n in pairs.items()]
    return _table(rows, pairs.total())


def _near(sentences, word, span):
    """Count what stands near the hits: each token once, hits left out."""
    if not isinstance(word, str) or not word.strip("*"):
        raise ValueError(f"the `word` parameter must be a single word; not {word!r}")
    hit = _matcher([word])
    near, rest, hits = Counter(), Counter(), 0
    for forms in sentences:
        places = [place for place, form in enumerate(forms) if hit(form)]
        hits += len(places)
        reached = _reached(places, span, len(forms))
        for place, form in enumerate(forms):
            if not hit(form):
                rest[form] += 1
                near[form] += place in reached
    total = near.total()
    return _table([(word, form, n, hits, rest[form], total) for form, n in near.items()], rest.total())


def _reached(places, span, size):
    """Give the places at most `span` from one of these."""
    reached, done = set(), 0
    for place in places:
        begin, done = max(done, place - span), min(size, place + span + 1)
        reached.update(range(begin, done))
    return reached


def _table(rows, total):
    table = pd.DataFrame(rows, columns=["word", "collocate", "n", "n_word", "n_collocate", "room"])
    return table.assign(total=total)


def _scored(table, measure):
    from nltk.metrics.association import BigramAssocMeasures

    score = getattr(BigramAssocMeasures, _MEASURES[measure])
    expected = table["room"] * table["n_collocate"] / table["total"]
    cells = zip(*(table[name].tolist() for name in ("n", "room", "n_collocate", "total")), strict=True)
    scores = pd.Series([score(n, (room, other), total) for n, room, other, total in cells], table.index, dtype=float)
    if measure == "log_likelihood":
        scores = scores.where(table["n"] >= expected, -scores)
    reading = [
        f"{n} times together, {by_chance:.1f} expected by chance"
        for n, by_chance in zip(table["n"], expected, strict=True)
    ]
    return table.assign(expected=expected, score=scores, reading=reading)
