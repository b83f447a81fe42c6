"""What a number says, in words, and what it does not."""

from .bootstrap import FEW

_TAKEN = "No inclusion probabilities are given with the coded sentences: they are taken as drawn with equal chance."
_DRAWN = "The correction holds for coded sentences that were drawn with the probabilities given, not picked."
_ASSUMED = (
    "Error rates measured elsewhere are assumed to hold in these texts too; if the coder errs more or less here, the "
    "adjusted shares are wrong, and no interval tells it."
)
_MACHINE = "Errors of the coder are not corrected: the intervals tell of the documents alone."
_SINGLE = "With one document in a group its shares are described; nothing may be said of others like it."


def share(row):
    """Say one row of :func:`rahmen.prevalence`."""
    return _SAY[row.method](row)


def note(table, gold, errors, left_out):
    """State what may and may not be said of a table of :func:`rahmen.prevalence`."""
    methods = set(table["method"])
    said = [_MACHINE] if gold is None and errors is None else []
    if methods & {"corrected", "cautious", "within the document"}:
        said.append(_DRAWN if "probability" in gold else _TAKEN)
    if "adjusted" in methods:
        said.append(_ASSUMED)
    if len(table) and (table["docs"] == 1).any():
        said.append(_SINGLE)
    return " ".join([*said, left_out]).strip()


def _counted(row):
    return f"{round(row.naive * row.n)} of {row.n} sentences ({row.naive:.1%})"


def _bootstrap(row):
    few = "; few documents, so it may be too narrow" if row.docs < FEW else ""
    return f"{_counted(row)} in {row.docs} documents; interval {row.low:.1%} to {row.high:.1%}{few}"


def _described(row):
    return f"{_counted(row)} in one document: described, no interval can be given"


def _none(row):
    said = f"none in {row.n} sentences of {row.docs} documents"
    return f"{said}, which does not show that there is none: no interval"


def _alike(row):
    return f"{_counted(row)}, alike in all {row.docs} documents: no interval can be given"


def _corrected(row):
    few = "; few documents, so it may be too narrow" if row.docs < FEW else ""
    said = f"{row.share:.1%} ({row.low:.1%} to {row.high:.1%}) of {row.n} sentences in {row.docs} documents"
    return f"{said}, corrected by {row.coded} coded ones; the machine alone says {row.naive:.1%}{few}"


def _cautious(row):
    return f"{_corrected(row)}; few coded sentences tell of it, so the interval is a cautious one from them alone"


def _within(row):
    said = f"{row.share:.1%} ({row.low:.1%} to {row.high:.1%}) of the {row.n} sentences of this one document"
    return f"{said}, corrected by {row.coded} coded ones; the machine alone says {row.naive:.1%}: described"


def _complete(row):
    return f"{row.share:.1%} of the {row.n} sentences of this one document, all of them coded: described"


def _adjusted(row):
    said = f"{row.share:.1%} ({row.low:.1%} to {row.high:.1%}) of {row.n} sentences"
    said += f", if the coder errs here as where its errors were measured; it says {row.naive:.1%}"
    return said + (" of this one document: described" if row.docs == 1 else f", in {row.docs} documents")


def _not_corrected(row):
    return f"{_counted(row)} by the machine alone: of its errors with this label too little is known that holds here"


_SAY = {
    "document bootstrap": _bootstrap,
    "described": _described,
    "none found": _none,
    "no spread": _alike,
    "corrected": _corrected,
    "cautious": _cautious,
    "within the document": _within,
    "all coded": _complete,
    "adjusted": _adjusted,
    "not corrected": _not_corrected,
}


_ONE = (
    "One document stands against the others: its shares and its place among them are described. Nothing may be said "
    "about whether its outlet, its author or texts like it use a frame more often."
)
_SOME = (
    f"A group has fewer than {FEW} documents: its shares are described. With so few a bootstrap of documents would "
    "claim differences that are none far too often, so no verdict is given."
)
_MANY = (
    "The intervals hold for all labels together ({level:.0%}, max-t over a bootstrap of documents), so that several "
    "may be read at once. They tell of these documents as a sample; if they are none, they describe."
)


def comparison(fewest, level, gold, errors, left_out):
    """State what may and may not be said of a table of :func:`rahmen.compare`."""
    said = [_ONE if fewest == 1 else _SOME if fewest < FEW else _MANY.format(level=level)]
    if gold is not None:
        said.append(_DRAWN if "probability" in gold else _TAKEN)
    if errors is not None:
        said.append(_ASSUMED)
    return " ".join([*said, left_out]).strip()


def difference(row, a, b):
    """Say one row of :func:`rahmen.compare`."""
    if row.verdict == "described" and row.docs_a > 1 and row.docs_b > 1:
        return f"{a} {row.share_a:.1%}, {b} {row.share_b:.1%}: described, too few documents for a verdict"
    if row.verdict == "described":
        single, others, docs = (a, b, row.docs_b) if row.docs_a == 1 else (b, a, row.docs_a)
        own, theirs = (row.share_a, row.share_b) if row.docs_a == 1 else (row.share_b, row.share_a)
        place = f"place {row.rank:.0f} among {docs + 1} documents" if row.rank == row.rank else "no place"
        place += "" if row.method == "machine" else " by the machine's own count"
        return f"{single} {own:.1%}, {others} {theirs:.1%}; {place}: described, no claim beyond these documents"
    if row.verdict == "none found":
        return f"in no document of {a} or {b}"
    said = f"{a} {row.share_a:.1%}, {b} {row.share_b:.1%}: difference {row.difference * 100:+.1f} points"
    if row.verdict == "no spread":
        return f"{said}; the documents of each group do not differ, so no interval can be given"
    return f"{said} ({row.low * 100:+.1f} to {row.high * 100:+.1f}), {row.verdict}{_BY[row.method]}"


_BY = {
    "machine": "",
    "corrected": "; corrected by coded sentences",
    "cautious": "; corrected, by a cautious interval, for few coded sentences tell of it",
    "adjusted": "; adjusted by error rates from elsewhere",
    "not corrected": "; not corrected: of the machine's errors with this label too little is known that holds here",
}
