"""Speech: what a text tells as somebody's words or view, span by span, with the words that tell it and the speaker."""

from bisect import bisect_right
from itertools import pairwise

import pandas as pd

from .citing import leader
from .clauses import Sentence
from .cues import rule
from .facts import facts
from .generic import is_generic
from .passages import Passage
from .pronouns import meant
from .quotation import find_quotations
from .rules import Found
from .sentences import split_text
from .speakers import is_thing, phrase, subject, subject_of
from .telling import find_reported
from .titles import is_named, is_title
from .turns import find_turns, put_turns
from .unmarked import find_unmarked
from .words import find_words

COLUMNS = ("passage", "start", "end", "kind", "speaker", "speaker_start", "speaker_end", "cue", "cue_start", "cue_end")
_SPEAKING = frozenset({"say", "act"})
LONG = 4  # so many words make a quotation a passage of its own where no cue goes with it


def find_speech(text):
    """Find reported speech, and who speaks.

    Parameters
    ----------
    text : str
        A whole text, of any length.

    Returns
    -------
    pandas.DataFrame
        One row for each contiguous span of a reported passage: ``passage`` (from 0; a passage broken by »sagte X« has
        several rows), ``start, end`` (code points of `text`), ``kind`` (direct, indirect, reported, free_indirect),
        ``speaker, speaker_start, speaker_end, cue, cue_start, cue_end``. Offsets are -1 and words "" where the text
        names no speaker or has no cue. Passages may lie in one another. »X lobte den Plan« tells that somebody judges,
        not what was said: no passage, though :func:`find_status` gives it X's voice. Turns of interviews, by name and
        colon, and direct speech without quotation marks, by its first person, are guessed.

    Examples
    --------
    >>> found = find_speech("„Wir bleiben“, sagte Anna Roth, „und zwar alle.“ Man habe gute Gründe.")
    >>> found[["passage", "kind", "speaker", "cue"]].values.tolist()[::2]
    [[0, 'direct', 'Anna Roth', 'sagte'], [1, 'indirect', 'Anna Roth', '']]
    """
    rows = []
    for number, passage in enumerate(read_speech(text, split_text(text))[0]):
        speaker, cue = passage.speaker or (-1, -1), passage.cue[0] if passage.cue else (-1, -1)
        name = passage.name or (text[slice(*speaker)] if passage.speaker else "")
        words = " … ".join(text[a:b] for a, b in passage.cue)
        rows += [(number, a, b, passage.kind, name, *speaker, words, *cue) for a, b in passage.spans]
    return pd.DataFrame(rows, columns=COLUMNS)


def read_speech(text, sentences, agentless=False):
    """Find the passages of a text whose sentences are known as (start, end, part), and give the sentences parsed."""
    reader = _Reader(text, sentences, agentless)
    return reader.read(), reader.parsed


class _Reader:
    def __init__(self, text, sentences, agentless):
        self.text, self.sentences, self.agentless, self.parsed = text, sentences, agentless, []
        self.quotes = [(a, b) for a, b, depth in find_quotations(text) if depth == 0]
        self.starts = [a for a, _ in self.quotes]
        self.size = [len(find_words(text[a:b])) for a, b in self.quotes]
        self.found = []
        self.last, self.subject, self.told = None, None, 0  # who spoke last, and whether it goes on
        self.of_quote, self.turns = {}, find_turns(text, sentences)
        self.led = None  # by whom, where a sentence ends with the colon before what is said

    def read(self):
        end = 0
        for start, stop, part in self.sentences:
            if "\n" in self.text[end:start]:
                self.told = 0
            if start in self.turns:  # nobody goes on there but who takes the turn
                self.told, self.subject, self.last = 0, None, (*self.turns[start].label, len(self.parsed))
            self._sentence(start, stop, part)
            end = stop
        found = put_turns(self.text, self.turns, [p for p in self.found if p.spans])
        found += find_unmarked(self.text, self.parsed, found, self.quotes)
        return sorted(found, key=lambda p: p.spans[0])

    def _sentence(self, start, stop, part):
        touching = self._touching(start, stop)
        long = [n for n in touching if self.size[n] >= LONG]
        cuts = sorted({edge for n in long for edge in self.quotes[n]})
        sentence = Sentence(self.text[start:stop], start, cuts, part in ("headline", "repeat"))
        self.parsed.append(sentence)
        quoted = self._quoted(sentence, long)
        if len(quoted) == len(sentence) > 0:
            self._direct(sentence, touching, None)
            return
        reported = find_reported(sentence, quoted, self.told > 0, self.agentless)
        frame, earlier = reported[0] if reported else None, self.last
        self._direct(sentence, touching, frame or self._quoting(sentence, quoted, bool(long)))
        for one in reported:
            if one.pointing and not long:
                self._before(sentence, one)
            if self.agentless or not (one.pointing or one.judging):
                self._keep(sentence, one, quoted, earlier)
            self._last(sentence, one.speaker)
        if self.agentless:
            self._led(sentence, reported)
        spoken = bool(quoted) and self.last is not None and self.last[2] == len(self.parsed)  # „…“, sagte X
        self.told = 2 if reported or spoken or (long and self.told) else max(self.told - 1, 0)
        self._remember(sentence, quoted, reported)

    def _led(self, sentence, reported):
        """Take a sentence for what somebody says whom the one before leads to: »Ich zitiere Anna Roth:«."""
        if self.led and not reported and len(sentence):
            self.found.append(Passage([sentence.span(0, len(sentence))], "direct", *self.led))
        found = leader(sentence) if sentence.text.rstrip(" –—").endswith(":") else None
        who = sentence.span(*found[0]) if found and found[0] else None
        self.led = (who, [sentence.span(*found[1])]) if found else None
        if found and not reported:
            first = sentence.chunks[sentence.chunk_of[found[1][0]]][0]
            self.found.append(Passage([sentence.span(first, len(sentence))], "reported", *self.led))

    def _before(self, sentence, one):
        """Take the sentence before »Das sagte X« for what was said, where nothing else is told of it."""
        self._last(sentence, one.speaker)
        before = self.parsed[-2] if len(self.parsed) > 1 else ()
        cue, speaker = [sentence.span(*c) for c in one.cue], self._speaker(sentence, one)
        there = [p for p in self.found[-3:] if len(before) and p.spans and p.spans[-1][1] > before.offset]
        if len(before) and not (there or self.agentless):  # whom »Das sagte X« follows says it in his own voice
            self.found.append(Passage([before.span(0, len(before))], "indirect", speaker, cue))
        for passage in there:
            if passage.kind == "direct" and not passage.cue:
                passage.speaker, passage.cue, passage.name = speaker, cue, self._name(sentence, one.speaker)

    def _quoting(self, sentence, quoted, long):
        """Take the subject of a sentence that quotes, or leads to a quotation by a colon, for its speaker."""
        if not long and sentence.text[-1] != ":":
            return None
        if sentence.chunks and ":" in sentence.gap(sentence.chunks[0][1]) and not sentence.has_finite(0):
            who = phrase(sentence, *sentence.chunks[0])  # »Anna Roth: „…“«
            return Found([], "direct", who) if who else None
        verbs = [p for p in range(len(sentence)) if p not in quoted and sentence.finite(p)]
        in_main = (p for p in verbs if not sentence.subordinate(sentence.chunk_of[p]))
        verb = next(in_main, verbs[0] if verbs else None)
        if verb is None or not sentence.roles[verb].isdisjoint({"konjunktiv", "said_to_be"}):
            return None  # »Das Programm heißt „…“«
        who = subject(sentence, verb)
        if who is None or is_generic(sentence.forms[slice(*who)]) or quoted.intersection(range(*who)):
            return None
        self._last(sentence, who)
        return Found([], "direct", who)

    def _touching(self, start, stop):
        n = max(bisect_right(self.starts, start) - 1, 0)
        found = []
        while n < len(self.quotes) and self.quotes[n][0] < stop:
            if self.quotes[n][1] > start:
                found.append(n)
            n += 1
        return found

    def _quoted(self, sentence, long):
        inside, n = set(), 0
        if not long:
            return inside
        spans = [self.quotes[k] for k in long]
        for place, (a, _) in enumerate(sentence.spans):
            while n < len(spans) and spans[n][1] <= a + sentence.offset:
                n += 1
            if n < len(spans) and spans[n][0] <= a + sentence.offset:
                inside.add(place)
        return inside

    def _speaker(self, sentence, one):
        """Give the span of the speaker, in the document, whole where marks enclose the name: »„Ärzte ohne Grenzen“«."""
        if not one.speaker:
            return None
        a, b = sentence.span(*one.speaker)
        n = bisect_right(self.starts, b) - 1
        begin, end = self.quotes[n] if n >= 0 else (b, b)
        enclosed = begin == a - 1 and self.size[n] <= LONG + 1
        return (min(a, begin), max(b, end)) if enclosed or a <= begin < b == end - 1 else (a, b)

    def _name(self, sentence, who):
        """Resolve a pronoun to the last speaker, or the last subject, where one is near."""
        if who is None or who[1] - who[0] > 1 or sentence.folded[who[0]] not in rule("resolved"):
            return ""
        if sentence.forms[who[0]] == "Sie" and len(sentence.chunks) > 1 - min(who[0], 1):
            spoken_to = self._addressee(sentence, who[0])
            if spoken_to or who[0]:
                return spoken_to
        if (here := meant(sentence, who[0])) is not None:
            return self.text[slice(*sentence.span(*here))]
        near = self.last if self.last and self.last[2] >= len(self.parsed) - 3 else self.subject
        return self.text[near[0] : near[1]] if near else ""

    def _addressee(self, sentence, place):
        """Find who is spoken to where the sentence begins with it: »Frau Ministerin, Sie haben gesagt, …«."""
        first, stop = sentence.chunks[0 if place else 1]  # or behind it: »Sie, Frau Ministerin, haben gesagt, …«
        beside = stop <= place or (not place and first == 1)
        named = beside and not rule("address").isdisjoint(sentence.folded[first:stop])
        return self.text[slice(*sentence.span(first, stop))] if named else ""

    def _remember(self, sentence, quoted, reported):
        """Keep the subject of a sentence: the next pronoun may mean it; it may speak, if it is not what is told."""
        who = subject_of(sentence, (p for p in range(len(sentence)) if p not in quoted))
        self.subject = sentence.span(*who) if who and not self._left_open(sentence, who) else None
        told = (part for one in reported if one.kind == "indirect" and one.speaker for part in one.parts)
        if (
            self.subject
            and not any(first <= who[0] < stop for first, stop in told)  # »Das Brot sei teuer, sagte Ute Lenz«
            and not is_thing(sentence, who)
            and not (sentence.all_roles.isdisjoint(_SPEAKING) and sentence.vocabulary.isdisjoint(rule("announcing")))
        ):
            self._last(sentence, who)  # »X verteidigte den Bau. Man habe …«
        elif self.agentless and not sentence.vocabulary.isdisjoint(rule("appearing")):
            self._last(sentence, self._appears(sentence))

    def _appears(self, sentence):
        """Find the person of whom a sentence tells how he appears: »Wirtin Ida Kranz wirkte müde«, who may speak."""
        for who in (subject(sentence, p) for p, word in enumerate(sentence.folded) if word in rule("appearing")):
            names = [p for p in range(*(who or (0, 0))) if "determiner" not in sentence.roles[p]]
            if len(names) > 1 and all(sentence.forms[p][0].isupper() for p in names):
                return who
        return None

    def _left_open(self, sentence, who):
        own = sentence.folded[who[0]] in facts("speech")["generic"]["own"]
        return own or is_generic(sentence.forms[slice(*who)])

    def _direct(self, sentence, touching, frame):
        speaker = self._speaker(sentence, frame) if frame else None
        cue = [sentence.span(*c) for c in frame.cue] if frame else []
        before = None
        for n in touching:
            passage = self.of_quote.get(n)
            if passage is None:
                if self._is_name(n, frame, cue) or (not frame and self.size[n] < LONG):
                    continue
                if before and cue and before.spans[-1][1] <= cue[0][0] < self.quotes[n][0]:
                    before.spans.append(self.quotes[n])  # »…«, sagte X, »…«
                    self.of_quote[n] = before
                    continue
                passage = self.of_quote[n] = Passage([self.quotes[n]], "direct")
                self.found.append(passage)
            before = passage
            if speaker and (not passage.speaker or (cue and not passage.cue)):  # else whom the quotation was guessed of
                passage.speaker, passage.cue = speaker, cue
                passage.name = self._name(sentence, frame.speaker)
            elif not passage.speaker and self.last:
                passage.speaker = self.last[:2]
        self._last(sentence, frame.speaker if frame else None)

    def _last(self, sentence, who):
        if who and not self._name(sentence, who):
            self.last = (*sentence.span(*who), len(self.parsed))

    def _is_name(self, n, frame, cue):
        """Tell a name in quotation marks from words that are quoted."""
        titled = is_title(self.text, *self.quotes[n], bool(frame))
        return titled or (not cue and is_named(self.text, *self.quotes[n], self.size[n], self.agentless))

    def _who_holds(self, sentence, one):
        """Take »er« for who says it where nobody is known to speak, but somebody is spoken of: »Zudem wolle er …«."""
        who = subject_of(sentence, range(*one.parts[0])) if self.agentless and not one.cue and self.subject else None
        if who is None or who[1] - who[0] > 1 or sentence.folded[who[0]] not in rule("persons"):
            return None
        return who

    def _goes_on(self, sentence, one):
        """Tell whether the last speaker goes on: without a cue, with »demnach«; hearsay is nobody's among clauses."""
        if not one.cue:
            return one.kind != "free_indirect" or not self.agentless
        if not self.agentless:
            return one.kind == "free_indirect"
        word = one.cue[0][0]
        return "hence" in sentence.roles[word] and sentence.folded[word] not in facts("speech")["source"]["uncertain"]

    def _keep(self, sentence, one, quoted, earlier):
        """Keep a reported passage, without what a long quotation already tells."""
        spans = []
        for first, stop in one.parts:
            edges = [first - 1, *sorted(place for place in quoted if first <= place < stop), stop]
            spans += [(a + 1, b) for a, b in pairwise(edges) if a + 1 < b]
        speaker, name = self._speaker(sentence, one), self._name(sentence, one.speaker)
        if speaker is None and self._goes_on(sentence, one):
            near = earlier or (None if self.agentless else self.subject)  # of a subject nobody said that it speaks
            who = None if near else self._who_holds(sentence, one)
            speaker = sentence.span(*who) if who else near and near[:2]
            name = name or self._name(sentence, who)
        cue = [sentence.span(*c) for c in one.cue]
        told = [sentence.span(*run) for run in spans]
        told = [span for span in told if not any(q.kind == "direct" and q.holds(span) for q in self.found[-4:])]
        self.found.append(Passage(told, one.kind, speaker, cue, name))
