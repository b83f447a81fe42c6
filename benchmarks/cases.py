"""Written cases for splitting and for voice, and how they are judged; used by the tests and the benchmarks."""

import csv
import json
from pathlib import Path

DATA = Path(__file__).parent.parent / "tests" / "data"
CASES = DATA / "sentence_cases.txt"


def sentence_cases(path=CASES):
    """Yield kind, text and the starts of all sentences but the first.

    In the file ‖ marks a boundary in place of the space, and a written \\n stands for a line break.
    """
    kind = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            kind = line[2:]
        elif line:
            yield kind, *_take_apart(line.replace("\\n", "\n"), "missing space" in kind)


def _take_apart(line, glued):
    text, starts = "", []
    for number, piece in enumerate(line.split("‖")):
        if number:
            text += "" if glued or piece.startswith("\n") else " "
            starts.append(len(text) + len(piece) - len(piece.lstrip()))
        text += piece
    return text, set(starts)


def f1(tp, fp, fn):
    return 2 * tp / (2 * tp + fp + fn) if tp else 0.0


def boundary_counts(pairs):
    """Sum true positives, false positives and misses over pairs of (gold starts, found starts)."""
    tp = fp = fn = 0
    for gold, found in pairs:
        tp, fp, fn = tp + len(gold & found), fp + len(found - gold), fn + len(gold - found)
    return tp, fp, fn


def voice_pairs(name):
    """Read written sentences with a word in focus, and status, voice and speaker of the clause that it stands in."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def voice_sentences():
    """Read written sentences between their neighbours: whether attributed, whether hedged or asked, and by whom."""
    return list(map(json.loads, (DATA / "voice_sentences.jsonl").read_text(encoding="utf-8").splitlines()))


def clause_at(clauses, place):
    """Give the smallest clause that holds a place of the text, a denied one first."""
    holding = clauses[(clauses["start"] <= place) & (place < clauses["end"])]
    denied = holding.sort_values("status", key=lambda status: status != "negated", kind="stable")
    return denied.loc[(denied["end"] - denied["start"]).idxmin()]
