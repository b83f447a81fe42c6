"""Near-duplicates: documents that share most of their five-word sequences."""

from collections import Counter, defaultdict

SHINGLE = 5
_COMMON = 100  # a sequence in more documents than this is boilerplate: it proves nothing and would cost much


def mark_duplicates(documents, threshold=0.5):
    """Mark documents that nearly repeat an earlier one; none is dropped.

    Parameters
    ----------
    documents : pandas.DataFrame
        A documents table.
    threshold : float, default 0.5
        Jaccard similarity of the sets of five-word sequences from which two documents count as near-duplicates
        (Broder 1997).

    Returns
    -------
    pandas.DataFrame
        The table with a column ``duplicate_of``: the id of the first document that it nearly repeats, or "".

    Examples
    --------
    >>> import pandas as pd
    >>> text = "Das Amt teilte am Montag mit, dass der Zugang wieder offen sei."
    >>> table = pd.DataFrame({"doc": ["a", "b", "c"], "text": [text, text + " Danke.", "Ganz etwas anderes."]})
    >>> mark_duplicates(table)["duplicate_of"].tolist()
    ['', 'a', '']
    """
    sets = [_shingles(text) for text in documents["text"]]
    ids = documents["doc"].tolist()
    seen_in, marks = defaultdict(list), []
    for place, shingles in enumerate(sets):
        shared = Counter(other for s in shingles if len(seen_in[s]) <= _COMMON for other in seen_in[s])
        similar = [other for other, n in shared.items() if n >= threshold * (len(shingles) + len(sets[other]) - n)]
        first = min(similar, default=None)
        marks.append("" if first is None else ids[first])
        if first is None:  # a duplicate is known by its first: it need not be found itself
            for shingle in shingles:
                seen_in[shingle].append(place)
    return documents.assign(duplicate_of=marks)


def _shingles(text):
    words = text.casefold().split()
    if len(words) < SHINGLE:
        return {hash(tuple(words))} if words else set()
    return {hash(tuple(words[n : n + SHINGLE])) for n in range(len(words) - SHINGLE + 1)}
