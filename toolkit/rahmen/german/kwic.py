"""Keyword in context: every place where a word stands, with what stands around it."""

import re
from bisect import bisect_left, bisect_right

import pandas as pd

from ..tables import counted, free_names, metadata, require
from .words import PerForm, Words, find_words, fold

_COLUMNS = ["doc", "sentence", "start", "end", "before", "match", "after"]
_SPACE = re.compile(r"\s+")


def kwic(sentences, word, width=60):
    """Find a word or phrase, and show each hit in its context.

    Parameters
    ----------
    sentences : pandas.DataFrame
        A sentences table; parts ``other`` and ``repeat`` are left out.
    word : str or list of str
        A word, a phrase, or several. ``*`` stands for any letters, also none, within a word: ``Zensur*``, ``*flucht``.
        Case, ß/ss, ä/ae and gender forms are folded. A word is a whole one: ``Flucht`` does not find »Landflucht«.
    width : int, default 60
        So many characters of context on each side at most, cut at word boundaries.

    Returns
    -------
    pandas.DataFrame
        One row a hit: ``doc, sentence, start, end, before, match, after`` and the metadata of the sentences. The match
        is ``text[start:end]`` of the document, in code points. The context reaches over sentence ends, with white space
        made single. ``attrs["note"]`` tells how many hits there are, in how many documents.

    Raises
    ------
    rahmen.TableError
        No sentences table.
    ValueError
        The word is empty or holds punctuation, or `width` is negative.

    Notes
    -----
    A phrase does not reach over punctuation other than hyphens and quotation marks, nor over a sentence end. Hits do
    not overlap: where several begin at the same word the longest is taken, and the search goes on behind it.

    Examples
    --------
    >>> import rahmen
    >>> table = pd.DataFrame({"doc": ["a"], "text": ["Es regnet. Viele fürchten die Zensur. Sie gehen."]})
    >>> kwic(rahmen.split_sentences(table), "zensur*", width=20)[["before", "match", "after"]].values.tolist()
    [['Viele fürchten die ', 'Zensur', '. Sie gehen.']]
    """
    require(sentences, "sentences")
    if width < 0:
        raise ValueError(f"the `width` parameter must be 0 or more; not {width}")
    find = _finder(word)
    used = counted(sentences)
    rows = [
        row
        for places in used.groupby("doc", sort=False, observed=True).indices.values()
        for row in _document(used, places, find, width)
    ]
    found = pd.DataFrame([row[1:] for row in rows], columns=_COLUMNS)
    own = free_names(used[metadata(used, "sentences")], taken=_COLUMNS)
    table = pd.concat([found, own.iloc[[row[0] for row in rows]].reset_index(drop=True)], axis=1)
    docs = table["doc"].nunique()
    table.attrs["note"] = (
        f"{len(table)} hit{'s' * (len(table) != 1)} in {docs} of {used['doc'].nunique()} documents, "
        "headlines included; date lines, rubrics and repeated headlines left out."
    )
    return table


def word_pattern(word):
    r"""Give the regular expression that the folded forms of a word, perhaps with ``*``, match.

    >>> word_pattern("Nutz*:innen").pattern
    'nutz.*innen'
    """
    if find_words(word.replace("*", "x")) != [(0, len(word))]:
        raise ValueError(f"{word!r} is no word; give letters, digits and *, without punctuation")
    first, *rest = word.split("*")
    # a letter before each further piece, since a gender ending folds only behind one
    pieces = [fold(first), *(fold("x" + piece)[1:] for piece in rest)]
    return re.compile(".*".join(map(re.escape, pieces)), re.DOTALL)


def _finder(word):
    """Give a function that lists the hits in a sentence's words, as numbers of the first word and behind the last."""
    given = [word] if isinstance(word, str) else list(word)
    if not given or any(not isinstance(one, str) or not one.strip("* \t\r\n") for one in given):
        raise ValueError(f"the `word` parameter must be a word or a list of words; not {word!r}")
    phrases = [one.split() for one in given]
    patterns = {piece: word_pattern(piece) for piece in {piece for phrase in phrases for piece in phrase}}
    phrases.sort(key=len, reverse=True)
    matching = PerForm(lambda form: frozenset(p for p, regex in patterns.items() if regex.fullmatch(fold(form))))

    def find(words):
        fits = [matching[form] for form in words.forms]
        place = 0
        while place < len(fits):
            size = fits[place] and next((len(p) for p in phrases if _stands(p, fits, words.breaks, place)), 0)
            if size:
                yield place, place + size
            place += size or 1

    return find


def _stands(phrase, fits, breaks, place):
    end = place + len(phrase)
    if end > len(fits) or any(breaks[place : end - 1]):
        return False
    return all(piece in fits[place + n] for n, piece in enumerate(phrase))


def _document(used, places, find, width):
    """Give the hits of one document: the number of the sentence's row, and the columns."""
    part = used[["doc", "sentence", "start", "text"]].iloc[places].assign(place=places).sort_values("start")
    text, base = " ".join(part["text"]), 0
    gaps = [gap.span() for gap in _SPACE.finditer(text)]
    begins, ends = [0, *(end for _, end in gaps), len(text)], [0, *(start for start, _ in gaps), len(text)]
    for row in part.itertuples():
        words = Words(row.text)
        for first, behind in find(words):
            start, end = words.spans[first][0], words.spans[behind - 1][1]
            low, high = base + start, base + end
            before = text[begins[bisect_left(begins, max(low - width, 0))] : low]
            after = text[high : max(high, ends[bisect_right(ends, high + width) - 1])]
            yield (
                row.place, row.doc, row.sentence, row.start + start, row.start + end,
                _SPACE.sub(" ", before), row.text[start:end], _SPACE.sub(" ", after),
            )  # fmt: skip
        base += len(row.text) + 1
