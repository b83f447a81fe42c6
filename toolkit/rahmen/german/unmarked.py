"""Direct speech without quotation marks that goes on: »Wir bleiben, sagte X. Unser Ort lebt«."""

from bisect import bisect_left, bisect_right
from functools import cache
from operator import itemgetter

from .clauses import IN_T
from .cues import rule
from .facts import facts
from .generic import is_generic
from .passages import Passage
from .speakers import is_thing, subject, subject_of

MANY = 4  # so many loose sentences in the first person a text may have for each that shows that it quotes
ENOUGH = 2  # so many sentences that tell something make a newspaper of a text
_PAUSES = frozenset(",–—")
_CUES = frozenset({"say", "think", "act", "part", "so"})


def find_unmarked(text, parsed, found, quotes):
    """Find what goes on with direct speech that no marks enclose, told by its first person.

    A text shows that it quotes without marks by a told part in the first person whose cue is put in or trails, »Wir
    bleiben, sagte Anna Roth«. The speaker holds the sentences in the first person beside it, and behind a person and a
    colon the first person is that person's. An author who says »ich« before all that speaks for himself, unless the
    text tells more than it says in the first person, as newspapers do.

    Parameters
    ----------
    text : str
    parsed : list of rahmen.german.clauses.Sentence
        All sentences of the text.
    found : list of Passage
        What is known to be told.
    quotes : list of tuple (int, int)
        Quotations, in order: the first person in these shows nothing.

    Returns
    -------
    list of Passage
    """
    firsts = [number for number, sentence in enumerate(parsed) if not sentence.vocabulary.isdisjoint(_first())]
    if not firsts:
        return []
    told = _by_sentence(parsed, found)
    seen = {number: _Seen(parsed[number], told.get(number, ()), quotes) for number in firsts}
    quoting, telling = _quotes(seen, told)
    if not quoting:
        return []
    seen = [seen.get(number) or _Seen(sentence, told.get(number, ())) for number, sentence in enumerate(parsed)]
    added, between, paused, end = [], [], False, 0  # one sentence between two in the first person is a pause
    speaker = near = None  # who goes on, and who spoke last
    for number, one in enumerate(seen):
        broken = "\n" in text[end : one.span[0]]
        speaker = None if broken else speaker
        end = one.span[1]
        opened = one.opened
        if opened:
            known = any(passage is opened for _, _, passage in one.here)
            added += [] if known or not opened.cue else [opened]
            added += [Passage([span], "direct", opened.speaker, (), opened.name) for span in one.rest(opened)]
            speaker, between, paused = opened, [], False
        elif one.loose:
            own = one.named()
            who = own or speaker or (telling and (_next(seen, number) or near))
            spans = [*between, *((one.rest(own) or [one.before(own)]) if own else [one.span])]
            added += [Passage(spans, "direct", who.speaker, (), who.name)] if who else []
            between, paused = [], False
        else:
            ends = paused or one.here or broken or one.sentence.headline
            speaker, paused = None if ends else speaker, True
            between = [one.span] if speaker and one.sentence.folded[:1] in _joined() else []
        near = opened or one.named() or near
    return added


class _Seen:
    """A sentence, what is told in it, where its first person stands loose, and who is shown to say it."""

    loose, opened, shown, inverted, led = (), None, None, None, None

    def __init__(self, sentence, here, quotes=None):
        self.sentence, self.here = sentence, here
        self.span = (sentence.offset, sentence.offset + len(sentence.text))
        marks = _marks(sentence, quotes) if quotes is not None else ()
        if not marks:
            return
        ats = [sentence.span(place, place + 1)[0] for place in marks]
        union = _union(here)
        self.loose = [place for place, at in zip(marks, ats, strict=True) if not _within(at, union)]
        self.shown = _opened(sentence, ats, here)
        self.inverted = None if self.shown else _inverted(sentence, marks)
        self.led = _led(sentence, self.loose) if self.loose and not (self.shown or self.inverted) else None
        self.opened = self.shown or self.inverted or self.led

    def named(self):
        """Give a passage of the sentence told by a verb, and by a person or those who speak, or None."""
        s = self.sentence
        for _, _, passage in self.here:
            if passage.kind == "reported" or not (passage.cue and passage.speaker):
                continue
            cue, who = _place(s, passage.cue[0][0]), _place(s, passage.speaker[0])
            verb = cue is not None and not _CUES.isdisjoint(s.roles[cue])
            if verb and who is not None and not is_thing(s, (who, _place(s, passage.speaker[1] - 1) + 1)):
                return passage
        return None

    def before(self, own):
        """Give what stands before a cue, »Ich gehe, kündigte X an«, or else the whole sentence."""
        place = _place(self.sentence, own.cue[0][0])
        first = self.sentence.chunks[self.sentence.chunk_of[place]][0]
        return self.sentence.span(0, first) if first else self.span

    def rest(self, opened):
        """Give what the speaker says in the first person in the same sentence behind his cue, or behind the colon."""
        if not opened.cue:
            return opened.spans
        s, cue = self.sentence, opened.cue[0][0] - self.span[0]
        firsts = [s.chunks[s.chunk_of[place]][0] for place in self.loose]
        behind = [first for first in firsts if s.spans[first][0] > cue]
        return [s.span(behind[0], len(s))] if behind else []


def _quotes(seen, told):
    """Tell whether a text quotes without marks, and whether it tells so much that all its first person is quoted."""
    shown = sum(one.shown is not None for one in seen.values())
    led = any(one.led for one in seen.values())
    inverted = [number for number, one in seen.items() if one.inverted]
    told = len(told.keys() | inverted)
    if not shown and (not led or told < ENOUGH):
        return False, False  # a colon alone shows too little, and a verb that trails may be no cue
    loose = [number for number, one in seen.items() if one.loose and not one.opened]
    telling = shown > 0 and told > len(loose) and len(loose) <= MANY * (shown + len(inverted))
    first = next(number for number, one in seen.items() if one.opened)
    return telling or not loose or loose[0] > first, telling


def _next(seen, number):
    """Give who speaks a little further on, where the first person goes on up to his cue: »Ich … Wir …, sagte X«."""
    ahead = next((one for one in seen[number + 1 : number + 4] if not one.loose or one.opened), None)
    return ahead.opened if ahead else None


def _by_sentence(parsed, found):
    """Give for each sentence, by its number, the spans that are told in it, each with its passage."""
    begins, told = [sentence.offset for sentence in parsed], {}
    for passage in found:
        for a, b in passage.spans:
            first = max(bisect_right(begins, a) - 1, 0)
            for number in range(first, max(bisect_right(begins, b - 1), first + 1)):
                told.setdefault(number, []).append((a, b, passage))
    return told


def _marks(sentence, quotes):
    """Give the places of the first person in a sentence, without those in quotations and »vor unserer Zeitrechnung«."""
    shared = facts("speech")["unmarked"]["shared"]
    places = [p for p, word in enumerate(sentence.folded) if word in _first()]
    places = [p for p in places if not any(word in shared for word in sentence.folded[p + 1 : p + 3])]
    return [p for p in places if not _within(sentence.span(p, p + 1)[0], quotes)]


def _within(at, spans):
    """Tell whether a place lies in one of spans that are in order and do not overlap."""
    n = bisect_right(spans, at, key=itemgetter(0)) - 1
    return n >= 0 and at < spans[n][1]


def _union(here):
    """Give what all passages of a sentence hold together, in order."""
    union = []
    for a, b in sorted((a, b) for a, b, _ in here):
        if union and a <= union[-1][1]:
            union[-1] = (union[-1][0], max(b, union[-1][1]))
        else:
            union.append((a, b))
    return union


def _opened(sentence, ats, here):
    """Find the passage by which somebody says »ich« before his cue: »Wir bleiben, sagte Anna Roth«."""
    if not here or sentence.folded[0] in rule("that") or _mood(sentence):
        return None
    for a, b, passage in here:
        told = passage.kind == "indirect" and passage.cue and passage.speaker
        if told and bisect_left(ats, a) < bisect_left(ats, b) and _trails(sentence, passage):
            return passage
    return None


def _inverted(sentence, marks):
    """Find a person behind a verb that trails, whatever verb it is: »Ich komme wieder, grinst Anna Roth«."""
    starts = [first for first, _ in sentence.chunks]
    verbs = (n for n in range(len(starts) - 1, 0, -1) if sentence.finite(starts[n]) or IN_T[sentence.forms[starts[n]]])
    chunk = next(verbs, 0)
    first, stop = sentence.chunks[chunk]
    inside = [place for place in marks if first <= place < stop]
    if not chunk or inside or not marks or marks[0] > first or not _PAUSES.intersection(sentence.gap(first)):
        return None
    if sentence.folded[0] in rule("that") or _mood(sentence) or "?" in sentence.text:
        return None
    marked = {sentence.chunk_of[place] for place in marks}  # »ich komme«: no list knows all such forms
    main = (n for n in range(chunk) if (n in marked or sentence.verbal(n)) and not sentence.subordinate(n))
    if sentence.subordinate(0) or next(main, None) is None:
        return None
    who = subject(sentence, first, before=False)
    if who is None or who[0] > first + 3 or sentence.folded[who[0]] == "er" or not _is_person(sentence, who):
        return None
    return Passage([sentence.span(0, first)], "direct", sentence.span(*who), [sentence.span(first, first + 1)])


def _mood(sentence):
    """Tell the reporting Konjunktiv, but not »ich habe«."""
    return "ich" not in sentence.vocabulary and not rule("clear").isdisjoint(sentence.vocabulary)


def _trails(sentence, passage):
    """Tell a cue that is put in or trails; but »Wir müssen, wie X sagt, …« the author says himself."""
    place = _place(sentence, passage.cue[0][0])
    if place is None or passage.cue[0][0] <= passage.spans[0][0]:
        return False
    first = sentence.chunks[sentence.chunk_of[place]][0]
    name = passage.name or sentence.text[slice(*(at - sentence.offset for at in passage.speaker))]
    own = name.casefold() in facts("speech")["generic"]["own"] or name.casefold() == "man"
    return not own and sentence.folded[first] != "wie" and not _CUES.isdisjoint(sentence.roles[place])


def _place(sentence, at):
    """Give the place of the word at a code point of the document, or None outside the sentence."""
    at -= sentence.offset
    found = bisect_right(sentence.spans, (at, len(sentence.text))) - 1
    return found if found >= 0 and at < len(sentence.text) else None


def _led(sentence, loose):
    """Find a person, a colon and the first person behind it: »Anna Roth bleibt dabei: Wir gehen nicht«."""
    colon = ":" in sentence.text and next((a for a, _ in sentence.chunks[1:] if ":" in sentence.gap(a)), 0)
    if not colon or loose[0] < colon or sentence.headline:
        return None
    if any("opener" in roles for roles in sentence.roles[:2]):
        return None  # »Ob das Land groß oder klein ist: Wir …«
    main = (p for p in reversed(range(colon)) if not sentence.subordinate(sentence.chunk_of[p]))
    who = subject_of(sentence, main)
    if who is None or not _is_person(sentence, who):
        return None
    return Passage([sentence.span(colon, len(sentence))], "direct", sentence.span(*who))


def _is_person(sentence, who):
    """Tell a name, »er«, or a noun for those who speak."""
    words, first = sentence.folded[slice(*who)], sentence.roles[who[0]]
    if words == ["er"]:
        return True
    if is_generic(sentence.forms[slice(*who)]) or is_thing(sentence, who) or not first.isdisjoint({"pronoun", "time"}):
        return False
    if "determiner" in first:
        return any(word.endswith(tuple(rule("speaking"))) for word in words)
    no_name = words[-1] in facts("speech")["turn"]["no_name"] or words[-1] in rule("no_turn") | rule("empty_subjects")
    return not no_name and all(form[0].isupper() for form in sentence.forms[slice(*who)])


@cache
def _joined():
    return [[word] for word in facts("speech")["unmarked"]["joined"]]


@cache
def _first():
    return frozenset(facts("speech")["unmarked"]["first"])
