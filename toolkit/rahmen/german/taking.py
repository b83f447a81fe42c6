"""Nouns, adjectives and correlates that take a clause: »die Ansicht, …«, »zuversichtlich, …«, »darüber, dass …«."""

from .clausal import verb_first
from .cues import rule
from .facts import facts
from .rules import Found, Rules
from .speakers import phrase, subject, subject_of


class Taking(Rules):
    """The rules on nouns and adjectives that take a clause."""

    def nouns(self):
        """Find what nouns take: »die Ansicht, dass …«, »mit der Begründung, …«."""
        s = self.s
        for place in self.having("noun"):
            chunk = s.chunk_of[place]
            behind = range(place + 1, s.chunks[chunk][1])
            if any("noun" in s.roles[p] and s.folded[p] in rule("leading") for p in behind):
                continue  # »… der Kritik mit dem Argument, …«
            if chunk + 1 >= len(s.chunks) or self.cue_in(chunk):
                continue
            begin = s.chunks[chunk + 1][0]
            if (
                ":" in s.gap(begin)
                and s.folded[place] in rule("leading")
                and s.folded[place - 2] in rule("leading_with")
            ):
                owner = self._owner(place, chunk)
                return [Found([(begin, self.size)], "direct", owner, [(place, place + 1)])] if owner else []
            if begin in self.quoted or ":" in s.gap(begin) or not self._taken(place, chunk):
                continue
            if s.folded[place - 1] in facts("speech")["source"]["own"]:
                continue  # »meine Vermutung, dass …«
            if self.agentless and self._of_author(place):
                continue
            if not rule("giving").isdisjoint(s.folded[slice(*s.chunks[chunk])]):
                continue  # »Er will den Eindruck erwecken, …«
            owner = self._owner(place, chunk)
            if owner is None and s.folded[place] in rule("open_nouns"):
                continue
            content = [(begin, self._end_of(chunk))]
            return [Found(content, "indirect", owner, [(place, place + 1)])]
        return []

    def _of_author(self, place):
        """Tell »steht im Verdacht, … zu haben« and »Es gibt keinen Hinweis darauf, dass …« from views, and plans."""
        word, before = self.s.folded[place], self.s.folded[place - 1]
        suspected = word in rule("suspicion") and before in rule("under")
        no_evidence = word in rule("evidence") and before in rule("none")
        return suspected or no_evidence or word in facts("speech")["decide"]["nouns"]

    def _taken(self, place, chunk):
        s, begin = self.s, self.s.chunks[chunk + 1][0]
        near = s.chunks[chunk][1] - place <= 4
        return (
            s.folded[begin] in rule("clause_openers")
            or s.folded[begin : begin + 2] in (["nach", "denen"], ["nach", "der"])
            or (near and self.infinitive(chunk + 1))
            or (self.konjunktiv(chunk + 1) and (not s.opens(chunk + 1, "relative") or s.verb_second(chunk + 1)))
        )

    def _end_of(self, chunk):
        """Find where a clause that a noun takes ends: where the verb of the sentence follows it, »…, wurde …«."""
        condition = not chunk and verb_first(self.s)  # »Kommt der Rat zum Schluss, dass …, könnte …«
        return self.size if self.s.has_finite(chunk) and not condition else self.s.resumes(chunk + 2)

    def _owner(self, place, chunk):
        s, (first, stop) = self.s, self.s.chunks[chunk]
        if place + 1 < stop and s.folded[place + 1] in rule("noun_owner"):
            return phrase(s, place + 1, stop)
        who = subject_of(s, range(first, stop))
        open_ = who == (0, 1) and s.folded[0] in facts("status")["open"]["predicates"]  # »Offen ist die Frage, ob …«
        empty = who and (who[0] <= place < who[1] or self.empty(who) or open_)
        return self._whence(first, stop) if empty else who  # »die Frage bleibt, ob …« is nobody's

    def _whence(self, first, stop):
        """Find from whom something comes: »Von der Polizei kam die Nachricht, …«."""
        words, near = self.s.folded, rule("by")
        verb = next((p for p in range(first, stop - 1) if words[p] in rule("coming")), None)
        beside = verb is not None and (words[first] in near or not near.isdisjoint(words[verb + 1 : verb + 3]))
        return self.by(first, stop) if beside else None

    def convictions(self):
        """»X zeigt sich zuversichtlich, dass …«, »X ist sicher, …«: a view told by an adjective."""
        s, words = self.s, facts("speech")["source"]["convinced"]
        if self.agentless and (found := self._feelings() or self._coming()):
            return found
        if s.vocabulary.isdisjoint(words):
            return []
        if self.agentless and (found := self._sure_of_it(words)):
            return found
        for chunk, (first, stop) in enumerate(s.chunks[:-1]):
            begin, place = s.chunks[chunk + 1][0], stop - 1
            taken = ":" in s.gap(begin) or self._taken(place, chunk)  # »Alle Länder waren sich einig: …«
            if s.folded[place] not in words or place in self.quoted or not taken:
                continue
            judged = "es" in s.folded[first:stop] or s.folded[place] in rule("judged")
            if judged and rule("judging").isdisjoint(s.folded[first:stop]):
                continue  # »Es ist wichtig, dass …«, but »X hält es für wichtig, dass …«
            speaker = subject_of(s, range(first, stop))
            if speaker and not self.empty(speaker):
                return [Found([(begin, self.size)], "indirect", speaker, [(place, place + 1)])]
        return []

    def _sure_of_it(self, words):
        """»…, da ist sich X sicher«, »…, davon ist X überzeugt«."""
        s = self.s
        for first, stop in s.chunks[1:]:
            of_it = s.folded[first] in rule("of_it") and stop - first > 3 and s.finite(first + 1)
            if of_it and s.folded[stop - 1] in words:
                who = subject(s, first + 1, before=False)
                if who and not self.empty(who):
                    return [Found([(0, first)], "indirect", who, [(stop - 1, stop)])]
        return []

    def _feelings(self):
        """»X zeigte sich besorgt über …«: a view without a clause."""
        s = self.s
        if "sich" not in s.vocabulary or s.vocabulary.isdisjoint(rule("feeling")):
            return []
        for first, stop in s.chunks:
            words = s.folded[first:stop]
            place = next(
                (p for p in range(first, stop) if s.folded[p] in rule("feeling") and p not in self.quoted), None
            )
            if place is None or "sich" not in words or rule("shown").isdisjoint(words):
                continue
            speaker = subject_of(s, range(first, stop))
            if speaker and not self.empty(speaker):
                return [Found([(first, self.size)], "reported", speaker, [(place, place + 1)], judging=True)]
        return []

    def _coming(self):
        """»Kritik kam vom Bauernverband«: a view told by where it comes from."""
        s = self.s
        if s.vocabulary.isdisjoint(rule("coming")) or s.vocabulary.isdisjoint(rule("by")):
            return []
        for verb in (p for p in self.places if s.folded[p] in rule("coming")):
            first, stop = self.chunk(verb)
            what, who = subject(s, verb), self._whence(first, stop)
            if what and who and who[0] not in range(*what) and s.folded[what[1] - 1] in rule("coming_views"):
                return [Found([(first, self.size)], "reported", who, [(verb, verb + 1)], judging=True)]
        return []

    def correlates(self):
        """»X ärgert sich darüber, dass …«: a view, whatever the verb."""
        s, words = self.s, facts("speech")["source"]["correlates"]
        if s.vocabulary.isdisjoint(words):
            return []
        for chunk, (first, stop) in enumerate(s.chunks[:-1]):
            place = next((p for p in range(first, stop) if s.folded[p] in words and p not in self.quoted), None)
            begin = s.chunks[chunk + 1][0]
            if place is None or s.folded[begin] not in rule("that") or stop - place > 4 or not s.has_finite(chunk):
                continue
            if not rule("no_view").isdisjoint(s.folded[first:stop]) or place == first:
                continue  # »Das ist ein Zeichen dafür, dass …«
            speaker = subject_of(s, range(first, stop))
            if speaker and not self.empty(speaker):
                return [Found([(begin, self.size)], "indirect", speaker, [(place, place + 1)])]
        return []
