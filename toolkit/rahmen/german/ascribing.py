"""Views ascribed, and acts by speaking."""

from .cues import rule
from .facts import facts
from .rules import Found, Rules
from .speakers import phrase, subject

_WITHOUT_CLAUSE = (), ("noun", "as", "questioning")
_TELLING = frozenset({"say", "think", "act", "as", "for", "part", "naming", "seeing"})


class Ascribing(Rules):
    """The rules on what is told without a clause for it."""

    _judging = tuple(facts("speech")["act"]["judging"])

    def ascriptions(self):
        """Find views: »X bezeichnet ihn als …«, »gilt Beobachtern als …«, »sieht darin …«, »nannte es …«."""
        s = self.s
        for place in self.having("as", "for", "counts", "naming", "seeing"):
            first, stop = self._around_quotation(place)
            reflexive = s.folded[place] in rule("not_reflexive") and "sich" in s.folded[first:stop]
            if reflexive or self.wanted(place, first, stop) or (self.agentless and s.folded[place - 1] == "zu"):
                continue
            viewer = self._viewer(place, first, stop)
            if self._ascribes(place, first, stop) and (viewer or self.agentless):
                begin = 0 if first == place and self.agentless else first  # »Ruge, der Chef, nannte es …«
                begin = 0 if self.agentless and s.folded[0] in rule("that") else begin  # »Dass …, gilt als …«
                return [Found([(begin, self._end(place))], "reported", viewer, [(place, place + 1)])]
        return []

    def _around_quotation(self, place):
        """Give the clause of a verb, with what stands before a quotation: »wird von X als „…“ bezeichnet«."""
        first, stop = self.chunk(place)
        while first and first - 1 in self.quoted:
            first = self.chunk(first - 1)[0]
        if first and self.s.folded[first] == "als" and not self.s.has_finite(self.s.chunk_of[first]):
            return self.chunk(first - 1)[0], stop  # »wird als Hohn, als Verrat empfunden«
        begins = first != self.chunk(place)[0] and first and "," not in self.s.gap(first)
        return (self.chunk(first - 1)[0], stop) if begins else self.chunk(place)

    def _ascribes(self, place, first, stop):
        s, roles = self.s, self.s.roles[place]
        words = s.folded[first:stop]
        compared = ("als" in words and roles & {"counts", "as"}) or ("fuer" in words and "for" in roles)
        if compared and self._as(place, first + words.index("als" if "als" in words else "fuer")):
            return True
        if (
            "seeing" in roles
            and self.agentless
            and words[-1] in rule("seen_as")
            and not rule("itself").isdisjoint(words)
        ):
            return True  # »X sieht sich bestätigt«, »X sieht ihre These widerlegt«
        if "seeing" in roles and (not rule("in_it").isdisjoint(words) or self._in_what(words)):
            return True
        inside = place > first or s.chunk_of[place] > 0  # »X, der Chef, nannte es …«
        if "naming" in roles and self.agentless and "als" in words and not rule("becoming").isdisjoint(words):
            return True  # »Als Favorit wird Anna Roth genannt«
        return (
            "naming" in roles
            and inside
            and (place + 2 < stop or any(p in self.quoted for p in range(place, self.size)))
        )

    def _in_what(self, words):
        """»sieht in ihm einen …«."""
        for place, word in enumerate(words[:-2]):
            if word == "in" and words[place + 1] in rule("in_what"):
                return not rule("seen").isdisjoint(words[place + 2 :])
        return False

    def _as(self, place, mark):
        if mark + 1 >= self.size:
            return False
        behind = self.s.folded[mark + 1]
        if behind not in rule("not_as"):
            return True
        return behind in rule("as_article") and mark > place

    def _viewer(self, place, first, stop):
        s = self.s
        if not rule("becoming").isdisjoint(s.folded[first:stop]):
            return self.by(first, stop)
        if "counts" not in s.roles[place]:
            return subject(s, place)
        if place + 1 >= stop or s.roles[place + 1] & {"adverb", "not_first"}:
            return self._medium(first, stop)
        behind = phrase(s, place + 1, stop)
        dative = behind and s.folded[behind[0]] != "als" and s.folded[behind[1] - 1].endswith(("n", "s"))
        return behind if dative else self._medium(first, stop)  # »In der Fachwelt gilt sie als …«

    def spoken_acts(self):
        """Find what is done by speaking, without a clause of its own: »X forderte den Rücktritt«."""
        s = self.s
        for place in self.having("act", "think", "part", "spoken_of", *_WITHOUT_CLAUSE[self.agentless]):
            particle, (first, stop) = s.particle(place), self.chunk(place)
            if not particle and place < stop - 1 and s.folded[stop - 1] in rule("foreign_particles"):
                continue  # »fordert die Leute heraus«
            kinds = s.roles[place] | (particle[1] if particle else set())
            if particle and s.folded[particle[0]] == "aus" and self._emanates(place, first, stop):
                continue
            topics = facts("speech")["act"]["topics_of_views" if self.agentless else "topics"]
            topics = facts("speech")["act"]["expected"] if "rechn" in s.folded[place] else topics
            spoken = "spoken_of" in kinds and any(word in topics for word in s.folded[first:stop])
            if self.agentless and self._nobodys(place, first, stop):
                alone = s.folded[0] in rule("that") or not any(map(s.has_finite, range(s.chunk_of[place])))
                resumes = s.finite(first) and alone  # »Dass …, wird infrage gestellt«
                part = (0 if resumes else first, self._end(place))  # »Die Kosten, Miete und Strom, werden … geschätzt«
                rumour = s.folded[place] == "rede"  # »von zehn Toten ist die Rede«: the toll does not speak
                who = self._medium(first, stop) if rumour else self.speaker(place)
                return [Found([part], "reported", who, [(place, place + 1)])]
            subordinate = s.subordinate(s.chunk_of[place]) and not self.agentless
            at_law = s.folded[place].startswith("klag") and not rule("at_law").isdisjoint(s.folded[first:stop])
            to_do = at_law or self.compared(place) or self.awaits(place) or self.stirs(place)
            to_do = to_do or (self.agentless and s.folded[place - 1] == "zu")
            if to_do or self.wanted(place, first, stop) or self.on_topic(place, first, stop):
                continue
            if not ("act" in kinds or spoken) or subordinate or self._participle(place, first, stop):
                continue
            begin = 0 if first == place else first
            joined = self.agentless and place > first and s.folded[place - 1] == "und"
            if joined and any(s.finite(p) and s.roles[p].isdisjoint(_TELLING) for p in range(first, place)):
                begin = place  # »X zieht auf die Straße und fordert den Abzug«
            cue, judging = self.cue_spans(place, particle), s.folded[place].startswith(self._judging)
            return [Found([(begin, self._end(place))], "reported", self.speaker(place), cue, judging=judging)]
        return []

    def on_topic(self, place, first, stop):
        """Tell »äußerte sich zum Plan« from »äußerte Zweifel«, »meldete sich« from »meldete drei Brände«."""
        words = self.s.folded[first:stop]
        if self.s.folded[place].startswith(tuple(rule("reporting_in"))):
            return words[-1] == "an" or not rule("registering").isdisjoint(words)
        return "aeusser" in self.s.folded[place] and "sich" in words and not rule("topic").isdisjoint(words)

    def _emanates(self, place, first, stop):
        """Tell »die Gefahr geht von ihm aus« and »spricht ihm Trost aus« from views."""
        if self.s.folded[place].startswith("spr"):
            return "sich" not in self.s.folded[first:stop]
        who = subject(self.s, place)
        return bool(who) and self.s.folded[who[1] - 1].endswith(tuple(rule("emanating")))

    def _nobodys(self, place, first, stop):
        """Tell a view in the passive, »wird erwartet«, »wurde kritisiert«: somebody's, but nobody is named."""
        words = self.s.folded[first:stop]
        views = facts("speech")["act"]["passive_views"]
        if "rede" in words and not rule("being").isdisjoint(words):
            return not rule("by").isdisjoint(words)  # »von zehn Toten ist die Rede«
        by_somebody = self.s.folded[place] in rule("viewed_by") and not rule("by").isdisjoint(words)
        return (
            (self.s.folded[place] in views or by_somebody)
            and not rule("becoming").isdisjoint(words)
            and rule("having").isdisjoint(words)
            and not self.to_be_said(place, first, stop)
        )

    def _end(self, place):
        """Find the end: that of the sentence, or where the verb of the main clause follows a subordinate one."""
        chunk = self.s.chunk_of[place]
        return self.s.resumes(chunk + 1) if self.s.subordinate(chunk) else self.size

    def _participle(self, place, first, stop):
        """Tell a participle that goes with no form of »haben«: in »wurde gefordert« nobody is told to demand."""
        if self.attributive(place, stop):
            return True
        words = self.s.folded[first:stop]
        passive, having = not rule("passive").isdisjoint(words), not rule("having").isdisjoint(words)
        last = place == stop - 1 and place > first + 1 and not self.s.subordinate(self.s.chunk_of[place])
        last = last and not self.s.folded[place].endswith("te")  # »X kommentierte „…“«
        return (passive or (not having and (last or self._formed_with_ge(place)))) and not (having and not passive)

    def _formed_with_ge(self, place):
        word = self.s.folded[place]
        return word.startswith("ge") and word not in rule("no_participle")

    def pointing(self):
        """»Das sagte X«: what was said stands in the sentence before."""
        s = self.s
        if self.size < 3:
            return []
        if self.agentless and (found := self._pointing_back()):
            return found
        if 1 in self.quoted or s.folded[0] not in rule("pointing"):
            return []
        particle = s.particle(1)
        if "say" not in s.roles[1] and not (particle and "say" in particle[1]):
            return []
        speaker = subject(s, 1, before=False)
        return [Found([(0, self.size)], "reported", speaker, self.cue_spans(1, particle), pointing=True)]

    def _pointing_back(self):
        """»…; das hat X gesagt«, »X hat das betont«."""
        s = self.s
        if s.vocabulary.isdisjoint(rule("pointing")) or "say" not in s.all_roles:
            return []
        for chunk, (first, stop) in enumerate(s.chunks):
            here = [p for p in range(first, min(first + 8, stop - 1)) if s.folded[p] in rule("pointing")]
            near = (*range(stop - 1, max(stop - 3, first), -1), first + 1, *(p - 1 for p in here[:1] if p > first))
            verb = next((p for p in near if p < stop and self._said(p)), None)
            auxiliary = next((p for p in range(first, stop) if s.folded[p] in rule("having")), None)
            inserted = first > 0 and "–" in s.gap(first)  # »Der Prozess – das sagt jeder – war gut«
            if not here or verb is None or inserted or s.subordinate(chunk):
                continue
            object_first = here[0] == first and s.finite(first + 1)
            alone = here[0] + 1 == stop or s.roles[min(here[0] + 1, self.size - 1)] & {"adverb", "not_first"}
            behind = auxiliary if auxiliary is not None else (verb if alone else None)  # »X sagte das schon«
            if not object_first and (behind is None or here[0] != behind + 1):
                continue
            who = subject(s, auxiliary if auxiliary is not None else verb, before=not object_first)
            if who and not self.empty(who):
                return [Found([(0, self.size)], "reported", who, [(verb, verb + 1)], pointing=chunk == 0)]
        return []

    def _said(self, place):
        return "say" in self.s.roles[place] and place not in self.quoted and self.s.forms[place].islower()
