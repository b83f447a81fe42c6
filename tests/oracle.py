"""A plain reading of the codebook language, one sentence and word after the other: what the fast road must equal."""

import re
from functools import cache

from rahmen.german.boundaries import find_boundaries, is_crowded, may_hold_emoji
from rahmen.german.parts import find_blocks, tell_parts
from rahmen.german.words import Words, fold, is_address
from tests.oracle_denial import negated_places


@cache
def fits(glob, form):
    """Tell whether a word form is what a glob says."""
    if is_address(form):
        return False
    if glob == "*":
        return True
    if glob[0].isupper() and not any(part[:1].isupper() for part in form.split("-")):
        return False
    return any(regex(glob).fullmatch(word) for word in spellings(form))


@cache
def regex(glob):
    return re.compile(".*".join(re.escape(fold(piece)) for piece in glob.split("*")))


@cache
def spellings(form):
    return {fold(form), *(fold(part) for part in form.split("-") if part)}


def follow(pattern, words, place, n=0):
    """Give the places of a pattern's words from its word n at `place` on, or None; what comes first is tried first."""
    if not any(fits(glob, words.forms[place]) for glob in pattern.words[n]):
        return None
    if n == len(pattern.words) - 1:
        return (place,) if not (pattern.clause_end and n) or words.ends_clause(place) else None
    gap = pattern.gaps[n + 1]
    if not gap and words.breaks[place]:
        return None
    for there in range(place + 1, min(place + 2 + gap, len(words))):
        rest = follow(pattern, words, there, n + 1)
        if rest:
            return (place, *rest)
    return None


def matches(rules, words):
    """Give (places, number of the pattern, rule) for each way in which one of the rules stands in a sentence."""
    patterns = [(pattern, rule) for rule in rules for pattern in rule.patterns]
    for n, (pattern, rule) in enumerate(patterns):
        for place in range(len(words)):
            places = follow(pattern, words, place)
            if places:
                yield places, n, rule


def evidence(book, text):
    """Give the evidence of one text: a list of (label, start, end, text, weight, rule)."""
    words = Words(text)
    groups = {name for name, rules in book.groups.items() if any(True for _ in matches(rules, words))}
    found = []
    for label in book.labels:
        barred = {place for places, _, _ in matches(label.exclude, words) for place in places}
        hits = [
            (places, n, rule)
            for places, n, rule in matches(label.rules, words)
            if not barred.intersection(places)
            and (not rule.needs or groups.intersection(rule.needs))
            and not groups.intersection(rule.bars)
        ]
        found += _rows(book, label, words, hits)
    return found


def _rows(book, label, words, hits):
    hits.sort(key=lambda hit: (-hit[2].weight, -len(hit[0]), hit[0], -len(hit[2].source), hit[1]))
    taken, weak, kept = set(), set(), []
    for places, _, rule in hits:
        if not taken.intersection(places) and not (rule.weight < 1 and rule.source in weak):
            taken.update(places)
            weak.add(rule.source)
            kept.append((places, rule))
    denied = negated_places(words) if book.negation != "keep" else set()
    for places, rule in sorted(kept, key=lambda hit: hit[0]):
        name, source = label.name, rule.source
        if denied.intersection(places):
            name, source = label.opposite if book.negation == "turn" else "", f"not {source}"
        if name:
            start, end = words.spans[places[0]][0], words.spans[places[-1]][1]
            yield name, start, end, words.text[start:end], rule.weight, source


def split(text, title=None):
    """Give (start, end, part) of each sentence of one text: block after block, mark after mark."""
    blocks, sentences = find_blocks(text), []
    parts = tell_parts(text, blocks, title)
    for place, (begin, end) in enumerate(blocks):
        block, part = text[begin:end], parts.get(place, "body")
        cuts = [] if part in ("headline", "repeat") else find_boundaries(block, is_crowded(text), may_hold_emoji(text))
        for a, b in zip([0, *cuts], [*cuts, len(block)], strict=True):
            stripped = block[a:b].strip()
            if stripped:
                first = begin + a + block[a:b].index(stripped[0])
                sentences.append((first, first + len(stripped), part))
    return sentences
