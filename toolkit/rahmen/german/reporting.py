"""The rules on verbs that take a clause, joined with those on nouns, sources and views."""

from .ascribing import Ascribing
from .citing import Citing
from .clausal import verb_first
from .clauses import FAR, IN_T
from .cues import rule
from .facts import facts
from .moods import Moods
from .rules import Found, closes
from .sources import Sources
from .speakers import auxiliary_before, phrase, subject
from .taking import Taking

_VERBS = "say", "think", "part", "act", "decide", "said_to_be", "show", "heard"


class Reporting(Sources, Ascribing, Taking, Citing, Moods):
    """The rules on verbs that take a clause, beside those on nouns and adjectives, on sources, views and moods."""

    def told(self):
        """Find what verbs and source phrases tell; »sagte X, er bleibe seiner Meinung nach« is told once, by X."""
        verbs = self.verbs()
        names = [one for one in self.sources() if not verbs or not one.speaker or not self._own_view(one.speaker)]
        names += self.found_out() if self.agentless and not verbs else []
        return verbs + names + (self._left_open() if self.agentless and not verbs else [])

    def _left_open(self):
        """»X wollte nicht ausschließen, dass …«."""
        s = self.s
        for place in self.places if not s.vocabulary.isdisjoint(rule("left_open")) else ():
            first, stop = self.chunk(place)
            words = s.folded[first:stop]
            verb = next((p for p in range(first, stop) if s.folded[p] in rule("wanting_not")), None)
            if s.folded[place] not in rule("left_open") or verb is None or "nicht" not in words or stop == self.size:
                continue
            who = subject(s, verb)
            if who and not self.empty(who) and s.folded[stop] in rule("that"):
                return [Found([(stop, self.size)], "indirect", who, [(place, place + 1)])]
        return []

    def _own_view(self, who):
        return self.s.folded[slice(*who)] in (["seiner"], ["ihrer"])

    def verbs(self):
        """Find what verbs of saying and thinking take."""
        return [one for one in map(self._verb, self.having(*_VERBS)) if one]

    def _verb(self, place):
        s, chunk, particle = self.s, self.s.chunk_of[place], self.s.particle(place)
        kinds = s.roles[place] | (particle[1] if particle else set())
        whence = s.folded[s.chunks[chunk][0] :][:2] == ["wie", "es"]  # »Wie es aus dem Amt heißt, …«
        if "said_to_be" in kinds and (whence or "es" in s.folded[max(place - 1, 0) : place + 2]):
            kinds |= {"say"}  # »es heißt«, not »das heißt«
        heard = "heard" in kinds and "man" in s.folded[max(place - 1, 0) : place + 2]
        kinds |= {"say"} if heard else set()  # »man liest, dass …«
        if "show" in kinds and self._documented(place):
            kinds |= {"say"}
        if self._no_cue(place, *s.chunks[chunk]):
            return None
        if not kinds & {"say", "think", "act"} and ("decide" not in kinds or self.agentless):
            return None
        cue, (first, stop) = self.cue_spans(place, particle), s.chunks[chunk]
        first = self._wie(chunk) if "wie" in s.folded[:2] else first
        first += s.folded[first] in rule("coordinating")
        if s.folded[first] == "wie" and kinds & {"say", "think"}:
            if self.agentless and self._agrees(first, stop):
                return None
            parts = [part for part in ((0, first), (stop, self.size)) if part[0] < part[1]]
            who = self._wie_speaker(place, first, stop)
            return Found(parts, "indirect", who, cue) if parts and place - first < 12 else None
        if chunk and self._inserted(place, chunk):
            parts = [(self._from(chunk), first), (stop, self.size)]
            return Found(parts, "indirect", subject(s, first, before=False), cue)
        begin = self._content(chunk, particle)
        trails = chunk > 0 and self._trailing(place, chunk)
        if begin is not None and not (trails and any(map(self.konjunktiv, range(chunk)))):
            condition = s.subordinate(chunk) or (not chunk and verb_first(s))
            end = s.resumes(s.chunk_of[begin] + 1) if condition else self.size
            return Found([(begin, end)], "indirect", self.speaker(place), cue)
        if trails:
            put_in = kinds & {"said_to_be", "heard"} and s.gap(stop) == ", "  # »Die Papiere, heißt es, sind da«
            put_in = put_in or chunk + 1 in s.rests
            rest = stop if put_in else self._after(chunk)
            parts = [(self._from(chunk), first)] + ([(rest, self.size)] if rest else [])
            passive = heard or "said_to_be" in kinds or s.folded[place] == "zitiert"
            who = self.speaker(place) if passive else subject(s, place, before=False)
            return Found(parts, "indirect", who, cue)
        return None

    def _documented(self, place):
        """Tell »die Studie zeigt, dass …« and »im Bericht steht, …« from what else shows or stands."""
        documents = tuple(rule("documents"))
        return any(self.s.folded[p].endswith(documents) for p in range(*self.chunk(place)) if p not in self.quoted)

    def _wie(self, chunk):
        """»Wie X, der Sprecher, mitteilte, …«: give where the clause of the cue begins."""
        inserted = chunk < 4 and not any(self.s.finite(p) for p in range(self.s.chunks[chunk][0]))
        return 0 if inserted else self.s.chunks[chunk][0]

    def _wie_speaker(self, place, first, stop):
        """Find the speaker of »wie X mitteilte«, »wie aus Kreisen verlautete«."""
        nobodys = self.s.folded[place] in rule("nobody_says") | rule("said_to_be")
        who = self._medium(first, stop, True) if nobodys else None
        if who is None and self.s.folded[first + 1 : first + 2] == ["es"]:
            who = self._wie_who(first)
        return who or subject(self.s, place) or self._wie_who(first)

    def _wie_who(self, first):
        """Find the speaker before what is put in: »Wie X, der Sprecher, in Bonn mitteilte, …«."""
        s, place = self.s, first + self.s.folded[first : first + 2].count("wie")
        place += s.folded[place] == "es"
        stop = s.chunks[s.chunk_of[first]][1]
        verb = next((p for p in range(place, stop) if s.finite(p)), place)
        return phrase(s, place, stop) or ((place, verb) if 0 < verb - place < 4 and not s.roles[place] else None)

    def _agrees(self, first, stop):
        """Tell a »wie« by which the author agrees or compares: »…, wie von X beschrieben, …«, »…, wie X es wünscht«."""
        words = self.s.folded[first:stop]
        bare = not rule("by").isdisjoint(words) and (rule("passive") | rule("having")).isdisjoint(words)
        return first > 0 and (bare or "es" in words or "Sie" in self.s.forms[first:stop])

    def _no_cue(self, place, first, stop):
        """Tell an infinitive with »zu«, and a participle on its own: »wie gesagt«, »ehrlich gesagt«."""
        s = self.s
        if s.folded[place] in rule("not_reflexive") and "sich" in s.folded[first:stop]:
            return True  # »dort findet sich …«
        if s.folded[place] in rule("found") and first < place < stop - 1:  # »Er fand, …«, »…, fand er« think
            thought = stop < self.size and (s.folded[stop] in rule("that") or self.konjunktiv(s.chunk_of[stop]))
            return not thought  # »Er fand einen Brief, der …«
        if (
            (place > first and s.folded[place - 1] in ("zu", "sei"))
            or self.wanted(place, first, stop)
            or self.attributive(place, stop)
            or s.folded[first : first + 2] in (["seien", "sie"], ["anders", "als"])  # »Seien Sie versichert: …«
            or (self.agentless and (self._called_on(place, first, stop) or self.to_be_said(place, first, stop)))
        ):
            return True
        if [s.folded[place], s.folded[stop - 1]] in facts("speech")["say"]["other_verbs"]:
            return True  # »denken darüber nach, … zu …«
        if self.agentless and (self._put_so(place, first, stop) or self.on_topic(place, first, stop)):
            return True
        if self.agentless and (self.compared(place) or self._speaks_for(place, first, stop)):
            return True
        if self.stirs(place):
            return True
        beside = rule("having") | rule("passive")
        if s.folded[place] in rule("adverbs_too") and (place == first or beside.isdisjoint(s.folded[first:stop])):
            return True  # »…, ausgerechnet am Montag«
        alone = place == stop - 1 and s.folded[place].startswith("ge") and stop - first <= 3
        alone = alone and auxiliary_before(s, place) is None
        return alone and beside.isdisjoint(s.folded[first:stop])

    def _put_so(self, place, first, stop):
        """Tell how something is put, »Kurz formuliert, ist …«, »wie die Regel formuliert ist«, from who puts it so."""
        s = self.s
        if s.folded[place] not in rule("put_so") or s.folded[first:stop] == [s.folded[place]]:
            return False
        states = s.folded[stop - 1] in rule("being") and rule("by").isdisjoint(s.folded[first:stop])
        return states or (place == stop - 1 < self.size - 1 and stop - first < 4 and s.finite(stop))

    def _speaks_for(self, place, first, stop):
        """Tell »Manches spricht dafür, dass …« from what somebody says."""
        words = self.s.folded[first:stop]
        for_it = not rule("for_it").isdisjoint(words) or words[0] in rule("for_what")
        for_it |= self.s.subordinate(self.s.chunk_of[place]) and not rule("for_what").isdisjoint(words)
        return self.s.folded[place].startswith("spr") and for_it

    def _called_on(self, place, first, stop):
        """Tell a duty, »Alle sind aufgefordert, …«, from what somebody said: »wurden aufgefordert, …«."""
        words = self.s.folded[first:stop]
        return (
            self.s.folded[place] in rule("called_on") and "worden" not in words and not rule("being").isdisjoint(words)
        )

    def _content(self, chunk, particle):
        """Find where what is said begins: behind a colon, or with an opener, an infinitive or the Konjunktiv."""
        s = self.s
        for there in range(chunk + 1, min(chunk + 5, len(s.chunks))):
            first = s.chunks[there][0]
            gap = s.gap(first)
            if ":" in gap and "(" not in gap:
                return first
            if ";" in gap and not self.konjunktiv(there):
                return None
            if "(" in gap or (particle and first == particle[0]):
                continue
            if first in self.quoted or (there == chunk + 1 and self._taken_up(chunk, first)):
                return None
            if self._opens_content(there, there == chunk + 1):
                return first
        return None

    def _taken_up(self, chunk, first):
        """Tell a main clause behind a condition from what is said: »Wenn X das sagt, ist …«, »Wer das sagt, der …«."""
        s = self.s
        begin = s.chunks[chunk][0]
        known = self.agentless and s.folded[begin + (s.folded[begin] in rule("coordinating"))] in rule("taken_up")
        if not known or self.konjunktiv(s.chunk_of[first]):
            return False
        return s.finite(first) or s.then(first) or (first + 1 < self.size and s.finite(first + 1))

    def _opens_content(self, chunk, next_one):
        s, first = self.s, self.s.chunks[chunk][0]
        that = s.folded[first + 1 : first + 2] in (["dass"], ["ob"])
        opened = that or ("opener" in s.roles[first] and s.folded[first] not in rule("no_openers"))
        if opened and (s.folded[first] != "wie" or not self.cue_in(chunk)):
            return True
        if self.infinitive(chunk):
            return True
        if s.opens(chunk, "subordinate"):
            return self.konjunktiv(chunk)
        named = next_one and s.forms[first + 1 : first + 2] and s.forms[first + 1][0].isupper()
        main = named and (self._form(chunk) or self.konjunktiv(chunk))  # »…, der Deich halte«
        if s.opens(chunk, "relative") and not s.verb_second(chunk) and not main:
            return False
        if self.konjunktiv(chunk) or (next_one and self._form(chunk)):
            return True
        main = (s.verb_second(chunk) or self._long_subject(chunk)) and not self.cue_in(chunk)
        return next_one and main and s.folded[first] not in rule("coordinating")

    def _long_subject(self, chunk):
        """Tell a main clause whose verb stands far behind, »rund ein Drittel der befragten Eltern lehnte …«."""
        s, (first, stop) = self.s, self.s.chunks[chunk]
        far = range(first + 4, min(first + 10, stop - 1))
        return "relative" not in s.roles[first] and any(s.finite(p) for p in far)

    def _form(self, chunk):
        """Tell a form in -e in the place of the verb, right behind a cue: »…, die Brücke trage nicht«."""
        s, (first, stop) = self.s, self.s.chunks[chunk]
        for p in range(first + 1, min(first + 6, stop)):
            word = s.folded[p]
            form = (
                word.endswith("e")
                and len(word) > 4
                and not word.endswith("te")
                and s.forms[p].islower()
                and not s.roles[p]
            )
            before = s.forms[p - 1][0].isupper() or s.folded[p - 1] in rule("nominative")
            if form and before and not (p + 1 < stop and s.forms[p + 1][0].isupper()):
                return True
        return False

    def _trailing(self, place, chunk):
        """Tell a cue behind what it tells: »…, sagte X«."""
        s, first = self.s, self.s.chunks[chunk][0]
        cited = s.folded[place] == "zitiert" and s.folded[first] in rule("becoming")  # »…, wird X zitiert«
        inserted = not rule("at_least").isdisjoint(s.folded[first + 1 : first + 2])
        near = first + 1 + inserted  # »…, das jedenfalls behauptet X«
        if first != place and not cited and not (place == near and s.folded[first] in rule("before_trailing")):
            return False
        gap = s.gap(first)
        if "said_to_be" in s.roles[place]:
            return True
        if closes(gap) and (first - 1 in self.quoted or s.text[0] in '„“”»«"'):
            return True
        if not any(mark in gap for mark in ",–?!…"):
            return False
        asks = s.folded[0] in rule("asks_first") and not s.finite(first - 1)  # »Wem gehört das Haus, fragt X«
        there = s.folded[0] in rule("adverb_too") and s.finite(1)  # »Da fehlt er, sagte X«, but »Da er fehlt, …«
        if not there and all(s.subordinate(n) for n in range(chunk)) and s.folded[0] not in rule("that") and not asks:
            return False
        if chunk > 1 and s.chunks[0][1] < 4 and s.folded[s.chunks[1][0]] in rule("that") and not s.verbal(0):
            return True  # »Möglich, dass …, meint er«
        if there or s.folded[first] in ("so", "das") or any(s.verbal(n) and not s.subordinate(n) for n in range(chunk)):
            return True
        if s.folded[0] in rule("that"):
            return True
        return first > 3 and chunk == 1 and subject(s, place, before=False) is not None

    def _inserted(self, place, chunk):
        """Tell a cue within what it tells: »Das Schlimmste, sagt X, sei …«, »Er könne, hat X gesagt, nicht …«."""
        s, (first, stop) = self.s, self.s.chunks[chunk]
        if chunk + 1 == len(s.chunks) or s.gap(first) != ", " or s.gap(stop) != ", " or s.subordinate(0):
            return False
        inverted = s.folded[first] in rule("having") and place == stop - 1
        if (not inverted and place != first) or subject(s, first, before=False) is None:
            return False
        if inverted:
            return any(s.roles[p] & {"konjunktiv"} for p in range(first))
        bare = chunk == 1 and not s.verbal(0) and len(rule("address").intersection(s.folded[:first])) == 0
        return bare and (s.finite(stop) or IN_T[s.forms[stop]]) and not s.roles[stop] & {"say", "think"}

    def _from(self, chunk):
        """Find where what is said before »…, sagte X« begins: behind the colon before a quotation, else at once."""
        starts = (self.s.chunks[n][0] for n in range(chunk, max(chunk - 8, 0), -1))
        return next((first for first in starts if first in self.quoted and ":" in self.s.gap(first)), 0)

    def _after(self, chunk):
        """Find where what is said goes on behind »…, sagte X,«."""
        for there in range(chunk + 1, min(chunk + FAR, len(self.s.chunks))):
            first = self.s.chunks[there][0]
            if first in self.quoted or self.konjunktiv(there) or self.s.opens(there, "opener"):
                return first
            if self.s.folded[first] in rule("going_on_with"):
                return first
        return None
