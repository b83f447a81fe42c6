"""Quotations: which marks belong together, nested and unclosed ones too, in one pass over the text."""

import re

_MARKS = re.compile(r"[„“”»«\"‚‘’›‹']|\n[ \t]*\n")
_CLOSES = {
    "„": "“”\"", "“": "”“", "”": "”", "»": "«", "«": "»", '"': '"', "‚": "‘’", "‘": "’‘", "›": "‹", "‹": "›", "'": "'",
}  # fmt: skip


def find_quotations(text):
    """Find what stands between quotation marks.

    German („…“, »…«, ‚…‘, ›…‹), French («…», ‹…›), English (“…”, ‘…’) and typewriter marks ("…", '…') are known. A
    mark that is never closed ends with its paragraph, or before the next that opens; but where marks that close are
    left over further on, it holds what the next mark encloses, or goes on in the next paragraph.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of tuple (int, int, int)
        Start and end, marks included, in code points, and the depth: 0 for a quotation that stands in no other one.

    Examples
    --------
    >>> text = "Er rief: „Sie sagte ‚nie‘ zu mir!“ Und ging."
    >>> [(text[start:end], depth) for start, end, depth in find_quotations(text)]
    [('„Sie sagte ‚nie‘ zu mir!“', 0), ('‚nie‘', 1)]
    """
    stack, found, first = _Stack(), [], True
    marks = list(_MARKS.finditer(text))
    left = _left_over([match.group() for match in marks])
    for n, match in enumerate(marks):
        mark, at = match.group(), match.start()
        if mark[0] == "\n":  # the paragraph ends
            first = False
            if not (stack.alone("„") and left[n] == 1):
                found += stack.unwind(0, at)
            continue
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if mark in "'’" and before.isalnum() and after.isalnum():
            continue  # an apostrophe
        place = stack.closed_by(mark, before, after)
        if place is not None:
            start = stack.open[place][1]
            found += stack.unwind(place + 1, at)
            stack.pop()
            found.append((start, at + 1, place))
        elif first and not found and not stack.open and _only_closes(mark, before, after):
            found.append((0, at + 1, 0))  # the text begins within a quotation
        elif _can_open(mark, before, after, bool(stack.open)):
            nested = mark == "„" and left[n] > stack.count(mark)
            if stack.holds(mark) and not nested:  # the same mark opens again: the earlier one was never closed
                found += stack.unwind(stack.lowest(mark), at)
            stack.push(mark, at)
    found += stack.unwind(0, len(text))
    return sorted(found, key=lambda span: (span[0], -span[1]))


def _left_over(marks):
    """Count for each mark how many more close than open „…“ behind it in its paragraph; behind a break, in the next."""
    left, more = [0] * len(marks), 0
    for n in range(len(marks) - 1, -1, -1):
        left[n] = more
        more = 0 if marks[n][0] == "\n" else more + (marks[n] in "“”") - (marks[n] == "„")
    return left


class _Stack:
    """The marks that are open, and how many of each."""

    def __init__(self):
        self.open, self.places = [], {}

    def push(self, mark, at):
        self.places.setdefault(mark, []).append(len(self.open))
        self.open.append((mark, at))

    def pop(self):
        mark, _ = self.open.pop()
        self.places[mark].pop()

    def holds(self, mark):
        return bool(self.places.get(mark))

    def count(self, mark):
        return len(self.places.get(mark, ()))

    def alone(self, mark):
        """Tell whether one such mark is open, and no other."""
        return len(self.open) == 1 and self.open[0][0] == mark

    def lowest(self, mark):
        return self.places[mark][0]

    def closed_by(self, mark, before, after):
        """Give the place of the innermost open mark that this one closes, or None."""
        if mark in "'‘’\"" and (before.isspace() or not before) and after.isalnum():
            return None
        places = [
            self.places[opener][-1] for opener, closers in _CLOSES.items() if mark in closers and self.holds(opener)
        ]
        if mark in "»«›‹“" and (before.isspace() or before in ("", "(")) and after.isalnum():
            places = [place for place in places if self.open[place][0] != mark and place == len(self.open) - 1]
            if mark != "“" and before != "":
                return None
        return max(places, default=None)

    def unwind(self, place, end):
        """Close all marks from `place` on at `end`."""
        found = []
        while len(self.open) > place:
            found.append((self.open[-1][1], end, len(self.open) - 1))
            self.pop()
        return found


def _only_closes(mark, before, after):
    """Tell a mark that can but close, »… gut.“ «."""
    return mark in "“”«" and bool(before) and not before.isspace() and (not after or not after.isalnum())


def _can_open(mark, before, after, inside):
    if not after or after.isspace():
        return False
    if mark in "‚’":
        return mark == "‚" and not after.isspace()
    if mark in "'‘":
        return not before.isalnum() and after.isalnum() and (inside or after.isupper())
    if mark == '"':
        return not before.isdigit()
    if mark == "„":
        return True
    return not before.isalnum()
