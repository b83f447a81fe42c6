"""What one sentence tells as somebody's words or view: all rules on reported speech, in their order."""

from .reporting import Reporting
from .speakers import is_thing, subject_of


def find_reported(sentence, quoted=(), told=False, agentless=False):
    """Find the reported passages of a sentence.

    Parameters
    ----------
    sentence : rahmen.german.clauses.Sentence
    quoted : set of int
        Places of words that stand in a long quotation: cues are not looked for there.
    told : bool, default False
        Whether the sentences before told something of this kind: past forms then go on with it.
    agentless : bool, default False
        Find views that nobody is said to hold as well, »gilt als«; leave plans out, »soll gebaut werden«.

    Returns
    -------
    list of Found
    """
    if not len(sentence):
        return []
    rules = Reporting(sentence, quoted, agentless)
    found = rules.citing() or rules.turn() or rules.headed() or rules.hearing() or rules.told() + rules.nouns()
    if not found:
        found = rules.pointing() or rules.correlates() or rules.convictions() or _views(rules, agentless)
    elif agentless:
        found += _beside(rules, found)
    said = [one for one in found if one.kind in ("indirect", "direct")]
    found += rules.going_on_before(said) if said else _led(rules, found, rules.going_on(told))
    return [one for one in found if not rules.own(one)]


def _led(rules, found, going_on):
    """Give what the mood of a verb alone tells to whom the clause before names: »X rügte den Bau, er sei teuer«."""
    s = rules.s
    for one in going_on:
        begin = one.parts[0][0]
        who = next((led.speaker for led in found if led.cue and led.cue[0][0] < begin), None)
        if who is None and begin and ":" in s.gap(begin):  # »Die Anwältin blieb dabei: Die Daten seien …«
            who = subject_of(s, range(*rules.chunk(begin - 1)))
            who = None if who and (rules.empty(who) or is_thing(s, who)) else who
        one.speaker = one.speaker or who
    return going_on


def _views(rules, agentless):
    """Give views and acts by speaking; where clauses are asked for, both, each up to the clause of the other."""
    views = rules.ascriptions()
    if views and not agentless:
        return views
    acts = [one for one in rules.spoken_acts() if not any(one.cue == view.cue for view in views)]
    for one, other in ((a, b) for a in views + acts for b in views + acts if a is not b):
        begin = other.parts[0][0]
        if one.parts[0][0] < begin:
            one.parts = [(one.parts[0][0], begin)]
    return views + acts


def _beside(rules, found):
    """Give views and acts of a clause before all that is told: »X lobte den Plan, und Y sagte, …«."""
    told = [*(part[0] for one in found for part in one.parts), *(a for one in found for a, _ in one.cue)]
    begin, end = rules.chunk(min(told, default=0))[0], max((part[1] for one in found for part in one.parts), default=0)
    taken = end < rules.size and any("noun" in rules.s.roles[one.cue[0][0]] for one in found if one.cue)
    every = [one for one in _views(rules, True) if one.cue] if begin or taken else []
    views = [one for one in every if one.cue[-1][1] <= begin]
    for one in views:
        one.parts = [(first, min(stop, begin)) for first, stop in one.parts if first < begin]
    behind = [one for one in every if taken and end <= one.cue[0][0]]  # »Berichte, wonach …, wurden dementiert«
    for one in behind:
        one.parts = [(rules.chunk(one.cue[0][0])[0], rules.size)]
    return views + behind
