"""What is cited in so many words: »Ich zitiere: …«, and turns of an interview, »Roth: Wir bleiben …«."""

from .cues import rule
from .facts import facts
from .rules import Found, Rules
from .speakers import phrase, subject

_CUES = frozenset({"say", "think", "act"})
_NOT_HEAD = frozenset({"determiner", "not_first", "pronoun"})
_BEHIND = frozenset({"not_first", "adverb"})


class Citing(Rules):
    """The rules on what an author cites."""

    def citing(self):
        """»Ich zitiere: …«, »Zitat: …«: what follows the colon is somebody else's."""
        s = self.s
        if s.vocabulary.isdisjoint(rule("citing")):
            return []
        for chunk, (first, stop) in enumerate(s.chunks[:-1]):
            place = next((p for p in range(first, stop) if s.folded[p] in rule("citing")), None)
            if place is None or place in self.quoted:
                continue
            (who, cue), marks = self._cited(place, first, stop), (s.gap(first) + s.gap(stop))
            begin = next((a for a, _ in s.chunks[chunk + 1 : chunk + 3] if ":" in s.gap(a) or a in self.quoted), None)
            if begin is not None:
                return [Found([(begin, self.size)], "direct", who, [*cue, (place, place + 1)], cited=True)]
            if self.agentless and first and stop == self.size and ("–" in marks or ":" in marks):
                return [Found([(0, first)], "direct", who, [*cue, (place, place + 1)], cited=True)]  # and it goes on
        return []

    def _cited(self, place, first, stop):
        """Give whom »– ich zitiere –« names, or the speaker before it, and the verb that tells who is cited."""
        s = self.s
        behind = place + 1 + (s.folded[place + 1 : place + 2] == ["von"])  # »Zitat von Anna Roth: …«
        named = phrase(s, behind, stop) if behind < stop and s.roles[behind].isdisjoint(_BEHIND) else None
        verbs = [p for p in range(first) if p not in self.quoted and (s.finite(p) or s.roles[p] & _CUES)]
        told = [p for p in verbs if s.roles[p] & _CUES and rule("author").isdisjoint(s.folded[slice(*self.chunk(p))])]
        verb = next(iter(told or verbs), None)
        if verb is None:
            return named, []
        who = self.speaker(verb) if told or rule("author").isdisjoint(s.folded[slice(*self.chunk(verb))]) else None
        return named or who, [(verb, verb + 1)]

    def turn(self):
        """Find what a person says in an interview: »Roth: Wir bleiben …«."""
        s = self.s
        if len(s.chunks) < 2 or s.chunks[0][1] > 2 or ":" not in s.gap(s.chunks[0][1]):
            return []
        begin, forms = s.chunks[0][1], s.forms[: s.chunks[0][1]]
        title = self.agentless and s.text[-1] not in ".!?…:" and self.size > begin + 2
        if title and forms[-1][0].isupper() and s.folded[begin - 1].endswith(tuple(rule("speaking"))):
            return [Found([(begin, self.size)], "indirect", (0, begin), cited=True)]  # »Gewerkschaft: Streik beginnt«
        if s.headline and not self.agentless:
            return []
        names = all(form[0].isupper() for form in forms) and s.roles[0].isdisjoint({"determiner", "not_first"})
        known = not rule("no_turn").isdisjoint(s.folded[:begin]) or begin in self.quoted
        known = known or s.folded[0] in rule("mine")  # »Mein Rat: Wir bleiben«
        if not names or known or rule("author").isdisjoint(s.folded[begin:]):  # who answers says »ich«
            return []
        return [Found([(begin, self.size)], "direct", (0, begin))]

    def headed(self):
        """»Begründung der Ministerin Roth: …«, »Forscher der Stadt: …«, »Ein anderer Eintrag: …«."""
        s, stop = self.s, self.s.chunks[0][1]
        if not self.agentless or stop == self.size or ":" not in s.gap(stop) or stop in self.quoted or s.verbal(0):
            return []
        noun = next((p for p in range(stop) if p and s.forms[p][0].isupper()), stop)
        noun = 0 if s.roles[0].isdisjoint(_NOT_HEAD) else noun
        owned = noun + 2 < stop and s.folded[noun + 1] in rule("noun_owner")
        owner = phrase(s, noun + 1, stop) if owned else None
        if owner and owner[1] == stop:
            if s.folded[noun] in rule("headings") and self._speaks(owner):
                return [Found([(stop, self.size)], "direct", owner, [(noun, noun + 1)], cited=True)]
            if not noun and s.folded[0].endswith(tuple(rule("speaking"))):
                return [Found([(stop, self.size)], "direct", (0, stop), cited=True)]
        posted = 0 < noun == stop - 1 and s.folded[noun].endswith(tuple(rule("posted")))
        if posted and s.folded[0] in rule("articles"):
            return [Found([(stop, self.size)], "direct", (0, stop), cited=True)]
        return []

    def _speaks(self, who):
        """Tell a person or those who speak: a noun and a name, or a noun that ends as such."""
        capitals = [p for p in range(*who) if self.s.forms[p][0].isupper()]
        speaking = any(self.s.folded[p].endswith(tuple(rule("speaking"))) for p in capitals)
        return speaking or any(place + 1 in capitals for place in capitals)

    def hearing(self):
        """»Ich höre bei jedem Besuch: …«, »Wir haben uns sagen lassen: …«: somebody said it to the author."""
        s = self.s
        if not self.agentless or s.vocabulary.isdisjoint(rule("hearing")):
            return []
        for first, stop in s.chunks:
            words = s.folded[first:stop]
            if stop == self.size or ":" not in s.gap(stop) or rule("i_and_we").isdisjoint(words):
                continue
            place = next((p for p in range(first, stop) if s.folded[p] in rule("hearing")), None)
            if place is not None and (s.folded[place] != "lassen" or s.folded[place - 1] == "sagen"):
                return [Found([(stop, self.size)], "indirect", None, [(place, place + 1)], cited=True)]
        return []

    def found_out(self):
        """»…, wie Forscher mit einer Studie nachweisen konnten«, »X hat im Fachblatt Y … nachgewiesen«."""
        s = self.s
        if s.vocabulary.isdisjoint(rule("finding_out") | rule("found_out")):
            return []
        for chunk, (first, stop) in enumerate(s.chunks):
            verb = s.folded[stop - 2]
            if s.folded[first] == "wie" and verb in rule("finding_out") and s.folded[stop - 1] in rule("was_able"):
                parts = [part for part in ((self._from_colon(chunk), first), (stop, self.size)) if part[0] < part[1]]
                who = phrase(s, first + 1 + (s.folded[first + 1] in rule("just_now")), stop)
                return [Found(parts, "indirect", who, [(stop - 2, stop - 1)])] if who and parts else []
            journal = any(s.folded[p].endswith(tuple(rule("journals"))) for p in range(first, stop))
            auxiliary = next((p for p in range(first, stop) if s.folded[p] in rule("having")), None)
            if journal and auxiliary is not None and s.folded[stop - 1] in rule("found_out"):
                who = subject(s, auxiliary)
                return [Found([(first, self.size)], "reported", who, [(stop - 1, stop)])] if who else []
        return []

    def _from_colon(self, chunk):
        """Find where what is found out begins: behind a colon, else at once."""
        starts = (self.s.chunks[n][0] for n in range(chunk, 0, -1))
        return next((first for first in starts if ":" in self.s.gap(first)), 0)


def leader(sentence):
    """Find who says what follows the sentence, and the word that tells it: »Ich zitiere Anna Roth:«; or None."""
    unnamed = None
    for place in range(len(sentence) - 1, -1, -1):
        first, stop = sentence.chunks[sentence.chunk_of[place]]
        cited = sentence.folded[place] in rule("citing")
        told = not sentence.roles[place].isdisjoint({"say", "said_to_be"}) and rule("becoming").isdisjoint(
            sentence.folded[first:stop]
        )
        if cited or told:
            who = phrase(sentence, place + 1, stop) if cited else subject(sentence, place)
            author = who is None or sentence.folded[who[0]] in facts("speech")["generic"]["own"]
            nobodys = sentence.folded[place] in rule("said_to_be") and "es" in sentence.folded[place : place + 2]
            if nobodys or (cited and author):  # »Da heißt es:«, »Gern zitiere ich aus der Begründung:«
                unnamed = unnamed or (None, (place, place + 1))
            elif not author:
                return who, (place, place + 1)
    return unnamed
