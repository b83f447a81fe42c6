"""What the rules on reported speech share: a passage found, and questions about a sentence."""

from dataclasses import dataclass, field
from functools import cache

from .cues import rule
from .facts import facts
from .speakers import is_thing, phrase, subject


@dataclass
class Found:
    """A reported passage of a sentence: ranges of words, how it is told, by which words, and by whom."""

    parts: list
    kind: str
    speaker: tuple | None = None
    cue: list = field(default_factory=list)
    pointing: bool = False  # to the sentence before
    cited: bool = False  # by the author, who says so
    judging: bool = False  # tells that somebody judged, not what was said


class Rules:
    """Questions about a sentence that several kinds of rules ask."""

    def __init__(self, sentence, quoted, agentless):
        self.s, self.quoted, self.agentless = sentence, quoted, agentless
        self.size = len(sentence)
        self.places = [place for place in range(self.size) if place not in quoted]

    def having(self, *roles):
        """Give the places of the words that have one of these roles, quotations left out."""
        if self.s.all_roles.isdisjoint(roles):
            return []
        return [place for place in self.places if not self.s.roles[place].isdisjoint(roles)]

    def chunk(self, place):
        """Give the first word of the chunk of a word, and the first behind it."""
        return self.s.chunks[self.s.chunk_of[place]]

    def own(self, found):
        """Tell what the author says for himself: »ich glaube, dass …«, »wir fordern …«."""
        s = self.s
        if found.cited:
            return False
        beside = s.folded[slice(*self.chunk(found.cue[0][0]))] if found.cue else []
        if self.agentless and found.speaker and self._somewhere(found):
            return False
        if found.speaker and s.folded[found.speaker[0]] == "man":  # »man kann sagen, …«, but »man sagt, er sei …«
            told = self.agentless and self._heard(found) and s.folded[0] not in rule("conditions")
            return not told and not any("konjunktiv" in s.roles[p] for a, b in found.parts for p in range(a, b))
        if "es" in beside and not rule("author").isdisjoint(beside):
            return True  # »es freut mich, dass …«
        if self.agentless and self._stated(found):
            return True
        broken = self.agentless and not found.speaker and found.cue and s.text[0].islower()
        if broken and s.folded[found.cue[0][0]].endswith("n"):
            return True  # the rest of a sentence that was broken off
        if not rule("nobody").isdisjoint(beside[:2]) or self._whoever(found):
            return True  # »Niemand wird sagen, …«
        ours = not rule("i_and_we").isdisjoint(beside) and not self._of_source(found)
        if ours or (found.speaker and s.folded[found.speaker[0]] in rule("nobody")):
            return True
        if found.speaker:
            return s.folded[found.speaker[0]] in facts("speech")["generic"]["own"]
        told_us = self.agentless and not rule("told_us").isdisjoint(beside)  # »uns wurde gesagt, …«
        return not told_us and not rule("author").isdisjoint(beside)

    def _of_source(self, found):
        """Tell what a source phrase brings, of which »wir« is no speaker: »Wir haben nach Angaben der Stadt …«."""
        by_noun = found.cue and found.speaker and "source_noun" in self.s.roles[found.cue[0][1] - 1]
        return by_noun and rule("i_and_we").isdisjoint(self.s.folded[slice(*found.speaker)])

    def _whoever(self, found):
        """Tell »Wer das Buch mag, wird sich freuen, dass …«."""
        behind = not found.speaker and found.cue and found.cue[0][0] >= self.s.chunks[0][1]
        return behind and self.s.folded[0] in rule("whoever") and "?" not in self.s.text

    def _heard(self, found):
        """Tell »man liest, …« from »man kann sagen, …«."""
        return bool(found.cue) and "heard" in self.s.roles[found.cue[0][0]]

    def _stated(self, found):
        """Tell what is stated, or asked of those who are spoken to, though a word of saying stands in it."""
        s = self.s
        if not found.speaker:
            if not found.cue:
                return False
            first, place = self.chunk(found.cue[0][0])[0], found.cue[0][0]
            points = s.folded[first] in rule("pointing") and place == first + 1 and found.kind == "indirect"
            known = not rule("become_known").isdisjoint(s.folded[slice(*found.cue[-1])])
            return points or known  # »Das zeigt: …«, »Es wurde bekannt, …«
        if "Sie" in s.forms[slice(*found.speaker)] and self._addressed(found):
            return True
        if found.kind == "reported" and "?" in s.text[-2:] and s.folded[0] in rule("asks_first"):
            return found.cue[0][0] < s.chunks[0][1]  # »Was erwarten die Gäste von uns?«
        told_by = s.roles[found.cue[0][0]] if found.cue else frozenset()
        if told_by & {"say", "think", "act"} and "show" not in told_by and is_thing(s, found.speaker):
            return s.folded[found.cue[0][0]] not in rule("things_may")  # »Der Vorfall unterstreicht, wie …«
        things = found.kind == "indirect" and not found.pointing  # »Dies begründet die Sorge, dass …«
        return things and s.folded[slice(*found.speaker)] in (["dies"], ["dieses"], ["das"])

    def _somewhere(self, found):
        """Take »man im Rathaus« for those who work there."""
        first, stop = found.speaker
        place = (
            not self._heard(found)
            and self.s.folded[first] == "man"
            and stop < self.size
            and self.s.folded[stop] in rule("at_media")
        )
        where = phrase(self.s, stop + 1, self.chunk(first)[1]) if place and stop + 1 < self.size else None
        if where:
            found.speaker = (first, where[1])
        return bool(where)

    def _addressed(self, found):
        """Tell what those who are spoken to are asked or told to say, or do by speaking: »Wollen Sie sagen, …?«."""
        s, place = self.s, found.speaker[0]
        polite = place > 0 or any(form.startswith("Ihr") for form in s.forms[1:])
        ordered = place == 1 and not s.finite(2 % self.size)
        ordered |= place - 1 == self.chunk(place)[0] and place > 1  # »…, kritisieren Sie den Plan!«
        first = s.folded[0] in rule("coordinating")
        if "?" in s.text[-2:] or (ordered and "!" in s.text[-2:]) or place == 1 + first:
            return True  # »Kritisieren Sie den Plan!«, »Und sagen Sie nicht, …«
        return polite and found.kind == "reported"  # »Jetzt fordern Sie Verbote«

    def speaker(self, place):
        """Find who says it: the subject of the verb, in the passive whom »von …« names."""
        words, (first, stop) = self.s.folded, self.chunk(place)
        if rule("becoming").isdisjoint(words[first:stop]) or words[place] == "zitiert":
            said = "said_to_be" in self.s.roles[place] or words[place] in rule("nobody_says")
            heard = "heard" in self.s.roles[place] and "man" in words[place : place + 2]
            if heard and (where := self._medium(first, stop)):
                return where  # »liest man im Bericht der Stadt«
            where = self._medium(first, stop, said) if said else None
            nobody = said and words[place + 1 : stop] == ["es"]  # »…, heißt es, …«
            return where if nobody else where or subject(self.s, place)
        return self.by(first, stop)

    def by(self, first, stop):
        """Find whom a passive names: »von X«, or where it is said."""
        by = next((there for there in range(first, stop - 1) if self.s.folded[there] in rule("by")), None)
        return phrase(self.s, by + 1, stop) if by is not None else self._medium(first, stop)

    def awaits(self, place):
        """Tell what awaits somebody: »Hier erwartet einen eine Burg«, »Dort erwartet den Leser ein Rätsel«."""
        if not self.s.folded[place].startswith(tuple(rule("awaiting"))) or place + 2 >= self.size:
            return False
        who, behind = self.s.folded[place + 1 : place + 3]
        articled = place + 3 < self.size and "determiner" in self.s.roles[place + 3]
        somebody = who in rule("accusative") and behind in rule("awaited") and articled
        return somebody or (who in rule("awaited") and "determiner" in self.s.roles[place + 2])

    def stirs(self, place):
        """Tell what stirs somebody: »Der Lärm empört die Nachbarn«, but »X empörte sich«."""
        stirring = self.s.folded[place].startswith(_stirring())
        return stirring and rule("oneself").isdisjoint(self.s.folded[slice(*self.chunk(place))])

    def compared(self, place):
        """Tell »…, verglichen mit dem Vorjahr« and »anders als (von Fachleuten) erwartet« from what somebody said."""
        words = self.s.folded
        than = next((p for p in range(place - 1, max(place - 5, 0), -1) if words[p] == "als"), None)
        if than is not None and (than == place - 1 or words[than + 1] in rule("than_when")):
            return True
        return words[place : place + 2] == ["verglichen", "mit"]

    def _medium(self, first, stop, said=False):
        """Find where it is said, where nobody says it: »heißt es im Bericht der Stadt«, »wird im Antrag behauptet«."""
        for place in range(first, stop - 1):
            people = self.s.folded[place] in rule("from_people" if said else "with_people")
            if people or self.s.folded[place] in rule("at_media"):
                named = phrase(self.s, place + 1, stop)
                nouns = [self.s.folded[p] for p in range(*named)] if named else []
                if people or any(n.endswith(_documents()) for n in nouns):
                    return named
        return None

    def empty(self, who):
        """Tell »das« and »vieles« from »das Gutachten«."""
        return who[1] - who[0] == 1 and self.s.folded[who[0]] in rule("empty_subjects")

    def konjunktiv(self, chunk):
        """Tell a chunk with a form of the Konjunktiv that is not the author's own."""
        first, stop = self.s.chunks[chunk]
        if not rule("first_person").isdisjoint(self.s.folded[first:stop]):
            return False
        if self.s.mood_at_end(chunk):
            return True
        return any(
            self.s.roles[p] & {"konjunktiv", "late"} and not self.after_as(p)
            for p in range(first, stop) if p not in self.quoted
        )  # fmt: skip

    def to_be_said(self, place, first, stop):
        """Tell what is to be said from what somebody said: »muss gesagt werden«, »darf erwartet werden«."""
        words = self.s.folded[first:stop]
        passive = self.s.folded[place + 1 : place + 2] == ["werden"] and rule("by").isdisjoint(words)
        return passive and not rule("wanting").isdisjoint(words)

    def wanted(self, place, first, stop):
        """Tell a verb that is not told to have been said: »muss sagen«, »lasst uns reden«, »einzuräumen«."""
        word = self.s.folded[place]
        if not word.endswith("n") or (word.startswith("ge") and word not in rule("no_participle")):
            return False
        if "zu" in word[2:8] and not self.s.finite(place):
            return True
        return any(p != place and self.s.folded[p] in rule("wanting") for p in range(first, stop))

    def cue_in(self, chunk):
        """Tell a chunk with a verb of saying or thinking."""
        return any(self.s.roles[p] & {"say", "think"} for p in range(*self.s.chunks[chunk]))

    def infinitive(self, chunk):
        """Tell an infinitive with »zu« that a cue may take."""
        s, (first, stop) = self.s, self.s.chunks[chunk]
        if s.folded[max(stop - 2, first)] == "zu" and stop - first > 2 and s.folded[stop - 1].endswith("n"):
            return s.folded[first] not in rule("no_infinitive")  # »… zu gehen«, but not »… zu teuer«
        if s.has_finite(chunk) or s.folded[first] in rule("no_infinitive"):
            return False
        joined = s.folded[stop - 1].endswith("en") and "zu" in s.folded[stop - 1][2:8]  # »anzukommen«
        return joined or any(
            s.folded[p] == "zu" and s.folded[p + 1].endswith("n") and s.forms[p + 1].islower()
            for p in range(first, stop - 1)
        )

    def attributive(self, place, stop):
        """Tell a participle before its noun: »der befürchtete Streit«."""
        inside = self.chunk(place)[0] < place < stop - 1
        if not inside or not self.s.forms[place + 1][0].isupper():
            return False
        verb_last = self.s.subordinate(self.s.chunk_of[place]) and not self.s.forms[place - 1][0].isupper()
        if "determiner" in self.s.roles[place - 1] or verb_last:  # »…, weil bekannte Sorgen wachsen«
            return True
        first, word = self.chunk(place)[0], self.s.folded[place]
        if place - 2 >= first and self.s.folded[place - 2] in rule("articles") and word.endswith(("te", "ten")):
            return self.s.forms[place - 1].islower()  # »eine oft beklagte Lücke«
        if word.endswith(("te", "ten")) and self._before_modal(place + 1, stop):
            return True  # »Zwei aus Rom erwartete Züge sollen …«
        other = word.endswith(("te", "ten")) and True in self.s.finites[first : place - 1]
        return other and self.s.forms[place - 1].islower() and self.s.folded[place - 1] not in rule("coordinating")

    def _before_modal(self, noun, stop):
        """Tell a noun that ends the subject of its clause: its verb, of which lists know all forms, follows at once."""
        return noun + 1 < stop and self.s.folded[noun + 1] in rule("finite")

    def after_as(self, place):
        """Tell a form of unreal comparison: »als sei …«."""
        return self.s.folded[place - 1 : place] == ["als"]

    def cue_spans(self, place, particle):
        """Give the words of a cue: the verb, and its particle where it is parted."""
        return [(place, place + 1)] + ([(particle[0], particle[0] + 1)] if particle else [])


@cache
def _stirring():
    return tuple(rule("stirring"))


@cache
def _documents():
    return (*rule("documents"), *rule("houses"))


def closes(gap):
    """Tell whether a quotation mark stands in what lies between two words."""
    return any(mark in gap for mark in '“”«»"')
