"""Polarity of German words: the lexicon that textblob-de brings, read offline and mended in data.

The lexicon's known faults are mended here: its nouns stand capitalised and are looked up in small letters, so half of
it never matches there; inflected forms are missing; some values are odd. What is mended stands in ``polarity.toml``.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

from .facts import facts
from .words import PerForm, fold, fold_all, is_address


@cache
def lexicon():
    """Read the lexicon with its corrections and additions: a dict of folded form to polarity in [−1, 1].

    Raises
    ------
    ModuleNotFoundError
        textblob-de is not installed.

    Examples
    --------
    >>> lexicon()["widerlich"] < 0 < lexicon()["vertrauen"]
    True
    """
    spec = find_spec("textblob_de")  # found, not imported: importing it takes a second
    if spec is None:
        raise ModuleNotFoundError("the polarity lexicon comes with textblob-de: python -m pip install textblob-de")
    file = Path(spec.submodule_search_locations[0]) / "data" / "de-sentiment.xml"
    values = {}
    for word in ElementTree.parse(file).getroot().iter("word"):
        value = float(word.get("polarity"))
        form = fold(word.get("form"))
        values[form] = value if abs(value) > abs(values.get(form, 0.0)) else values.get(form, value)
    known = facts("polarity")
    for table in ("additions", "corrections"):
        values.update({fold(form): float(value) for form, value in known[table].items() if "*" not in form})
    return values


@cache
def _starred():
    """Give the beginnings that have a polarity, and their first three letters."""
    known = facts("polarity")
    begins = {
        fold(form[:-1]): float(value)
        for table in ("additions", "corrections")
        for form, value in known[table].items()
        if form.endswith("*")
    }
    return begins, {begin[:3] for begin in begins}


@cache
def _endings():
    """Give the rules on endings: as they are, and by the last letter, in their order, what they strip and put there."""
    rules, by_letter = facts("polarity")["endings"], {}
    for rule in rules["rules"]:
        by_letter.setdefault(rule["strip"][-1], []).append((rule["strip"], rule["to"]))
    return rules, by_letter


@cache
def _last_letters():
    """Give the last three letters of all words of the lexicon: most words end otherwise, and are no compounds of it."""
    return {word[-3:] for word in lexicon()}


@cache
def intensifiers():
    """Give the words that strengthen or weaken the next one: a dict of folded form to factor."""
    return {fold(form): float(value) for form, value in facts("polarity")["intensifiers"].items()}


def polarities(forms):
    """Give the polarity of word forms, 0.0 where one has none: a list of float.

    >>> polarities(["Vertrauen", "Tisch"])[1]
    0.0
    """
    return [0.0 if is_address(f) else _of_word(word) for f, word in zip(forms, fold_all(forms), strict=True)]


def _of_word(word):
    found = _listed(word)
    if found is None and "-" in word:
        found = _listed(word.rsplit("-", 1)[-1])
    return found or 0.0


def _listed(word):
    values, (begins, heads) = lexicon(), _starred()
    starred = None
    if word[:3] in heads:
        starred = next((begins[word[:n]] for n in range(len(word), 2, -1) if word[:n] in begins), None)
    if word in values or starred is not None:
        return values.get(word, starred)
    rules, by_letter = _endings()
    for strip, to in by_letter.get(word[-1:], ()):
        if word.endswith(strip):
            base = word.removesuffix(strip) + to
            if len(base) > 3 and base in values:
                return values[base]
    if word.startswith("ge"):
        for ending in rules["participle"]:
            if word.endswith(ending) and len(word) > len(ending) + 4 and word[2 : -len(ending)] + "en" in values:
                return values[word[2 : -len(ending)] + "en"]
    return _compound(word, values, rules["compound"])


def _compound(word, values, shortest):
    """Give the polarity of the longest last part of a compound that the lexicon has."""
    if word[-3:] not in _last_letters() and word[-4:-1] not in _last_letters():
        return None
    for cut in range(3, len(word) - shortest + 1):
        part = word[cut:]
        if part in values:
            return values[part]
        if part[:-1] in values and part[-1] in "sne" and len(part) > shortest:
            return values[part[:-1]]
    return None


polarity = PerForm(lambda form: polarities([form])[0])
"""The polarity of each word form: ``polarity["Vertrauen"]``."""
