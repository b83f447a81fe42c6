"""A codebook as a dictionary of globs for quanteda (R), and what such a dictionary cannot say."""

import json
from collections import Counter
from itertools import product

from .model import load_codebook

_HEAD = """\
# Codebook {name} {version} as a dictionary for quanteda (R):
#   dict <- dictionary(file = "{name}.yml", format = "YAML")
#   dfm(tokens_lookup(tokens(corpus), dict))
# Globs and phrases only. A dictionary has no means for gaps between words, separable verbs that are parted, words that
# must or must not stand beside, weights below the threshold and exclusions; quanteda regards no capitals and does not
# fold ä/ae, ß/ss and gender forms. So its counts differ from those of rahmen.
# {kind}
"""
_STRICT = "Indicators that need any of these are left out."
_LOOSE = "Indicators with conditions on other words, or with low weights, stand here without these: more is found."


def to_quanteda(codebook="frames", loose=False):
    """Write a codebook as a dictionary for quanteda, in YAML.

    Parameters
    ----------
    codebook : str, pathlib.Path or Codebook, default "frames"
    loose : bool, default False
        Take indicators with conditions (``with``, ``without``, a weight below the threshold) without these, instead of
        leaving them out.

    Returns
    -------
    text : str
        A key a label, its globs and phrases below; what is missing stands beside it, in comments.
    notes : collections.Counter
        How often something could not be expressed, by (label, what, why).

    Raises
    ------
    CodebookError
        The codebook cannot be read.

    Examples
    --------
    >>> text, notes = to_quanteda()
    >>> '  - "boykott*"' in text, len(to_quanteda(loose=True)[0]) > len(text)
    (True, True)
    """
    book, notes = load_codebook(codebook), Counter()
    lines = [_HEAD.format(name=book.name, version=book.version, kind=_LOOSE if loose else _STRICT).rstrip("\n")]
    for label in book.labels:
        globs, remarks = _label(label, book, loose, notes)
        lines += [f"{json.dumps(label.name)}:" if globs else f"# {label.name}: nothing of it can be expressed"]
        lines += [f"  - {json.dumps(glob, ensure_ascii=False)}" for glob in globs]
        lines += [f"  # {remark}" for remark in remarks]
    if book.negation != "keep":
        notes["all labels", "rules lost", "what a denial does (negation) is not known there"] += 1
    return "\n".join(lines) + "\n", notes


def _label(label, book, loose, notes):
    """Give the globs of a label, and what has to be remarked on it."""
    globs, remarks = {}, []
    for rule in label.rules:
        why = _condition(rule, book.threshold)
        found = {} if why and not loose else _globs(rule)
        whole = len(found) and all(_plain(pattern) for pattern in rule.patterns)
        if why:
            what = "indicators loosened" if found else "indicators left out"
        else:
            what = "indicators partly left out" if found else "indicators left out"
            why = "" if whole else "a gap between words or a parted verb"
        globs |= found
        if why:
            notes[label.name, what, why] += 1
            remarks.append(f"{what}: {rule.source} ({why})")
    for rule in label.exclude:
        notes[label.name, "exclusions lost", "a dictionary has none"] += 1
        remarks.append(f"exclusions lost: {rule.source}")
    return list(globs), remarks


def _condition(rule, threshold):
    """Say on what else an indicator depends; "" where it suffices alone."""
    if rule.needs or rule.bars:
        return "other words must or must not stand beside"
    return "it does not suffice alone (weight)" if rule.weight < threshold else ""


def _plain(pattern):
    return not pattern.clause_end and not any(pattern.gaps)


def _globs(rule):
    """Write the plain patterns of an indicator out as globs and phrases, in order and each once: a dict."""
    found = {}
    for pattern in filter(_plain, rule.patterns):
        found |= dict.fromkeys(" ".join(words) for words in product(*pattern.words))
    return found
