"""Turns of interviews and plays: who speaks where a name and a colon open what is said, »Roth: Wir bleiben …«."""

import re
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from .cues import rule
from .facts import facts
from .passages import Passage
from .words import FOLDED

_WORD = r"(?!\d)\w[\w.'’&/-]{0,40}"
_OPENER = re.compile(rf"({_WORD}(?: {_WORD}){{0,4}})(?: ?[(\[][^()\[\]\n]{{1,60}}[)\]])?:(?=\s|$)")
_WORDS = re.compile(r"\w+")
_SIGNED = re.compile(r"\([^()\d\n]{1,80}\d{1,2}\. ?\d{1,2}\. ?\d{2,4}\)")  # »(Ida Kranz, 3.5.2021)« behind an article
_REACH = 150  # the colon of an opener stands so near to its beginning
_LOOKED_AT = 600  # so much of a turn is asked whether somebody converses there
_ENOUGH = 3  # so many turns make a conversation


class Turn(NamedTuple):
    """A turn: where its name stands, how it is known, whether the text itself speaks there, and what is said."""

    label: tuple
    key: str
    own: bool
    spans: list


class _Opener(NamedTuple):
    """How a turn may begin: number of the sentence, where the name stands, its key, where what is said begins."""

    number: int
    label: tuple
    key: str
    begin: int


def find_turns(text, sentences):
    """Find the turns of a conversation.

    A name that opens turns is known by its last word: »Peter Kaiser:« and »Kaiser:« are the same. There are turns only
    where two names take them in turn, three times or more, in words of a conversation (»ich«, »Sie«, questions).

    Parameters
    ----------
    text : str
    sentences : list of tuple (int, int, str)
        Start, end and part of each sentence.

    Returns
    -------
    dict
        The turns, each under the place where its first sentence begins.

    Examples
    --------
    >>> from rahmen.german.sentences import split_text
    >>> text = "Frage: Bleiben Sie? Roth: Ja. Ich mag den Ort. Frage: Und wer noch? Roth: Wir alle."
    >>> [(turn.key, [text[a:b] for a, b in turn.spans]) for turn in find_turns(text, split_text(text)).values()][:2]
    [('?', ['Bleiben Sie?']), ('roth', ['Ja.', 'Ich mag den Ort.'])]
    """
    openers = _openers(text, sentences) if text.count(":") >= _ENOUGH else []
    taking = _taking_turns(text, sentences, openers) if len(openers) >= _ENOUGH else ()
    openers = [opener for opener in openers if opener.key in taking]
    if len(openers) < _ENOUGH or not _in_turn([opener.key for opener in openers]):
        return {}
    ends = [*(opener.number for opener in openers[1:]), len(sentences)]
    said = [_said(text, sentences, opener, end) for opener, end in zip(openers, ends, strict=True)]
    own = _own(text, openers, said)
    return {
        sentences[opener.number][0]: Turn(opener.label, opener.key, opener.key in own, spans)
        for opener, spans in zip(openers, said, strict=True)
    }


def put_turns(text, turns, found):
    """Add the passages of turns to those found; what their names told before of a single sentence gives way."""
    if not turns:
        return found
    labels = {turn.label for turn in turns.values()}
    own = {turn.label for turn in turns.values() if turn.own}
    kept = []
    for passage in found:
        if passage.speaker in labels and not passage.cue:
            if text[passage.spans[0][0]].isalnum():
                continue
            passage.speaker = None if passage.speaker in own else passage.speaker
        kept.append(passage)
    return [Passage(turn.spans, "direct", turn.label) for turn in turns.values() if turn.spans and not turn.own] + kept


def _openers(text, sentences):
    """Find the sentences that begin as a turn does."""
    found = []
    for number, (start, end, _) in enumerate(sentences):
        stop = min(start + _REACH, end)
        match = _OPENER.match(text, start, stop) if text.find(":", start, stop) > 0 else None
        key = _key(match[1].split()) if match else ""
        if key:
            found.append(_Opener(number, match.span(1), key, match.end()))
    return found


def _key(words):
    """Give the word by which a name is known, "" for what is none: »Fazit«, »Das Ergebnis«; "?" for who asks."""
    known, folded = facts("speech")["turn"], [FOLDED[word.rstrip(".")] for word in words]
    small = [n for n, word in enumerate(words) if not word[0].isupper() and folded[n] not in known["particles"]]
    if small or not words[-1][0].isupper() or len([word for word in words if word[0].isupper()]) > 4:
        return ""
    outlet, last = folded[-1] in known["outlets"], folded[-1]
    if folded[0] in facts("speech")["phrase"]["determiners"] and not outlet and not "".join(words).isupper():
        return ""  # »Der Grund: …«, but »DER MANN: …« in a play
    if outlet or last in known["asking"]:
        return "?"
    nameless = last in known["no_name"] or last in rule("no_turn") or folded[0] in known["no_name"]
    return "" if nameless or folded[0] in facts("speech")["phrase"]["not_first"] else last


def _taking_turns(text, sentences, openers):
    """Give the names of those who converse: twice, in capitals or asked, often enough with »ich«, »Sie« or »?«."""
    turns, talking = Counter(opener.key for opener in openers), Counter()
    ends = [*(sentences[opener.number][0] for opener in openers[1:]), len(text)]
    for opener, end in zip(openers, ends, strict=True):
        talking[opener.key] += _converses(text[opener.begin : min(end, opener.begin + _LOOKED_AT)])
    asked = {opener.key for before, opener in pairwise(openers) if before.key == "?"}  # who answers may do so once
    caps = {opener.key for opener in openers if text[slice(*opener.label)].isupper()}
    known = {key for key, n in turns.items() if n > 1} | asked | caps | {"?"}
    return {key for key in known if talking[key] and talking[key] * 3 >= turns[key]}


def _converses(said):
    words = _WORDS.findall(said)
    known = facts("speech")["turn"]
    polite = any(word in known["polite"] for word in words[1:])
    return "?" in said or polite or not rule("author").isdisjoint(map(str.casefold, words))


def _in_turn(keys):
    """Tell whether the names change often enough: in a list of results they need not."""
    changes = sum(a != b for a, b in pairwise(keys))
    return 1 < len(set(keys)) < len(keys) and changes * 2 >= len(keys) - 1


def _said(text, sentences, opener, end):
    """Give what is said in a turn, sentence by sentence, without what stands in brackets and what follows the talk."""
    begin = sentences[opener.number][1]
    begin -= len(text[opener.begin : begin].lstrip())
    spans, inside = [], False
    first = [(begin, *sentences[opener.number][1:])] if text[begin : sentences[opener.number][1]] else []
    last, before = end == len(sentences), begin
    for a, b, part in first + sentences[opener.number + 1 : end]:
        sentence, gap, before = text[a:b], text[before:a], b
        if a > begin and _follows(sentence, opener.key):
            break
        if last and a > begin and "\n" in gap and not _converses(text[a : a + _LOOKED_AT].split("\n", 1)[0]):
            break  # the article goes on behind the talk
        signed = _SIGNED.search(sentence)
        if signed:
            spans += [(a, a + len(sentence[: signed.start()].rstrip()))] if signed.start() else []
            break
        opened = sentence[0] in "([" and (sentence.count(")") + sentence.count("]") < 1 or sentence[-1] in ")]")
        if not (inside or opened or part in ("headline", "repeat")):
            spans.append((a, b))
        inside = (inside or opened) and sentence[-1] not in ")]"
    return spans


def _follows(sentence, key):
    """Tell a sentence that follows the talk: »Zur Person …«, »Peter Kaiser (61) ist …«."""
    words = [FOLDED[word] for word in _WORDS.findall(sentence[:_REACH])[:5]]
    return key in words[:3] or any(words[: len(ends)] == ends for ends in facts("speech")["turn"]["behind"])


def _own(text, openers, said):
    """Give the names whose turns are the text's own: who asks by name, else by the questions; who answers for it."""
    keys = Counter(opener.key for opener in openers)
    own = {key for key in keys if key == "?" or key in facts("speech")["turn"]["answering"]}
    if own:
        return own
    last = [text[spans[-1][1] - 1] if spans else "" for spans in said]
    asked = Counter(opener.key for opener, mark in zip(openers, last, strict=True) if mark == "?")
    own = {key for key, n in keys.items() if n > 1 and asked[key] * 2 > n}
    return own if own != set(keys) else set()
