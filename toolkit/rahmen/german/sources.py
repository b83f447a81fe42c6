"""Source phrases: »laut X«, »nach Angaben von X«, »X zufolge«, »so X«, and what they cover."""

from functools import cache

from .cues import rule
from .facts import facts
from .rules import Found, Rules, closes
from .speakers import phrase, subject, subject_of


class Sources(Rules):
    """The rules on source phrases."""

    def sources(self):
        """Find what source phrases bring."""
        found = self._believed() if self.agentless and self.s.folded[0] in _believing() else []
        for place in self.having("alone", "after", "source_noun", "so", "hence"):
            source = self._source(place)
            if source:
                (first, stop), speaker, cue = source
                found.append(Found(self._told_by(first, stop), "indirect", speaker, cue))
        return found

    def _believed(self):
        """»Glaubt man der Wirtin, …«, »Geht es nach dem Rat, …«."""
        s, stop = self.s, self.s.chunks[0][1]
        begin = next((len(run) for run in facts("speech")["rule"]["believed"] if s.folded[: len(run)] == run), 0)
        who = phrase(s, begin, stop) if 0 < begin < stop < self.size and "?" not in s.text[-2:] else None
        return [Found([(stop, self.size)], "indirect", who, [(0, begin)])] if who else []

    def _source(self, place):
        roles = self.s.roles[place]
        for role, of_role in (("alone", self._laut), ("hence", self._hence), ("after", self._zufolge)):
            if role in roles:
                found = of_role(place, *self.chunk(place))
                if found:
                    return found
        if "source_noun" in roles:
            return self._noun(place, *self.chunk(place))
        return self._so(place, *self.chunk(place)) if "so" in roles else None

    def _laut(self, place, first, stop):
        if place + 1 >= stop or "not_first" in self.s.roles[place + 1] or self.s.finite(place + 1):
            return None  # the adverb: »laut gegen etwas protestieren«
        named = phrase(self.s, place + 1, stop)
        if named and self.s.folded[place] == "gemaess" and self._rules(named):
            return None
        if not named and self.s.text.islower():  # a forum that does without capitals
            end = next((p for p in range(place + 1, stop) if self.s.finite(p)), place + 1)
            return ((place, end), (place + 1, end), [(place, place + 1)]) if 0 < end - place - 1 < 4 else None
        return ((place, named[1]), named, [(place, place + 1)]) if named and self._nominal(named) else None

    def _rules(self, named):
        """Tell what is obeyed, not quoted: »gemäß § 5«, »gemäß dem Mietgesetz«."""
        nouns = [p for p in range(*named) if self.s.forms[p][0].isupper() or self.s.forms[p][0].isdigit()]
        laws = tuple(facts("speech")["source"]["laws"])
        return not nouns or self.s.forms[nouns[0]][0].isdigit() or self.s.folded[nouns[0]].endswith(laws)

    def _hence(self, place, first, stop):
        """»Demnach wurden …«."""
        if self.s.folded[place] in facts("speech")["source"]["uncertain"] and not self.agentless:
            return None
        beside = place + 1 if place == first and place + 1 < stop else place - 1
        sure = self.s.folded[place] not in facts("speech")["source"]["uncertain"]
        within = self.agentless and sure and any(map(self.s.finite, range(first, place)))
        if within or (beside >= 0 and self.s.finite(beside)):
            return (place, place + (place == first)), None, [(place, place + 1)]
        return None

    def _zufolge(self, place, first, stop):
        s, end = self.s, self._before_bracket(place, first)
        begin = end
        while begin > first and not s.finite(begin - 1) and end - begin < 14:
            begin -= 1
            if "determiner" in s.roles[begin] and s.folded[begin] not in rule("inner_articles"):
                break
        if s.folded[begin] not in rule("dative"):  # no article: the nouns right before it
            begin = end
            while begin > first and s.forms[begin - 1][0].isupper() and end - begin < 3:
                begin -= 1
            if end - begin > 1 and (s.forms[end - 1].endswith("ern") or "source_noun" in s.roles[end - 1]):
                begin = end - 1
        return ((begin, place + 1), (begin, end), [(place, place + 1)]) if begin < end else None

    def _before_bracket(self, place, first):
        """Look before what stands in brackets: »Einer Erklärung des Verbands (VDR) zufolge«."""
        if ")" not in self.s.gap(place):
            return place
        return next((p for p in range(place - 1, first, -1) if "(" in self.s.gap(p)), place)

    def _so(self, place, first, stop):
        """»…, so der Minister«: a chunk without a verb, behind a comma or a quotation."""
        s, chunk = self.s, self.s.chunk_of[place]
        if place != first or not chunk or stop == place + 1:
            return None
        if self.agentless and self._so_view(place, stop):
            return (place, place + 1), None, [(stop - 1, stop)]
        if s.verbal(chunk):
            return self._so_says(place, stop)
        behind = s.folded[place + 1]
        if (
            behind in rule("no_source")
            or behind in rule("accusative")
            or "not_first" in s.roles[place + 1]
            or behind in facts("speech")["source"]["own"]
        ):
            return None  # »so dass«, »so zum Beispiel«, »so meine Bitte«
        if (
            place + 2 < stop
            and s.forms[place + 1].islower()
            and not s.roles[place + 1]
            and s.roles[place + 2] & {"determiner"}
        ):
            return None  # »so schwer die Lage ist«
        named = phrase(s, place + 1, stop)
        if named and self._nominal(named) and ("," in s.gap(place) or closes(s.gap(place))):
            return (first, stop), named, [(place, place + 1)]
        return None

    def _so_view(self, place, stop):
        """Tell »so die in vielen Briefen geäußerte Kritik«, which tells nobody's name."""
        s = self.s
        if stop - place < 4 or s.folded[place + 1] not in rule("articles") or s.folded[stop - 1] not in rule("views"):
            return False
        return s.forms[stop - 2].islower() and s.folded[stop - 2].endswith(("te", "ene"))

    def _so_says(self, place, stop):
        """»…, so vermuten die Gärtner, …«."""
        s = self.s
        if stop - place > 12:
            return None
        if self.agentless and s.folded[place + 1] in rule("so_goes"):
            return (place, stop), self._written(place + 2, stop), [(place, place + 2)]
        if s.roles[place + 1].isdisjoint({"say", "think", "act"}):
            return None
        who = subject(s, place + 1, before=False)
        return ((place, stop), who, [(place, place + 2)]) if who else None

    def _written(self, place, stop):
        """Give where it stands: »so steht es im Brief der Stadt«, but nobody says »so geht das Gerücht«."""
        at = next((p for p in range(place, stop - 1) if self.s.folded[p] in rule("at_media")), None)
        return phrase(self.s, at + 1, stop) if at is not None else None

    def _noun(self, place, first, stop):
        s, own = self.s, facts("speech")["source"]["own"]
        opened = self._opened(place, first)
        if opened is None:
            return self._noun_after(place, first, own)
        middle = s.folded[opened + 1 : place]
        if s.folded[opened] == "aus" and not s.folded[place].endswith(tuple(rule("views_from"))):
            return None
        if any(word in own for word in middle) or (middle and set(middle) <= rule("other")):
            return None  # »meiner Meinung nach«, »mit anderen Worten«
        if middle and all(word in facts("speech")["source"]["sides"] for word in middle):
            return None  # »aus rechtlicher Sicht«: a side of the matter, nobody's view
        behind = place + 1
        named = (
            phrase(s, behind + (s.folded[behind] in rule("by")), stop)
            if behind < stop and self._goes_on(behind) and not self._dated(behind, stop)
            else None
        )
        end = named[1] if named else behind
        if any(word.startswith("eigene") for word in middle):
            named = subject_of(s, range(first, stop)) or (phrase(s, first, opened) if opened > first else None)
        elif named is None:
            owner = next((p for p in range(opened + 1, place) if "pronoun" in s.roles[p]), None)
            named = (owner, owner + 1) if owner is not None else (opened + 1, place + 1)
        return (opened, end), named, [(opened, place + 1)]

    def _opened(self, place, first):
        """Find the preposition of a source noun, adjectives alone between them."""
        for there in range(place - 1, max(first, place - 6) - 1, -1):
            if "before_noun" in self.s.roles[there] or self.s.folded[there] == self._with(place):
                return there
            of_name = (
                there == place - 1
                and self.s.folded[there].endswith("s")
                and self.s.folded[place] in rule("views_after")
            )
            if self.s.finite(there) or (self.s.forms[there][0].isupper() and not of_name):
                return None  # but »nach Ruges Meinung«
        return None

    def _with(self, place):
        """Give the preposition that some nouns take besides: »in den Augen der Fischer«, »mit den Worten von X«."""
        owned = place + 1 < self.size and (self._goes_on(place + 1) or self.s.folded[place + 1] in rule("by"))
        return facts("speech")["source"]["preposition"].get(self.s.folded[place]) if owned and self.agentless else None

    def _noun_after(self, place, first, own):
        """»Seiner Meinung nach …«."""
        s = self.s
        if s.folded[place + 1 : place + 2] != ["nach"] or s.folded[place] not in rule("views_after"):
            return None
        begin = place - 1 if place > first and (s.forms[place - 1].islower() or place - 1 == first) else place
        if s.folded[begin] in own:
            return None
        return (begin, place + 2), ((begin, place) if begin < place else None), [(place, place + 2)]

    def _goes_on(self, place):
        form = self.s.forms[place]
        if self.s.gap(place).strip(" ("):
            return False  # »Mit den Worten „Es reicht“ verließ sie den Saal«
        genitive = form.endswith("er") and self.s.forms[place + 1 : place + 2] and self.s.forms[place + 1][0].isupper()
        named = form[0].isupper() and not self.s.finite(place)
        return named or genitive or self.s.folded[place] in rule("owner")  # »nach Angaben deutscher Behörden«

    def _dated(self, place, stop):
        """Tell »nach Angaben vom Donnerstag«: when, not by whom."""
        return place + 1 < stop and "time" in self.s.roles[place + 1]

    def _nominal(self, span):
        first, stop = span
        names = any(form[0].isupper() or form[0].isdigit() for form in self.s.forms[first:stop])
        return names or (stop - first == 1 and "pronoun" in self.s.roles[first])

    def _told_by(self, first, stop):
        """Give what a source phrase covers: its sentence, or from its own clause on, without the phrase."""
        s, chunk = self.s, self.s.chunk_of[first]
        if self._within_a_phrase(first, stop):
            named = phrase(s, stop, s.chunks[chunk][1])
            return [(stop, named[1])] if named else []
        begin = s.chunks[chunk][0] if chunk and self._stands_alone(chunk) else self._behind_colon(chunk)
        if s.folded[begin] == "wie" and "zu" in s.folded[stop : s.chunks[chunk][1]]:
            begin = 0  # »…, wie aus Kreisen zu hören war«
        behind = self._behind_apposition(chunk) if stop == s.chunks[chunk][1] else stop
        end = s.resumes(chunk + 1) if s.subordinate(chunk) else self.size
        return [part for part in ((begin, first), (behind, end)) if part[0] < part[1]]

    def _within_a_phrase(self, first, stop):
        """Tell a source of one phrase: »die ihrer Ansicht nach hohe Miete«."""
        s, chunk = self.s, self.s.chunk_of[first]
        begin, end = s.chunks[chunk]
        if first == begin or s.folded[first - 1] not in rule("articles") or not s.forms[first].islower():
            return False
        relative = chunk > 0 and first - 1 == begin  # »…, die ihrer Ansicht nach zahlt«
        noun = next((p for p in range(stop, end) if s.forms[p][0].isupper()), end)
        return not relative and noun > stop and not any(s.finite(p) for p in range(stop, noun))

    def _behind_colon(self, chunk):
        """Give where what is told begins: behind »Der Rat lehnt ab: Er sei …, so X«, a fact alone stands before it."""
        begin = next((n for n in range(chunk, 0, -1) if ":" in self.s.gap(self.s.chunks[n][0])), 0)
        fact = any(map(self.s.has_finite, range(begin))) and not any(map(self.konjunktiv, range(begin)))
        return self.s.chunks[begin][0] if fact and any(map(self.konjunktiv, range(begin, chunk + 1))) else 0

    def _behind_apposition(self, chunk):
        """»Nach Angaben des Chefs, Jens Ruge, fehlt …«: give where the clause goes on."""
        s, stop = self.s, self.s.chunks[chunk][1]
        for there in range(chunk + 1, min(chunk + 4, len(s.chunks))):
            first = s.chunks[there][0]
            if s.finite(first):
                return first
            if s.has_finite(there) or first in self.quoted:
                break
        return stop

    def _stands_alone(self, chunk):
        """Tell whether what a source brings begins with its own chunk, not with the sentence."""
        s, first = self.s, self.s.chunks[chunk][0]
        if ":" in s.gap(first) or ";" in s.gap(first):
            return True
        inserted = all(s.subordinate(n) or not s.has_finite(n) for n in range(chunk))
        if self.agentless and s.folded[0] in rule("that") and s.finite(first):
            return False  # »Ob …, ist nach Auskunft der Stadt offen«
        if self.agentless and s.subordinate(0) and s.finite(first) and inserted:
            return True  # »Nachdem …, strömten Berichten zufolge …«
        return s.subordinate(chunk) or (s.has_finite(chunk) and self._new_main(chunk))

    def _new_main(self, chunk):
        """Tell whether a chunk begins a main clause of its own, behind another one."""
        first = self.s.chunks[chunk][0]
        gap = self.s.gap(first)
        parted = ";" in gap or ":" in gap or self.s.folded[first] in rule("coordinating")
        return self.s.verb_second(chunk) and (parted or self.s.has_finite(chunk - 1))


@cache
def _believing():
    """Give the words that open what tells whom to believe."""
    return frozenset(run[0] for run in facts("speech")["rule"]["believed"])
