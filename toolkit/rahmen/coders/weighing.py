"""Status and voice of a label, weighed: what the rules told of its clause, and the words around its evidence."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from ..german.facts import facts
from ..german.generic import is_generic
from ..german.words import Words, fold
from .store import about, read, shipped

NEAR = 4  # words on either side of the evidence
RARE = 6  # cases that a feature must stand in
STRENGTH = 0.1
EVEN = {"status": 0.25, "voice": 0.55}  # how far rare values are favoured: 1 as if all were equally frequent
TRUST = {"status": 0.5, "voice": 1.0}  # log-odds by which the rules' word counts more than it proved right
MARKS = frozenset("„“”»«" + '"')
TOLD = ("status", "voice")


@dataclass(frozen=True)
class Case:
    """A label that is present, and what is known of it.

    Attributes
    ----------
    label : str
    text : str
        The sentence.
    start : int
        Where the sentence begins in its document.
    at : int or None
        Where the evidence begins, in code points of the document; None where it is the whole sentence.
    status, voice : str
        What the rules told.
    clause : Clause
        The clause that bears the evidence.
    clauses : list of Clause
        All clauses of the sentence.
    denials : list of tuple (int, set of int)
        The words of the sentence that deny, and what each denies, as :func:`rahmen.german.negation.find_scopes` tells.
    before : Clause or None
        The main clause of the sentence before.
    """

    label: str
    text: str
    start: int
    at: int | None
    status: str
    voice: str
    clause: object
    clauses: list
    denials: list
    before: object = None


def features(case):
    """Name what speaks for a status or a voice.

    Parameters
    ----------
    case : Case

    Returns
    -------
    set of str
    """
    words = Words(case.text)
    folded = [fold(form) for form in words.forms]
    spans = [(a + case.start, b + case.start) for a, b in words.spans]
    inside = {word for word, (a, _) in zip(folded, spans, strict=True) if case.clause.start <= a < case.clause.end}
    found = {f"word {word}" for word in inside} | _of_clauses(case)
    found.add("asks" if "?" in case.text[-2:] else "states")
    found.add(f"marks {min(3, sum(mark in MARKS for mark in case.text))}")
    if case.at is None:
        return found | {"whole sentence"}
    place = next((n for n, (_, b) in enumerate(spans) if b > case.at), len(spans) - 1)
    return found | _around(case.label, folded, place) | _denials(case, folded, spans, place)


def _of_clauses(case):
    main = next(clause for clause in case.clauses if clause.main)
    before = case.before.voice if case.before else "none"
    found = {
        f"label {case.label}", f"status {case.status}", f"voice {case.voice}", f"both {case.status} {case.voice}",
        f"{case.label} {case.status}", f"{case.label} {case.voice}", f"main status {main.status}",
        f"main voice {main.voice}", f"status of main {main.status} {case.status}",
        f"voice of main {main.voice} {case.voice}", f"before {before}", f"before {before} {case.voice}",
        "main" if case.clause.main else "other", f"speaker {_speaker(case.clause.speaker)}",
    }  # fmt: skip
    others = [clause for clause in case.clauses if clause is not case.clause]
    return found | {f"beside {clause.status}" for clause in others} | {f"beside {clause.voice}" for clause in others}


def _speaker(name):
    if not name:
        return "none"
    words = name.split()
    if len(words) == 1 and words[0][0].islower():
        return "pronoun"
    return "generic" if is_generic(words) else "name"


def _around(label, folded, place):
    found = {f"evidence {folded[place]}", f"{label} {folded[place]}"}
    for there in range(max(0, place - NEAR), min(len(folded), place + NEAR + 1)):
        if there != place:
            found |= {f"near {folded[there]}", f"{'left' if there < place else 'right'} {folded[there]}"}
    return found


def _denials(case, folded, spans, place):
    found = set()
    for cue, scope in case.denials:
        reached = "denied" if place in scope else "not denied"
        clause = "here" if case.clause.start <= spans[cue][0] < case.clause.end else "elsewhere"
        far = f"{'left' if cue < place else 'right'} {min(3, abs(cue - place) // 3)}"
        found |= {
            reached, f"{reached} {folded[cue]}", f"{reached} {far}", f"{reached} {case.label}", f"{reached} {clause}",
            f"{reached} {clause} {case.label}",
        }  # fmt: skip
    return found or {"no denial"}


def learn(cases, status, voice, weight):
    """Learn what features weigh for status and voice, by logistic regression.

    Parameters
    ----------
    cases : list of Case
    status, voice : sequence of str
        As people coded them.
    weight : sequence of float
        How much each case counts.

    Returns
    -------
    known : dict
        Labels, names of the features and values, as JSON can hold them.
    arrays : dict of str to numpy.ndarray
    """
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression

    counter = CountVectorizer(analyzer=lambda names: names, min_df=RARE, binary=True)
    table = counter.fit_transform([sorted(features(case)) for case in cases])
    names = counter.get_feature_names_out().tolist()
    known, arrays = {"labels": sorted({case.label for case in cases}), "features": names}, {}
    for what, told in (("status", status), ("voice", voice)):
        fitted = LogisticRegression(C=STRENGTH, max_iter=2000).fit(table, told, sample_weight=weight)
        known[what] = fitted.classes_.tolist()
        shares = np.array([np.mean(np.asarray(told) == value) for value in known[what]])
        sides = np.array([[-0.5], [0.5]]) if len(shares) == 2 else np.eye(len(shares))
        weights = (sides @ fitted.coef_).T
        for column, value in enumerate(known[what]):
            weights[[name == f"{what} {value}" for name in names], column] += TRUST[what]
        base = sides @ fitted.intercept_ - EVEN[what] * np.log(shares)
        arrays |= {what: weights.astype(np.float32), f"{what}_base": base.astype(np.float32)}
    return known, arrays


class Weights:
    """Weights of features for the values of status and voice, read from a model file."""

    def __init__(self, known, arrays):
        self.labels = frozenset(known["labels"])
        self.place = {name: n for n, name in enumerate(known["features"])}
        self.values = {what: known[what] for what in TOLD}
        self.arrays = arrays

    def tell(self, case):
        """Give status and voice of a case: tuple of str."""
        rows = sorted(self.place[name] for name in features(case) if name in self.place)
        told = []
        for what in TOLD:
            score = self.arrays[what][rows].sum(axis=0) + self.arrays[f"{what}_base"]
            told.append(self.values[what][int(np.argmax(score))])
        return ("asked" if puts_question(case) else told[0]), told[1]


def puts_question(case):
    """Tell a question that is put in words, »bleibt die Frage, ob …«: too rare to be learned, so the rules decide."""
    if case.status != "asked" or "?" in case.text[-2:]:
        return False
    return not frozenset(facts("status")["open"]["asking"]).isdisjoint(map(fold, Words(case.text).forms))


@cache
def shipped_weights():
    """Read the weights that come with the package."""
    path = shipped("voices")
    return Weights(about(path), read(path))
