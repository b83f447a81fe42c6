"""Coded sentences that are kept without their text: read them, and find the texts again by place and hash."""

import hashlib
import json
import warnings
from pathlib import Path

import pandas as pd

_POINTER = ("doc", "start", "end", "sha1")
_BESIDE = ("before", "after")
NEAR = 40
"""A sentence of a document is looked for so far around its place as well: other software may fold space otherwise."""


class CodedError(ValueError):
    """Coded sentences that cannot be used; the message names file, row and mend."""


def read_coded(path):
    """Read coded sentences, one row each, their frames taken apart.

    Parameters
    ----------
    path : str or pathlib.Path
        A CSV file with ``doc, start, end, sha1`` or ``text``, and ``frames``: entries divided by »; «, each
        ``label:status:voice:speaker``, or the label alone.

    Returns
    -------
    pandas.DataFrame
        The file, with a column ``labels`` (list of str) and ``marks`` (list of (label, status, voice, speaker)).

    Raises
    ------
    CodedError
        The file is missing, lacks a column, or an entry of ``frames`` is broken.
    """
    path = Path(path)
    if not path.is_file():
        raise CodedError(f"no file {str(path)!r}")
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    if "frames" not in table or not ("text" in table or set(_POINTER) <= set(table)):
        raise CodedError(f"{path.name} needs the columns 'frames' and 'text', or 'frames', {', '.join(_POINTER)}")
    marks = [_marks(cell, path.name, row) for row, cell in enumerate(table["frames"], start=2)]
    numbers = {name: table[name].astype(int) for name in ("start", "end", "pass") if name in table}
    return table.assign(**numbers, marks=marks, labels=[[label for label, *_ in found] for found in marks])


def recover_texts(codes, source):
    r"""Find the texts of coded sentences again.

    Parameters
    ----------
    codes : pandas.DataFrame
        With ``doc, start, end`` (code points in the document, all white space folded to single spaces) and ``sha1``
        (the first 16 hexadecimal digits of the sentence's SHA-1, UTF-8). In a document the sentence is looked for some
        forty code points around that place as well.
    source : str, pathlib.Path or pandas.DataFrame
        A JSONL file of sentences with ``doc, start, end, text``, and ``before, after`` where those beside are to be
        found as well; or a table of whole documents with ``doc, text``.

    Returns
    -------
    pandas.DataFrame
        The codes whose text was found, with the column ``text``; those missing are told in a warning.

    Raises
    ------
    CodedError
        The source is missing or broken, or a text is not the one that was coded.

    Examples
    --------
    >>> documents = pd.DataFrame({"doc": ["a"], "text": ["Eins.\n  Zwei."]})
    >>> sha1 = hashlib.sha1("Zwei.".encode()).hexdigest()[:16]
    >>> codes = pd.DataFrame({"doc": ["a"], "start": [6], "end": [11], "sha1": [sha1]})
    >>> recover_texts(codes, documents)["text"].tolist()
    ['Zwei.']
    """
    find = _documents(source) if isinstance(source, pd.DataFrame) else _sentences(Path(source))
    texts = [find(row.doc, int(row.start), int(row.end), row.sha1) for row in codes.itertuples()]
    for row, text in zip(codes.itertuples(), texts, strict=True):
        if text is not None and sha1_of(text) != row.sha1:
            raise CodedError(f"{row.doc}, {row.start}–{row.end}: the text here is not the one that was coded")
    missing = [row.doc for row, text in zip(codes.itertuples(), texts, strict=True) if text is None]
    if missing:
        warnings.warn(
            f"{len(missing)} of {len(codes)} coded sentences are not in the source, the first of them from "
            f"{missing[0]!r}; they are left out",
            stacklevel=2,
        )
    found = codes.assign(text=texts)
    return found[found["text"].notna()].reset_index(drop=True)


def sha1_of(text):
    """Give the first 16 hexadecimal digits of the SHA-1 of a text, as UTF-8."""
    return hashlib.sha1(text.encode(errors="surrogatepass")).hexdigest()[:16]


def _documents(table):
    folded = {doc: " ".join(text.split()) for doc, text in zip(table["doc"], table["text"], strict=True)}

    def find(doc, start, end, sha1):
        if doc not in folded:
            return None
        found = (folded[doc][start + n : end + n] for n in sorted(range(-min(NEAR, start), NEAR + 1), key=abs))
        return next((text for text in found if sha1_of(text) == sha1), folded[doc][start:end])

    return find


def _sentences(path):
    if not path.is_file():
        raise CodedError(f"no file {str(path)!r}: give the JSONL file of the sentences, or a table of documents")
    known = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
            doc, start, end, before, after = row["doc"], int(row["start"]), int(row["end"]), *map(row.get, _BESIDE)
            known[doc, start, end] = row["text"]
            if before:
                known.setdefault((doc, start - 1 - len(before), start - 1), before)
            if after:
                known.setdefault((doc, end + 1, end + 1 + len(after)), after)
        except (ValueError, KeyError, TypeError) as error:
            raise CodedError(
                f"{path.name}, line {number}: no sentence with doc, start, end, text ({error!r})"
            ) from None
    return lambda doc, start, end, sha1: known.get((doc, start, end))


def _marks(cell, name, row):
    found = []
    for entry in filter(None, (part.strip() for part in cell.split("; "))):
        pieces = [*entry.split(":", 3), "", "", ""][:4]
        if entry.count(":") == 1 or not pieces[0]:
            raise CodedError(f"{name}, row {row}: {entry!r} is neither label:status:voice:speaker nor a label")
        found.append(tuple(pieces))
    return found


def settle(codes):
    """Give one coding of each sentence: the one decided last (the third, fifth or sixth pass), else the first.

    Parameters
    ----------
    codes : pandas.DataFrame
        Of :func:`read_coded`, with ``pass``: 1, 2, and 3 where the first two differed and a third coder decided; 4
        where the sentence was coded anew, blind, and 5 where that differed from what was settled and was decided; 6
        where one label was read again and came out otherwise.

    Returns
    -------
    pandas.DataFrame
        With the column ``codings``: how many coders coded the sentence.

    Examples
    --------
    >>> codes = pd.DataFrame({"doc": "a", "start": 0, "end": 5, "sha1": "", "pass": [1, 3], "labels": [[], ["x"]]})
    >>> settle(codes)["labels"].tolist()
    [['x']]
    """
    key = [name for name in ("id", *_POINTER) if name in codes]
    codes = codes.assign(codings=codes.groupby(key, sort=False)["pass"].transform("size"))
    kept = codes[~codes["pass"].isin((2, 4))].sort_values("pass", kind="stable")
    return kept.drop_duplicates(key, keep="last").sort_index().reset_index(drop=True)
