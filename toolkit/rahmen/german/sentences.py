"""Documents into sentences, with offsets that give back the text exactly."""

import re

import numpy as np
import pandas as pd

from ..tables import PARTS, free_names, metadata, require
from .boundaries import find_boundaries, may_hold_emoji
from .forms import spread
from .parts import find_blocks, tell_parts


def split_text(text, title=None):
    """Split one text into sentences.

    Parameters
    ----------
    text : str
    title : str, optional
        The title from the metadata; it helps to tell the headline.

    Returns
    -------
    list of tuple (int, int, str)
        Start and end of each sentence in code points of `text`, without white space around it, and its part.

    Examples
    --------
    >>> text = "Am 16. Januar kam z. B. Dr. Öz an. „Endlich!“, sagte er. Alle blieben."
    >>> [text[start:end] for start, end, part in split_text(text)]
    ['Am 16. Januar kam z. B. Dr. Öz an.', '„Endlich!“, sagte er.', 'Alle blieben.']
    """
    crowded, emoji = _is_crowded(text), may_hold_emoji(text)
    sentences = []
    for block in tell_parts(find_blocks(text), title):
        whole = block.part in ("headline", "repeat")  # a headline counts as one, however many sentences it makes
        ends = [*([] if whole else find_boundaries(block.text, crowded, emoji)), len(block.text)]
        start = 0
        for end in ends:
            piece = block.text[start:end]
            stripped = piece.strip()
            if stripped:
                first = block.start + start + piece.index(stripped[0])
                sentences.append((first, first + len(stripped), block.part))
            start = end
    return sentences


def split_sentences(documents):
    r"""Split documents into the sentences table.

    Parameters
    ----------
    documents : pandas.DataFrame
        A documents table (``doc, text`` and metadata), as the readers of :mod:`rahmen.corpus` give it.

    Returns
    -------
    pandas.DataFrame
        One row a sentence: ``doc, sentence`` (from 0 in each document), ``start, end`` (code points in the text of the
        document), ``text, part`` and the metadata of the document.

    Raises
    ------
    rahmen.TableError
        No documents table.

    Notes
    -----
    Rules with word lists, not a trained splitter: measured beside NLTK's Punkt in ``benchmarks/RESULTS.md``.

    Examples
    --------
    >>> documents = pd.DataFrame({"doc": ["a"], "text": ["Chance vertan\n\nEs war laut. Niemand kam."]})
    >>> split_sentences(documents)[["sentence", "part", "text"]].values.tolist()
    [[0, 'headline', 'Chance vertan'], [1, 'body', 'Es war laut.'], [2, 'body', 'Niemand kam.']]
    """
    documents = free_names(require(documents, "documents"))
    titles = documents["title"] if "title" in documents else [None] * len(documents)
    spans, texts, counts = [], [], []
    for text, title in zip(documents["text"], titles, strict=True):
        found = split_text(text, title if isinstance(title, str) else None)
        spans += found
        texts += [text[start:end] for start, end, _ in found]
        counts.append(len(found))
    counts = np.array(counts, dtype=int)
    places, numbers = np.repeat(np.arange(len(counts)), counts), spread(np.zeros_like(counts), counts)
    start, end, part = zip(*spans, strict=True) if spans else ((), (), ())
    table = pd.DataFrame({
        "doc": documents["doc"].array.take(places), "sentence": numbers, "start": start, "end": end,
        "text": pd.array(texts, dtype=documents["text"].dtype), "part": part,
    }).astype({"sentence": "int32", "start": "int32", "end": "int32"})  # fmt: skip
    table["part"] = pd.Categorical(table["part"], categories=PARTS)
    described = documents[metadata(documents, "documents")].iloc[places].reset_index(drop=True)
    return pd.concat([table, described], axis=1)


def _is_crowded(text):
    """Tell a text that does without capitals: no sentence of it begins with one, though several begin."""
    if text[:1].isupper():
        return False
    begun = _BEGUN.findall(text)
    return len(begun) >= 1 and not any(letter.isupper() for letter in begun)


_BEGUN = re.compile(r"[.!?]\s+([^\W\d_])")
