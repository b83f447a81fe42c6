"""A plain reading of the rules on negation, one sentence and word after the other: what the array road must equal."""

from functools import cache

from rahmen.german.denying import LONGEST_CUE, UN, at_clauses, phrase_of, roles_of, second_parts
from rahmen.german.facts import facts
from rahmen.german.words import FOLDED

_PARTS = frozenset({"part", "raising"})  # deny nothing alone


def negated_places(words):
    """Give the places of all words of a sentence that are denied: a set of int."""
    return set().union(*(scope for _, scope in find_scopes(words)))


def find_scopes(words):
    """Find each word that denies, and the places that it denies.

    Parameters
    ----------
    words : rahmen.german.words.Words

    Returns
    -------
    list of tuple (int, set of int)
        The place of the cue, and the places in its scope.
    """
    roles = [roles_of()(FOLDED[form]) for form in words.forms]
    present = frozenset().union(*roles)
    if present <= _PARTS and (
        "part" not in present or _second().isdisjoint(FOLDED[form] for form in words.forms)  # »lehnt« without »ab«
    ):
        return []
    return _Sentence(words, roles).scopes()


@cache
def _second():
    return frozenset().union(*second_parts().values())


class _Sentence:
    """A sentence with the roles of its words: the rules."""

    def __init__(self, words, roles):
        self.words, self.roles = words, roles
        self.folded = [FOLDED[form] for form in words.forms]
        self.size = len(words)
        self.clause = self._clauses()
        self.spoken = {}  # where a cue of several words begins, and the place behind it
        self.excepting = [p for p in range(self.size) if self.folded[p] in facts("negation")["undone"]["except"]]

    def scopes(self):
        found = []
        for place, roles in enumerate(self.roles):
            scope = self._scope(place, roles) if roles else None
            if scope:
                found.append((place, scope - {place}))
        return self._without_doubles(found)

    def _scope(self, place, roles):
        if "clause" in roles:
            return self._clause_scope(place)
        if "following" in roles:
            return self._following_scope(place)
        if "noun" in roles:
            return self._noun_scope(place)
        if "object" in roles:
            return self._object_scope(place)
        if "lack" in roles:
            return self._inside(place)
        return self._phrase_scope(place)

    # -- scopes of the kinds of cue ----------------------------------------------------------------------------------

    def _clause_scope(self, place):
        word, after = self.folded[place], self._word(place + 1)
        lists = facts("negation")["undone"]
        if word in ("nicht", "nich") and after in lists["after_not"]:
            return set()
        if word == "kaum" and after in lists["temporal_kaum"] and self._first(place):
            return set()
        if self._contrasted(place):
            return set(range(place + 1, self._end(place)))
        scope = self._inside(place)
        if word in ("nicht", "nie", "niemals", "nich") and any("raising" in self.roles[p] for p in scope):
            scope |= self._next_clause(place, "dass")
        return scope

    def _following_scope(self, place):
        word = self.folded[place]
        if word == "noch" and not any(self.folded[p] == "weder" for p in range(place)):
            return set()
        if word.startswith("kein") and self._word(place + 1) in facts("negation")["undone"]["after_no"]:
            return {place + 1}
        if self._word(place + 1) == "rede" and word.startswith("kein"):
            return self._inside(place)
        end = self._end(place)
        if word.startswith("kein") and end == place + 1:
            return self._inside(place)
        return set(range(place + 1, end))

    def _noun_scope(self, place):
        that = self._word(place + 1) == "dass"
        end = self._end(place + that)
        if "zu" in self.folded[place:end] or that:
            return set(range(place + 1, end))
        for there in range(place + 1, end):
            if self.words.forms[there][:1].isupper():
                follows = self._word(there + 1) in ("und", "oder") and self._form(there + 2)[:1].isupper()
                return set(range(place + 1, min(end, there + (3 if follows else 1))))
        return set(range(place + 1, min(end, place + 3)))

    def _object_scope(self, place):
        """Give what a denying verb denies: what follows it, or, where it ends its clause, what stands before it."""
        end = self._end(place)
        passive = end == place + 2 and self.folded[place + 1] in facts("negation")["object_verbs"]["passive"]
        if end > place + 1 and not passive:
            scope = set(range(place + 1, end))
        else:
            inside = sorted(self._inside(place))
            verbs = facts("negation")["clause_start"]["verbs"]
            begin = next((p + 1 for p in inside if self.folded[p] in verbs), inside[0] if inside else place)
            scope = {p for p in inside if begin <= p < place}
        return scope | self._next_clause(place, "dass")

    def _phrase_scope(self, place):
        end = self._end(place)
        kind, stop = phrase_of(self.folded[place : max(end, place + LONGEST_CUE)], end - place)
        if kind in ("following", "spoken"):
            self.spoken[place] = place + stop
        if kind == "following":
            return set(range(place + stop, self._end(place + stop - 1)))
        if kind == "object":
            return set(range(place + 1, place + stop))
        return self._inside(place) if kind else set()

    # -- clauses -----------------------------------------------------------------------------------------------------

    def _clauses(self):
        """Give each word the number of its clause: punctuation ends one, and so does »und« before a verb or subject."""
        does = [at_clauses(FOLDED[form], form[0].isupper()) for form in self.words.forms]
        number, clause = 0, []
        for place, (opens, joins, _) in enumerate(does):
            if place and (
                self.words.breaks[place - 1]
                or (opens and not does[place - 1][1])
                or (joins and place + 1 < self.size and does[place + 1][2])
            ):
                number += 1
            clause.append(number)
        return clause

    def _inside(self, place):
        begin = place
        while begin and self.clause[begin - 1] == self.clause[place]:
            begin -= 1
        return set(range(begin, self._end(place)))

    def _end(self, place):
        end = place + 1
        while end < self.size and self.clause[end] == self.clause[place]:
            end += 1
        return end

    def _first(self, place):
        return place == 0 or self.clause[place - 1] != self.clause[place]

    def _next_clause(self, place, opener):
        begin = self._end(place)
        if begin < self.size and self.folded[begin] == opener:
            return set(range(begin + 1, self._end(begin)))
        return set()

    def _contrasted(self, place):
        """Tell whether »sondern« takes up the denial, so that only what stands between is denied."""
        end = self._end(place)
        return end < self.size and self.folded[end] in facts("negation")["undone"]["contrast"]

    def _word(self, place):
        return self.folded[place] if place < self.size else ""

    def _form(self, place):
        return self.words.forms[place] if place < self.size else " "

    def _without_doubles(self, found):
        """Two denials in one clause, one of them a verb that denies, undo each other; »nicht ohne« does as well."""
        within = {p for begin, end in self.spoken.items() for p in range(begin + 1, end)}  # »auf keinen Fall« is one
        found = [(cue, scope) for cue, scope in found if cue not in within]
        verbs = {p for p, _ in found if {"object", "lack"} & set(self.roles[p]) or not self.roles[p] - {"part"}}
        verbs -= self.spoken.keys()
        undone = set()
        for cue, _ in found:
            if cue in verbs:
                partners = {p for p, _ in found if p not in verbs and self.clause[p] == self.clause[cue]}
                undone |= {cue, *partners} if partners else set()
            if "noun" in self.roles[cue] and cue and self.folded[cue - 1] in ("nicht", "nie"):
                undone.add(cue)
        kept = [(cue, scope) for cue, scope in found if cue not in undone]
        return [(cue, {p for p in scope if not self._excepted(cue, p)}) for cue, scope in kept]

    def _excepted(self, cue, place):
        """Tell whether »außer« stands before this place in its clause, or the word itself begins with un-."""
        begins = [p for p in self.excepting if self.clause[p] == self.clause[place]]
        after_un = UN.match(self.folded[place]) and place == cue + 1 and self.folded[cue] == "nicht"
        return any(0 < place - p <= 3 for p in begins) or bool(after_un)
