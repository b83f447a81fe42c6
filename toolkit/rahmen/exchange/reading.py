"""Codes that people gave, read from sheets and annotation tools, and matched to the sentences by place and hash."""

import re
import warnings
from pathlib import Path

import numpy as np
import pandas as pd

from ..tables import SENTENCES, STATUS, VOICE, categorical, free_names, metadata, require
from . import cas, grids, webanno
from .coded import CodedError, sha1_of
from .doccano import read_doccano
from .grids import NONE, alike
from .labelstudio import read_labelstudio, tells_tasks
from .sheets import files_of, format_of
from .spans import is_sheet, marks_of


def read_codes(path, sentences, labels=None, scheme=None, coder=None, sheet=None, format=None):
    r"""Read the codes of one or several people.

    Parameters
    ----------
    path : str, pathlib.Path or list of these
        A file, several, or a folder of files: a coding sheet as CSV or XLSX, a codes table as CSV, exports of doccano,
        Label Studio (JSON) or INCEpTION (WebAnno TSV 3, or UIMA CAS as XMI, ZIP or JSON with the extra ``rahmen[cas]``:
        a sheet, or whole documents named like `doc`).
    sentences : pandas.DataFrame
        The sentences table that was coded.
    labels : sequence of str or dict of str to str, optional
        All labels that could have been given, or the labels and their titles; by default those of the sheet or file.
        TSV, CAS, and exports of tools not set up from a sheet name only what was given: say them, or `sheet`.
    scheme : str, optional
        The name of the set of labels, where the file tells none (then »frames«); of a file that tells several, the one
        to read.
    coder : str, optional
        The coder's name; by default that in the file, else the name of the file.
    sheet : pandas.DataFrame, str or pathlib.Path, optional
        The sheet that was handed out: gives ``probability, stratum`` and the labels back where a tool lost them.
    format : {"csv", "xlsx", "doccano", "labelstudio", "webanno", "cas"}, optional
        By default the ending says it.

    Returns
    -------
    pandas.DataFrame
        A codes table, one row for each coded sentence, label and coder, with ``probability`` and ``stratum`` of the
        draw where they are known and the metadata of `sentences`; ``score, status, voice, speaker`` are empty.

    Raises
    ------
    CodedError
        A row that is no code, whose text or hash is not that of the sentence there, or that one coder coded twice; the
        message names file, row and reason.

    Notes
    -----
    A row is coded where its `done` or one of its labels is filled in; an empty label is then absent. Rows that are not
    coded are left out, and a warning counts them. In doccano and in a sheet of INCEpTION a sentence without any label
    is not coded (the label ``none`` says that none applies), in Label Studio a submitted one is; of whole documents
    with spans all are. Of schemes ``stance:…`` and ``sentiment`` exactly one label is given. White space makes no
    difference.

    Examples
    --------
    >>> import tempfile
    >>> sentences = pd.DataFrame({"doc": "a", "sentence": [0, 1], "start": [0, 11], "end": [10, 18], "part": "body",
    ...                           "text": ["Es regnet.", "Endlich"]})
    >>> file = Path(tempfile.mkdtemp()) / "anna.csv"
    >>> _ = file.write_text("doc,start,end,text,weather\na,0,10,Es regnet.,x\na,11,18,Endlich,0\n")
    >>> read_codes(file, sentences)[["sentence", "label", "coder", "value"]].values.tolist()
    [[0, 'weather', 'anna', 1], [1, 'weather', 'anna', 0]]
    """
    finder = Finder(require(sentences, "sentences"))
    titles = dict(labels) if isinstance(labels, dict) else {}
    drawn = _drawn(sheet, finder)
    names = {*(labels or ()), *titles.values(), *(name for mark in drawn.values() for name in mark["offered"] or ())}
    names = {*names, NONE} if names else None
    marks = []
    for file in files_of(path, format):
        for mark in _read(file, format, finder, names, scheme, drawn).to_dict("records"):
            mark["file"] = file.name
            mark["coder"] = coder or mark["coder"] or file.stem
            marks.append(mark)
    marks = _coded(_wanted(marks, scheme))
    for mark in marks:
        mark["row"] = finder.find(mark)
        _restore(mark, drawn)
    known = _all_labels(_once(marks), labels, drawn)
    back = {title: label for label, title in titles.items() if title not in titles}
    for mark in marks:
        _settle(mark, known, back)
    return _codes(marks, known, finder.sentences)


class Finder:
    """Finds sentences by document, offsets and hash, or by the hash of the text alone."""

    def __init__(self, sentences):
        self.sentences = sentences
        self.texts = sentences["text"].tolist()
        self.docs = sentences["doc"].astype(str).tolist()
        places = zip(self.docs, sentences["start"].tolist(), sentences["end"].tolist(), strict=True)
        self.at = {place: row for row, place in enumerate(places)}
        self.hashes = [sha1_of(text) for text in self.texts]
        self.known = set(self.docs)

    def find(self, mark):
        """Give the row of the sentence that a mark means, or raise CodedError."""
        where = f"{mark['file']}, {mark['where']}"
        doc = self.doc(mark["doc"])
        if None in (mark["doc"], mark["start"], mark["end"]):
            return self._by_text(mark, doc, where)
        place = f"doc {mark['doc']!r}, {mark['start']}–{mark['end']}"
        if doc is None:
            raise CodedError(f"{where}: doc {mark['doc']!r} is not among the sentences; they have {_some(self.docs)}")
        row = self.at.get((doc, mark["start"], mark["end"]))
        if row is None:
            raise CodedError(f"{where}: {place} is no sentence; were the sentences split anew, or the text changed?")
        same = mark["sha1"] == self.hashes[row]
        if mark["text"] is not None and not alike(mark["text"], self.texts[row], lossy=same):
            raise CodedError(f"{where}: {place}: the text differs, {_short(mark['text'])} in the file, "
                             f"{_short(self.texts[row])} among the sentences")  # fmt: skip
        if mark["sha1"] is not None and not same:
            raise CodedError(f"{where}: {place}: the hash differs, {mark['sha1']} in the file, {self.hashes[row]} "
                             f"among the sentences ({_short(self.texts[row])}); another text was coded")  # fmt: skip
        return row

    def doc(self, name):
        """Give a document's id as the sentences have it; Excel adds spaces and fractions."""
        forms = () if name is None else (name, name.strip(), re.sub(r"[.,]0+$", "", name.strip()))
        return next((form for form in forms if form in self.known), None)

    def documents(self):
        """Give the offsets of the sentences of each document."""
        found = {}
        for doc, start, end in self.at:
            found.setdefault(doc, []).append((int(start), int(end)))
        return found

    def _by_text(self, mark, doc, where):
        wanted, text = mark["sha1"] or sha1_of(mark["text"]), mark["text"]
        rows = [row for row, known in enumerate(self.hashes) if known == wanted]
        if not rows and not mark["sha1"]:
            rows = [row for row, known in enumerate(self.texts) if alike(text, known)]
        rows = [row for row in rows if mark["doc"] is None or self.docs[row] == doc]
        said = _short(text) if text is not None else f"the hash {wanted}"
        if len(rows) == 1 and (text is None or alike(text, self.texts[rows[0]], lossy=True)):
            return rows[0]
        if len(rows) > 1:
            raise CodedError(f"{where}: {said} stands {len(rows)} times among the sentences (doc "
                             f"{_some(self.docs[row] for row in rows)}); give doc, start and end")  # fmt: skip
        raise CodedError(f"{where}: {said} is not among the sentences")


def _read(file, format, finder, names, scheme, drawn):
    """Read the marks of one file."""
    format = "cas" if format is None and cas.tells_cas(file) else format
    format = "labelstudio" if format is None and tells_tasks(file) else format_of(file, format)
    if format == "labelstudio" and not tells_tasks(file):
        format = "doccano"
    if format in ("webanno", "cas"):
        parse = webanno.parse_tsv if format == "webanno" else cas.parse_cas
        return _read_annotated(parse(file), file, finder, names, drawn)
    if format == "doccano":
        return read_doccano(file, finder.documents())
    if format == "labelstudio":
        return read_labelstudio(file, scheme)
    return (grids.read_csv if format == "csv" else grids.read_xlsx)(file, names)


def _read_annotated(annotated, file, finder, names, drawn):
    """Read a sheet, or a whole document: its name is that of the file or, as INCEpTION exports, its folder."""
    if is_sheet(annotated):
        return marks_of(annotated, names)
    parent = file.resolve().parent.name
    said = {file.stem: parent, Path(file.stem).stem: parent, parent: file.stem, Path(parent).stem: file.stem}
    doc = next((name for name in said if name in finder.known), None)
    if doc is None:
        raise CodedError(f"{file.name}: neither the file nor its folder bears the name of a document; "
                         f"they are {_some(finder.docs)}")  # fmt: skip
    places = [place for place in finder.documents()[doc] if not drawn or finder.at[doc, *place] in drawn]
    return marks_of(annotated, names, doc, places).assign(coder=said[doc])


def _drawn(sheet, finder):
    """Give the rows of the sheet that was handed out, by sentence."""
    if sheet is None:
        return {}
    if isinstance(sheet, pd.DataFrame):
        marks, file = grids.sheet_marks(sheet), "the sheet"
    else:
        marks, file = _read(Path(sheet), None, finder, None, None, {}), Path(sheet).name
    return {finder.find({**mark, "file": file}): mark for mark in marks.to_dict("records")}


def _restore(mark, drawn):
    """Take from the sheet that was handed out what the file does not tell."""
    if drawn:
        if mark["row"] not in drawn:
            raise CodedError(f"{mark['file']}, {mark['where']}: this sentence is not in the sheet")
        for name in ("probability", "stratum", "scheme", "offered"):
            mark[name] = drawn[mark["row"]][name] if mark[name] is None else mark[name]


def _wanted(marks, scheme):
    """Leave out the marks of other schemes."""
    kept = [mark for mark in marks if scheme is None or mark["scheme"] in (None, scheme)]
    if marks and not kept:
        told = _some(mark["scheme"] for mark in marks)
        raise CodedError(f"{marks[0]['file']}: has codes of the scheme {told}, none of {scheme!r}")
    return [{**mark, "scheme": mark["scheme"] or scheme} for mark in kept]


def _coded(marks):
    coded = [mark for mark in marks if mark["done"]]
    if len(coded) < len(marks):
        warnings.warn(f"{len(marks) - len(coded)} of {len(marks)} rows are not coded and left out", stacklevel=3)
    bare = sum(mark["sha1"] is None and mark["text"] is None for mark in coded)
    if bare:
        warnings.warn(f"{bare} rows have neither text nor hash; they are matched by their offsets alone", stacklevel=3)
    return coded


def _once(marks):
    """Refuse a sentence that one coder coded twice."""
    seen = {}
    for mark in marks:
        mark["scheme"] = mark["scheme"] or "frames"
        first = seen.setdefault((mark["coder"], mark["scheme"], mark["row"]), mark)
        if first is not mark:
            raise CodedError(
                f"{mark['file']}, {mark['where']}: {mark['coder']!r} has coded this sentence already in "
                f"{first['file']}, {first['where']}; leave one out, or give the coders different names"
            )
    return marks


def _all_labels(marks, labels, drawn):
    """List all labels in order: those said, else those of the sheet, then what the files offer and give."""
    if labels is not None:
        return list(labels)
    offered = [mark["offered"] or () for mark in (*drawn.values(), *marks)]
    order = dict.fromkeys(label for given in offered for label in given)
    return list(order | dict.fromkeys(label for mark in marks for label in mark["labels"] if label != NONE))


def _settle(mark, known, back):
    """Check the labels of a mark, and say which ones could have been given."""
    where = f"{mark['file']}, {mark['where']}"
    labels = [back.get(label, label) for label in mark["labels"]]
    mark["labels"] = [label for label in labels if label in known or label != NONE]
    for label in mark["labels"]:
        if label not in known:
            raise CodedError(f"{where}: the label {label!r} is unknown; there are {_some(known)}")
    offered = known if mark["offered"] is None else [back.get(label, label) for label in mark["offered"]]
    mark["offered"] = [label for label in known if label in offered or label in mark["labels"]]
    if re.match("stance:|sentiment$", mark["scheme"]) and len(mark["labels"]) != 1:
        raise CodedError(f"{where}: {len(mark['labels'])} labels of the scheme {mark['scheme']!r}, of which a sentence "
                         "has exactly one")  # fmt: skip


def _codes(marks, labels, sentences):
    """Put marks into a codes table."""
    sentences = pd.concat(
        [sentences[list(SENTENCES)],
         free_names(sentences.drop(columns=list(SENTENCES)), taken=("probability", "stratum"))], axis=1,
    )  # fmt: skip
    spread = [(mark, label) for mark in marks for label in mark["offered"]]
    rows = np.array([mark["row"] for mark, _ in spread], dtype=int)
    n = len(spread)
    table = sentences[["doc", "sentence", "start", "end"]].iloc[rows].reset_index(drop=True).assign(
        scheme=categorical(mark["scheme"] for mark, _ in spread),
        label=pd.Categorical([label for _, label in spread], categories=labels),
        coder=categorical(mark["coder"] for mark, _ in spread),
        value=np.array([label in mark["labels"] for mark, label in spread], dtype=np.int8),
        score=np.full(n, np.nan, dtype=np.float32),
        status=pd.Categorical([None] * n, categories=STATUS),
        voice=pd.Categorical([None] * n, categories=VOICE),
        speaker=pd.Categorical([None] * n),
    )  # fmt: skip
    if any(mark["probability"] is not None for mark in marks):
        table["probability"] = np.array([mark["probability"] for mark, _ in spread], dtype=float)
        table["stratum"] = categorical(mark["stratum"] for mark, _ in spread)
    for column in (*metadata(sentences, "sentences"), "part"):
        table[column] = categorical(sentences[column]).take(rows)
    return require(table, "codes")


def _short(text):
    return repr(text if len(text) <= 60 else f"{text[:57]}…")


def _some(names):
    names = list(dict.fromkeys(map(str, names)))
    return ", ".join(map(repr, names[:4])) + (f", … ({len(names)})" if len(names) > 4 else "")
