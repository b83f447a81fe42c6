"""Speech told by the mood of the verb alone, »Er sei krank«, and hearsay, »soll … haben«."""

from .cues import rule
from .facts import facts
from .rules import Found, Rules
from .surety import is_claim, is_hearsay


class Moods(Rules):
    """The rules on the reporting Konjunktiv without a cue, and on hearsay."""

    def going_on(self, told):
        """Find the reporting Konjunktiv without a cue, and hearsay, »soll … haben«."""
        s, moods = self.s, {}
        for place in self.having("konjunktiv", "late"):
            moods.setdefault(s.chunk_of[place], []).append(place)
        at_end = {n for n, (first, _) in enumerate(s.chunks) if s.mood_at_end(n) and first not in self.quoted}
        if not moods and not at_end and s.all_roles.isdisjoint({"hearsay", "claim"}):
            return []
        text = f" {' '.join(s.folded)} "
        if any(f" {phrase} " in text for phrase in facts("speech")["konjunktiv"]["fixed"]):
            return []
        for chunk in sorted(at_end.union(moods)):
            first = s.chunks[chunk][0]
            if chunk in at_end or any(self._reports(p, chunk, told) for p in moods[chunk]):
                conditional = s.folded[first] in rule("conditions") and chunk == 0
                begin = 0 if told or not s.subordinate(chunk) or conditional else first
                begin = first if self._behind_fact(chunk) else begin
                end = s.resumes(chunk + 1) if s.folded[first] in rule("that") else self.size
                return [Found([(begin, end)], "indirect")]
        return self._hearsay(told)

    def _hearsay(self, told):
        """»X soll … getan haben«, »…, die er getan haben soll«; where something is told already, plans as well."""
        s, ends = self.s, facts("status")["hedges"]["hearsay_ends"]
        for place in self.having("hearsay"):
            first, stop = self.chunk(place)
            if s.subordinate(s.chunk_of[place]):
                if place == stop - 1 and s.folded[place - 1] in ends and not self.agentless:
                    return [Found([(first, stop)], "free_indirect", None, [(place, place + 1)])]
                continue
            plan = not is_hearsay(s, place)
            if place and not (plan and (self.agentless or not told)):
                return [Found([(first, self.size)], "free_indirect", None, [(place, place + 1)])]
        for place in self.having("claim") if self.agentless else ():
            first = self.chunk(place)[0]
            if not s.subordinate(s.chunk_of[place]) and is_claim(s, place):
                begin = 0 if first == place else first
                return [Found([(begin, self.size)], "free_indirect", self.speaker(place), [(place, place + 1)])]
        return []

    def going_on_before(self, said):
        """Find the reporting Konjunktiv of a clause that leads to what is said itself: »Er behaupte, das sei …«."""
        begin = min((one.parts[0][0] for one in said if one.parts), default=0)
        for place in self.having("konjunktiv", *(["hearsay"] if self.agentless else [])):
            chunk = self.s.chunk_of[place]
            first, stop = self.s.chunks[chunk]
            if stop > begin:
                break
            if self.s.subordinate(chunk):
                continue
            if "hearsay" in self.s.roles[place] and is_hearsay(self.s, place):
                return [Found([(first, begin)], "free_indirect", None, [(place, place + 1)])]
            if self._reports(place, chunk, False):
                return [Found([(first, begin)], "indirect")]
        return []

    def _behind_fact(self, chunk):
        """Tell a Konjunktiv right behind a main clause that has none: »Der Plan ist vom Tisch, er sei zu teuer«."""
        if self.agentless and rule("i_and_we").intersection(self.s.folded[: self.s.chunks[chunk][0]]):
            return True  # »Wir haben uns damit beschäftigt, gleich unter wem, wir seien …«
        before = chunk - 1
        while before > 0 and ":" in self.s.gap(self.s.chunks[chunk][0]) and self.s.subordinate(before):
            before -= 1  # »Das zeigt, wie alt der Deich ist: Er sei …«
        if before < 0 or self.s.subordinate(before):
            return False
        first, stop = self.s.chunks[before]
        verb = next((p for p in range(first, stop) if self.s.finite(p)), None)
        if verb is None:
            return self.s.verbal(before)
        return self.s.roles[verb].isdisjoint({"konjunktiv", "late"})

    def _reports(self, place, chunk, told):
        s, roles = self.s, self.s.roles[place]
        if "konjunktiv" not in roles:
            asks = "?" in s.text[-2:]
            if not told or asks or self._conditional(chunk) or not rule("no_report").isdisjoint(s.vocabulary):
                return False
            return "late" in roles
        if "!" in s.text[-2:] and self.agentless:
            return False  # »Friede sei mit euch!«
        first, stop = s.chunks[chunk]
        if place == first and (chunk == 0 or s.folded[place + 1 : place + 2] == ["es"]):
            return False  # »Sei still!«, »…, sei es aus Not, …«
        beside = facts("speech")["konjunktiv"]["not_beside"]
        if any(word in beside for word in s.folded[first:stop]) or self.after_as(place):
            return False
        clear = s.folded[place] in rule("clear") and not (
            s.folded[place] in rule("first_too") and "ich" in s.vocabulary
        )
        return clear or ("ich" not in s.vocabulary and self._third(place, told))

    def _conditional(self, chunk):
        """Tell what depends on »Sollte es regnen, …«."""
        return any(self.s.folded[first] in rule("if_first") for first, _ in self.s.chunks[:chunk])

    def _third(self, place, told):
        """Tell a form in -e where a verb stands, not before a noun that it could modify."""
        s = self.s
        inside = place + 1 < self.size and s.chunk_of[place + 1] == s.chunk_of[place]
        before_noun = inside and s.forms[place + 1][0].isupper()
        alone = s.chunk_of[place - 2] != s.chunk_of[place] if place > 1 else True  # »Das bedeute viel«
        article = "determiner" in s.roles[place - 1] and not alone
        if s.folded[place - 1 : place] == ["es"]:
            return True  # »Es gebe Gründe«
        ordered = s.folded[place - 1 : place] == ["man"] and not told  # »Man nehme drei Eier«
        return not before_noun and not ordered and not article
