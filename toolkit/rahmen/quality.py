"""A coder against codes of one's own: tables and figures of how good it is."""

import json
from pathlib import Path

import numpy as np
import pandas as pd

from .claims import accuracy, calibration, ranking
from .coders import CodebookClassifier, FrameClassifier, annotate
from .coders.texts import FAR
from .corpus import Notes, decode
from .tables import SENTENCES, indicator


def evaluate(data, coder=None, codes="frames", text="text", seed=None):
    """Compare a coder with reference codes.

    Parameters
    ----------
    data : str, pathlib.Path or pandas.DataFrame
        A JSONL file with one sentence a line, or a table: `text`, `codes` (a list of labels), and where they are known
        ``doc``, and ``before`` and ``after``: the sentences beside it, which the learned coder heeds.
    coder : estimator or str, optional
        A multi-label coder; ``"learned"`` (the shipped one, the default), ``"fast"`` (without its slow
        encoder), ``"codebook"``, or a file of a saved coder.
    codes, text : str
        The fields that hold the labels and the sentence.
    seed : int, optional
        Of the bootstrap over documents.

    Returns
    -------
    dict of str to pandas.DataFrame
        ``accuracy``, with a coder that gives scores ``ranking`` and ``calibration``, and the codes tables ``gold`` and
        ``codes`` that they come from.

    Raises
    ------
    ValueError
        The file is missing or broken, or holds a label that the coder does not know; line and mend are named.
    """
    rows = data.to_dict("records") if isinstance(data, pd.DataFrame) else _rows(Path(data), codes, text)
    coder = _coder(coder)
    _known(rows, codes, list(coder.classes_), "the table" if isinstance(data, pd.DataFrame) else Path(data).name)
    sentences, own = _placed(rows, text)
    given = annotate(sentences, coder, voice=False)
    given = given[np.repeat(own, len(coder.classes_))].reset_index(drop=True)
    number, lengths = np.repeat(np.arange(len(rows)), len(coder.classes_)), np.array([len(row[text]) for row in rows])
    given = given.assign(sentence=number, start=0, end=lengths[number])  # each by the number of its row
    gold = _gold(given, indicator([row[codes] for row in rows], list(coder.classes_)))
    found = {"accuracy": accuracy(gold, given, seed=seed), "gold": gold, "codes": given}
    if given["score"].notna().all():
        found |= {"ranking": ranking(gold, given, seed=seed), "calibration": calibration(gold, given, seed=seed)}
    return found


def write(found, out):
    """Write the tables and figures of :func:`evaluate` into a folder, which is made where it is missing."""
    from .views import evaluation

    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    for name in ("accuracy", "ranking", "calibration"):
        if name in found:
            found[name].to_csv(out / f"{name}.csv", index=False, lineterminator="\n")
    figures = {"confusion": evaluation.confusion(found["gold"], found["codes"])}
    if "ranking" in found:
        figures["precision_recall"] = evaluation.precision_recall(found["gold"], found["codes"])
        figures["calibration"] = evaluation.reliability(found["gold"], found["codes"])
    for name, figure in figures.items():
        figure.savefig(out / f"{name}.png")


def _coder(coder):
    if coder in (None, "learned", "fast"):
        return FrameClassifier.pretrained(fast=coder == "fast")
    if coder == "codebook":
        return CodebookClassifier()
    return FrameClassifier.load(coder) if isinstance(coder, str | Path) else coder


def _placed(rows, text):
    """Put each sentence between those beside it, where a row names them: a sentences table, and which are its own."""
    table, own, at, number = [], [], 0, 0
    for place, row in enumerate(rows):
        for name in ("before", text, "after"):
            if (row.get(name) and isinstance(row[name], str)) or name == text:
                table.append((str(row.get("doc", place)), number, at, at + len(row[name]), row[name], "body"))
                own.append(name == text)
                at, number = table[-1][3] + 1, number + 1
        at, number = at + 2 * FAR, number + 1  # the next is no neighbour
    return pd.DataFrame(table, columns=list(SENTENCES)), np.array(own)


def _known(rows, codes, known, name):
    """Refuse a label that the coder does not know."""
    for number, row in enumerate(rows, start=1):
        strange = sorted(set(row[codes]) - set(known))
        if strange:
            raise ValueError(
                f"{name}, sentence {number}: the coder does not know {strange[0]!r}; it knows {', '.join(known)}"
            )


def _gold(given, values):
    """Make a codes table of the reference, in the shape of the coder's."""
    columns = {"value": np.asarray(values, dtype=np.int8).ravel(), "score": np.nan}
    return given.assign(**columns, coder=pd.Categorical(["reference"] * len(given)))


def _rows(path, codes, text):
    if not path.is_file():
        raise ValueError(f"no file {str(path)!r}")
    rows = []
    for number, line in enumerate(decode(path.read_bytes(), path.name, Notes()).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise ValueError(f"{path.name}, line {number}: no JSON ({error.msg})") from None
        if not isinstance(row, dict) or not isinstance(row.get(text), str) or not isinstance(row.get(codes), list):
            raise ValueError(
                f"{path.name}, line {number}: needs {text!r}, a sentence, and {codes!r}, a list of labels; other "
                "fields are named with --text and --codes"
            )
        rows.append(row)
    if not rows:
        raise ValueError(f"{path.name} holds no sentence")
    return rows
