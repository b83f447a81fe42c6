"""Documents into sentences, with offsets that give back the text exactly."""

import numpy as np
import pandas as pd

from ..tables import PARTS, free_names, metadata, require
from .forms import spread
from .kept import encoded
from .splitting import split_texts


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
    _, start, end, part, _ = split_texts([text], [title])
    return [(a, b, PARTS[n]) for a, b, n in zip(start.tolist(), end.tolist(), part.tolist(), strict=True)]


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
    texts, titles = documents["text"].tolist(), [title if isinstance(title, str) else None for title in titles]
    row, start, end, part, found = split_texts(texts, titles, encoded(documents["text"]))
    counts = np.bincount(row, minlength=len(texts))
    table = pd.DataFrame({
        "doc": documents["doc"].array.take(row), "sentence": spread(np.zeros_like(counts), counts).astype("int32"),
        "start": start.astype("int32"), "end": end.astype("int32"),
        "text": _column(found, documents["text"].dtype),
        "part": pd.Categorical.from_codes(part, PARTS),
    })  # fmt: skip
    described = documents[metadata(documents, "documents")].iloc[row].reset_index(drop=True)
    return pd.concat([table, described], axis=1)


def _column(chunks, dtype):
    """Give sentences (arrays of Arrow, UTF-8) as a column of the kind that the texts were."""
    if getattr(dtype, "storage", None) == "pyarrow":
        import pyarrow as pa

        return dtype.__from_arrow__(pa.chunked_array([c.view(pa.large_string()) for c in chunks], pa.large_string()))
    texts = [text.decode("utf-8", "surrogatepass") for chunk in chunks for text in chunk.to_pylist()]
    return pd.array(texts, dtype=dtype)
