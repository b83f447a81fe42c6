"""A sentence as the rules on speech and status see it: words with roles, in chunks between the marks."""

import re
from functools import cached_property

from .broken import find_rests
from .cues import FOLDED, ROLES, parted, rule
from .facts import facts
from .words import PerForm, Words

_ENDS = frozenset(",;:–—()[]…?!/|")
_VERBLIKE = ("te", "ten", "iert")
_FINITE = frozenset({"say", "think", "act", "decide", "konjunktiv", "late", "counts", "hearsay"})
_NO_VERB = frozenset({"determiner", "pronoun", "not_first", "adverb", "link", "opener", "subordinate", "relative"})
_NO_ADJECTIVE = frozenset({"not_first", "pronoun", "determiner"})
_POSSESSIVE = frozenset({"determiner", "link"})
FAR = 30  # so many chunks behind a verb nothing goes with it
_PARTED = re.compile(
    r"(?:vor|hin|aus|an|ab|zu|auf|ein|mit|nach|zurueck|bekannt|hervor|heraus|fest|klar|dar|hinzu|voraus)ge"
    r"(?!ben$|bt$|hen$|ht$|lten$|lt$)\w+(?:t|en)$"
)  # »vorgerechnet«, but »angeben«
NEVER, _ALWAYS, _BEHIND, _OPENING = range(4)  # a finite verb: by what stands before it, or where it opens a sentence


def _finiteness(form):
    """Tell when a word form is a finite verb."""
    word, roles = FOLDED[form], ROLES[form]
    if form[0].isupper():
        return _OPENING if word in rule("finite") else NEVER
    if word.endswith("en") and "zu" in word[2:10]:
        return NEVER  # »aufrechtzuerhalten«
    if word in rule("finite") or roles & _FINITE:
        participle = (
            (word.startswith("ge") or _PARTED.match(word))
            and word not in rule("no_participle")
            and "konjunktiv" not in roles
        )
        return NEVER if participle else _ALWAYS
    verblike = word.endswith(_VERBLIKE) and len(word) > 4 and "determiner" not in roles
    return _BEHIND if verblike and word not in rule("no_verbs") else NEVER


def _in_t(form):
    """Tell whether a word form may be a verb: »wächst«."""
    word, adjectives = FOLDED[form], facts("negation")["clause_start"]["adjectives_in_t"]
    verb = form[0].islower() and word.endswith("t") and not word.startswith("ge") and len(word) > 3
    return (
        verb
        and word not in adjectives
        and word not in rule("adverbs_in_t")
        and ROLES[form].isdisjoint({"adverb", "not_first", "time"})
    )


FINITENESS, IN_T = PerForm(_finiteness), PerForm(_in_t)


class Sentence:
    """A sentence taken apart.

    Attributes
    ----------
    words : rahmen.german.words.Words
    offset : int
        Where the sentence begins in its document.
    folded, roles : list
        For each word its folded form and its roles (:mod:`rahmen.german.cues`).
    all_roles : frozenset
        The roles of all words.
    chunks : list of tuple (int, int)
        First word of each chunk, and the first behind it.
    rests : dict
        For each chunk that goes on with a clause behind what is put in, the chunk of the clause's verb.
    """

    def __init__(self, text, offset=0, cuts=(), headline=False):
        self.headline = headline
        self.text, self.offset = text, offset
        self.words = Words(text)
        self.forms, self.spans, self.gaps = self.words.forms, self.words.spans, self.words.gaps
        self.folded = [FOLDED[form] for form in self.forms]
        self.roles = [ROLES[form] for form in self.forms]
        if len(self.forms) > 1 and self.folded[1] in rule("becoming"):
            self.roles[0] = ROLES[self.forms[0].lower()]  # »Befürchtet wird …«
        for place in range(len(self.forms) - 1):
            if self.folded[place] in ("meine", "meinen") and self._possessive(place):
                self.roles[place] = _POSSESSIVE
        self.all_roles = frozenset().union(*self.roles)
        self.finites = [
            (kind == _ALWAYS and self.roles[place] != _POSSESSIVE) or (kind > _ALWAYS and self._is_finite(place, kind))
            for place, kind in enumerate(map(FINITENESS.__getitem__, self.forms))
        ]
        self.chunks = self._chunks(cuts)
        self.chunk_of = [n for n, (first, stop) in enumerate(self.chunks) for _ in range(first, stop)]
        self.rests = find_rests(self) if len(self.chunks) > 2 else {}

    def _possessive(self, place):
        """Tell »in meinen Gesprächen« and »meine sehr verehrten Damen« from forms of »meinen«."""
        told = place and (self.forms[place - 1][0].isupper() or self.folded[place - 1] in rule("nominative"))
        before_noun = self.forms[place + 1][0].isupper()
        return before_noun or (self.folded[place] == "meine" and (not told or len(self.gaps[place]) > 1))

    def __len__(self):
        return len(self.forms)

    @cached_property
    def vocabulary(self):
        """The folded forms of all words."""
        return frozenset(self.folded)

    @cached_property
    def asks(self):
        """For each word, and the end, whether the next mark that ends something, from before it on, is a question."""
        asks, size = [self._asks_unmarked()] * (len(self.gaps) + 1), len(self.forms)
        for place in range(size, -1, -1) if "?" in self.text else ():
            marks = [mark for mark in self.gaps[place] if mark in ".!?:;…"] if self.gaps[place] != " " else ()
            ends = marks and not (marks == ["."] and place < size)
            asks[place] = "?" in marks or (not ends and asks[place + 1])
        return asks

    def _asks_unmarked(self):
        """Tell a question without its mark: »Weiß jemand, wie das geht«."""
        if (
            len(self) < 3
            or self.text[-1] in '.:;,?!…“”«")–'
            or self.folded[0] not in rule("asks_first") | rule("finite")
        ):
            return False
        if self.folded[0] in rule("asks_first"):
            return self.finites[1]
        if self.folded[0] in rule("if_first"):
            return False  # »Sollten Sie kommen …«
        who = {*self.folded[1:2], *(word for word in self.folded[2:4] if word in rule("somebody"))}
        return not who.isdisjoint(rule("asked_of") | rule("somebody"))

    def _chunks(self, cuts):
        parts = [len(gap) > 1 and (not _ENDS.isdisjoint(gap) or " - " in gap) for gap in self.gaps]
        starts = {place for place in range(1, len(self.forms)) if parts[place]}
        if "(" in self.text:
            starts.difference_update(list(self._bracketed(starts)))
        if not self.vocabulary.isdisjoint(rule("clear_again")):
            ands = (p for p in range(3, len(self.forms) - 1) if self.folded[p] == "und")
            starts.update(p for p in ands if self._reports_again(p))
        place = 1
        for cut in sorted(cuts):
            while place < len(self.spans) and self.spans[place][0] < cut - self.offset:
                place += 1
            if place < len(self.spans) and self.spans[place - 1][1] <= cut - self.offset:
                starts.add(place)
        starts = [0, *sorted(starts)]
        return list(zip(starts, [*starts[1:], len(self.spans)], strict=True)) if self.spans else []

    def _reports_again(self, place):
        """Tell »und« before a second Konjunktiv: »Er sei krank und wisse es nicht«."""
        return self.folded[place + 1] in rule("clear_again") and "konjunktiv" in set().union(
            *self.roles[max(place - 12, 0) : place]
        )

    def _bracketed(self, starts):
        """Find short brackets without a verb, which part no clause: »wie der Verband der Brauer (VDB) mitteilte«."""
        for place in (p for p in sorted(starts) if self.gaps[p] == " ("):
            behind = next((p for p in range(place + 1, min(place + 4, len(self))) if ")" in self.gaps[p]), place)
            if self.gaps[behind] == ") " and True not in self.finites[place:behind]:
                yield from (place, behind)

    def gap(self, place):
        """Give what stands before the word at `place`."""
        return self.gaps[place]

    def span(self, first, stop):
        """Give words from `first` to before `stop` as offsets in the document."""
        return self.offset + self.spans[first][0], self.offset + self.spans[stop - 1][1]

    def opens(self, chunk, role):
        """Tell whether the first word of a chunk has a role, or the second behind a preposition, »in der …«."""
        first, stop = self.chunks[chunk]
        if role in self.roles[first]:  # but »Rothenau – Die Kritik am Bau wächst«
            return role != "relative" or "–" not in self.gaps[first] or self.forms[first][0].islower()
        if role != "relative" or stop - first < 4 or self.folded[first] not in rule("relative_after"):
            return False
        return "relative" in self.roles[first + 1] and not self.forms[first + 2][0].isupper()

    def subordinate(self, chunk):
        """Tell a chunk that is no main clause by how it opens."""
        if any(self.opens(chunk, role) for role in ("opener", "subordinate")) or self._opened_behind(chunk):
            return not self._preposition(chunk)
        return chunk > 0 and self.opens(chunk, "relative") and not self.verb_second(chunk)

    def _preposition(self, chunk):
        """Tell »Seit dem Streit fehlt …« from »Seit er fehlt, …«: a preposition, and the verb follows its phrase."""
        first, stop = self.chunks[chunk]
        if self.folded[first] not in rule("preposition_too") or self.finite(stop - 1):
            return False
        return any(self.finite(place) for place in range(first + 2, stop - 1))

    def _opened_behind(self, chunk):
        """Tell a clause whose conjunction stands second: »Und wenn …«, »auch weil …«, »ohne dass …«."""
        first, stop = self.chunks[chunk]
        if stop - first > 2 and self.folded[first] in rule("before_that") and self.folded[first + 1] in rule("that"):
            return True
        if stop - first < 3 or self.folded[first] not in rule("focus"):
            return False
        return self.folded[first + 1] in rule("behind_focus")

    def verb_second(self, chunk):
        """Tell whether a verb stands near the front of a chunk and not at its end."""
        first, stop = self.chunks[chunk]
        end = stop - 1 - (self.folded[stop - 1] in rule("auxiliary"))  # »…, die seit gestern erwartet wurden«
        return any(self.finite(place) for place in range(first + 1, min(first + self._reach(chunk), end)))

    def _reach(self, chunk):
        """Tell how far behind a verb may stand second: far behind an article with its noun, »der Verzicht auf …«."""
        first, stop = self.chunks[chunk]
        behind = next((p for p in range(first + 1, min(first + 4, stop)) if not self.forms[p][0].islower()), None)
        if "determiner" not in self.roles[first] or behind is None:
            return 4
        return 12 if all(self.roles[p].isdisjoint(_NO_ADJECTIVE) for p in range(first + 1, behind)) else 4

    def finite(self, place):
        """Guess whether a word is a finite verb."""
        return self.finites[place]

    def _is_finite(self, place, kind):
        if kind == _OPENING:
            asked = self.text[-1] == "?"  # »Hat Anna Roth gelogen?«
            return place == 0 and len(self.forms) > 1 and (asked or self.forms[1][0].islower())
        before = self.roles[place - 1] if place else frozenset()
        if place and self.folded[place - 1] in rule("before_no_verb"):
            return False  # »im nächsten …«, »zu retten«
        before_noun = place + 1 < len(self.forms) and self.forms[place + 1][0].isupper()
        if before_noun and self.folded[place].startswith("ge"):
            return False  # »mittlerweile geklärten Taten«
        return before.isdisjoint({"determiner", "before_noun"}) or self.forms[place - 1][0].isupper()  # »nach ersten …«

    def likely(self, place):
        """Tell whether a word that opens a chunk behind a relative clause is likely its verb: »…, befinden sich …«."""
        word, roles = self.folded[place], self.roles[place]
        plain = self.forms[place].islower() and roles.isdisjoint(_NO_VERB) and not word.startswith("ge")
        return plain and word.endswith("en") and len(word) > 4 and "zu" not in word[2:10]

    def has_finite(self, chunk):
        """Tell whether a chunk has a finite verb."""
        return True in self.finites[slice(*self.chunks[chunk])]

    def resumes(self, chunk):
        """Find from a chunk on where the verb of the main clause follows, »…, wurde …«; else the end."""
        starts = (first for first, _ in self.chunks[chunk:])
        return next((first for first in starts if self.finite(first) or self.then(first)), len(self))

    def then(self, place):
        """Tell »…, dann kommt …«, which goes on with a main clause behind its conditions."""
        behind = self.forms[place + 1 : place + 2]
        return self.folded[place] in rule("then") and bool(behind) and behind[0].islower() and self.subordinate(0)

    def verbal(self, chunk):
        """Tell whether a chunk has a finite verb, or a word that may be one: »wächst«."""
        return self.has_finite(chunk) or any(map(IN_T.__getitem__, self.forms[slice(*self.chunks[chunk])]))

    def mood_at_end(self, chunk):
        """Tell a subordinate clause whose verb ends in -e, as only the Konjunktiv does: »…, weil er krank werde«."""
        first, stop = self.chunks[chunk]
        word = self.folded[stop - 1]
        if not word.endswith("e") or word.endswith("te") or stop - first < 3:
            return False
        known = facts("speech")["konjunktiv"]
        ends = self.forms[stop - 1].islower() and len(word) > 3 and word not in known["no_form"]
        adjective = word.endswith(tuple(known["no_form_endings"]))  # »durch sehr erfolgreiche, aber teure …«
        author = not self.vocabulary.isdisjoint(known["not_beside"])
        return ends and not adjective and not author and self.subordinate(chunk)

    def particle(self, place):
        """Find the particle of a parted verb in its chunk (or the end of a following one): place and kinds, or None."""
        options = parted().get(self.folded[place])
        if not options or self.forms[place][0].isupper():
            return None
        first, stop = self.chunks[self.chunk_of[place]]
        if place > first and self.folded[place - 1] in options and self.forms[place - 1].islower():
            return place - 1, options[self.folded[place - 1]]  # »… bekannt gab«
        for there in range(stop - 1, place, -1):
            if (
                self.folded[there] in options
                and (self.forms[there].islower() or self.folded[there] in rule("noun_particles"))
                and (there == stop - 1 or self.folded[there + 1] in rule("after_particle"))
            ):
                return there, options[self.folded[there]]
        return self._particle_behind(self.chunk_of[place], options)

    def _particle_behind(self, chunk, options):
        """Find a particle behind what is put in: »kündigte der Hersteller (Ruge) eine Prüfung an«."""
        for there in range(chunk + 1, min(chunk + FAR, len(self.chunks))):
            begin, stop = self.chunks[there]
            if stop - begin <= 2 and self.folded[begin] in options:
                return begin, options[self.folded[begin]]
            if there > chunk + 4 or self.folded[stop - 1] not in options or not {":", ";"}.isdisjoint(self.gaps[begin]):
                continue
            opened = any(self.opens(there, role) for role in ("opener", "subordinate"))
            if not opened and not self.has_finite(there):
                return stop - 1, options[self.folded[stop - 1]]
        return None
