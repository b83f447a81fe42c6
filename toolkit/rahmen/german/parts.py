"""The parts of an article: headline, lead, body, and what statistics leave out (date line, rubric, byline, repeats)."""

import re
from functools import cache

from .boundaries import find_boundaries
from .facts import facts
from .words import fold

_LONGEST_HEADING = 25  # words; a longer block without a full stop is running text that lost its stop
_LONGEST_RUBRIC = 1  # words, where the title is not known: »Technologie«
_LONGEST_KICKER = 7  # where the title is known, a line before it may be longer and still be no headline
LONGEST_DATE = 70  # code points
_LONGEST_LINE = 80  # code points; what is longer is no date line and no byline
_BEHIND = "\"'“”»«’‘)]"
_TERMINAL = re.compile(rf"[.!?…:][{re.escape(_BEHIND)}]*$")
BLANK = re.compile(r"\n[^\S\n]*\n")
_DIGIT = re.compile(r"\d")
_ITEM = re.compile(r"[-•*–·▪►→]\s|\d{1,2}[.)]\s|[a-z]\)\s")
_BULLET = re.compile(r"[-•*–·▪►→]\s|\d{1,2}[.)]\s")
_SIGNED = ("Von", "von", "VON", "Text:", "Ein Kommentar von", "Eine Kolumne von", "Kommentar von")
BYLINE = frozenset(begin.split()[0] for begin in _SIGNED)
"""The first words of bylines."""
_BYLINE = re.compile(rf"(?:{'|'.join(_SIGNED)}) [A-ZÄÖÜ][\w.\-’' ,]{{2,60}}$")


def find_blocks(text):
    r"""Split a text at its blank lines, list items and lines that are no wrapped prose: (start, end) of each block.

    >>> text = "Titel\n\nEin Satz.\nNoch einer."
    >>> [text[start:end] for start, end in find_blocks(text)]
    ['Titel', 'Ein Satz.', 'Noch einer.']
    """
    blocks, begin = [], 0
    for end, after in [*(match.span() for match in BLANK.finditer(text)), (len(text), len(text))]:
        paragraph = text[begin:end].strip()
        if paragraph:
            blocks += find_lines(paragraph, text.index(paragraph[0], begin))
        begin = after
    return blocks


def find_lines(paragraph, offset=0):
    """Split a paragraph at the line breaks that are meant: before list items, after sentences, around short lines."""
    if "\n" not in paragraph:
        return [(offset, offset + len(paragraph))]
    lines = list(_LINE.finditer(paragraph))
    widest = max(len(line[1]) for line in lines)
    blocks, begin = [], lines[0].start(1)
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        if following is None or _meant(line[1], following[1], widest):
            blocks.append((offset + begin, offset + line.end(1)))
            begin = following.start(1) if following else None
    return blocks


def tell_parts(text, blocks, title=None, short=None):
    """Say of each block which part of the article it is.

    Leading lines without a full stop are headlines, but for a date line, a byline and a short rubric before a
    headline, which are ``other``; a headline that stands there again is ``repeat``. A paragraph between the headline
    and a byline is the ``lead``. Headings further down are headlines, too.

    Parameters
    ----------
    text : str
    blocks : list of (int, int)
        Start and end of each.
    title : str, optional
        The title as the metadata has it; a leading block that equals it is the headline whatever its punctuation.
    short : sequence of int, optional
        The places of the blocks, where others are known to have more words than a heading (:func:`longest_heading`).

    Returns
    -------
    dict of int to str
        The part of each block that is not ``body``, by its place.
    """
    wanted, seen, longest = fold(title).strip() if title else "", set(), longest_heading(title)
    parts, leading, last = {}, True, -1
    for place in range(len(blocks)) if short is None else short:
        block = text[slice(*blocks[place])]
        leading, last = leading and last == place - 1, place
        if not leading and not wanted and block[-1] == "." and len(block) > _LONGEST_LINE:  # most often
            continue
        if not _short(block, longest):  # running text
            leading = False
            continue
        following = text[slice(*blocks[place + 1])] if place + 1 < len(blocks) else None
        kept = leading or wanted  # else nothing is to be found again
        folded = fold(block) if kept and (wanted or seen or not block[0].isalnum()) else None  # None: equal to none
        if folded != wanted and (_is_date(block) or _BYLINE.match(block)):
            parts[place] = "other"
        elif folded in seen and (leading or folded == wanted):
            parts[place] = "repeat"
        elif (leading and folded == wanted) or _is_heading(block, following):
            rubric = leading and not seen and folded != wanted and _is_rubric(block, following, wanted)
            parts[place] = "other" if rubric else "headline"
            if not rubric and kept:
                seen.add(fold(block) if folded is None else folded)
        elif leading and seen and not _terminal(block) and _short(block):
            parts[place] = "lead"  # several sentences under the headline, of which the last lacks its stop
        else:
            leading = False
    if "other" in parts.values():
        _mark_lead(parts, len(blocks))
    return parts


def tell_piece(piece):
    """Tell of a piece of text whether it ends running text as its last, asks or calls, holds a digit, begins a byline.

    Below the head of an article, a block is running text where its last piece does the first and no piece the last two;
    where it does the second, too, unless :func:`may_ask`.
    """
    ended, asking = _terminal(piece), piece[-1:] in ("?", "!")
    return ended and not asking, ended and asking, _DIGIT.search(piece) is not None, piece in BYLINE


def may_ask(length, following):
    """Tell whether a block that asks or calls may be a heading, by its length and that of the next block there."""
    return following > 2 * length


def longest_heading(title=None):
    """Give how many words a heading may have."""
    return max(_LONGEST_HEADING, len((title or "").split()))


_LINE = re.compile(r"[^\S\n]*(\S(?:.*\S)?)[^\n]*")


def _meant(line, following, widest):
    if _ITEM.match(following) or _terminal(line):
        return True
    if line[-1] in ",-–;" or following[0].islower():
        return False  # a sentence that runs on
    return len(line) < 0.6 * widest or widest < 60


def _is_heading(text, following):
    ended = _terminal(text)
    if ended and text[-1] not in "?!":  # most often
        return False
    words = len(text.split(None, _LONGEST_HEADING))
    if words > _LONGEST_HEADING:
        return False
    asking = text[-1] in "?!" and words <= 14 and following is not None and may_ask(len(text), len(following))
    if (ended and not asking) or "\n" in text or _BULLET.match(text) or _has_inner_stop(text):
        return False
    return ended or following is not None or words > 0


def _has_inner_stop(text):
    """Tell whether a sentence ends with a full stop within the text: then it is no heading."""
    if "." not in text and "…" not in text:
        return False
    return any(text[:end].rstrip("\"'“”»«’‘)")[-1] in ".…" for end in find_boundaries(text))


def _short(text, longest=_LONGEST_HEADING):
    return len(text.split(None, longest)) <= longest


def _terminal(text):
    """Tell whether a text ends with a mark that ends sentences, within quotation marks or brackets too."""
    return _TERMINAL.search(text, len(text.rstrip(_BEHIND)) - 1) is not None


def _is_rubric(text, following, wanted):
    longest = _LONGEST_KICKER if wanted else _LONGEST_RUBRIC
    if following is None or len(text.split()) > longest or _terminal(text):
        return False
    if wanted:
        return fold(following) == wanted
    longer = len(following) > len(text) and _is_heading(following, None)
    return longer and not _is_date(following) and not _BYLINE.match(following)


def _mark_lead(parts, size):
    """Take the first running text for the lead where it stands between a headline and a date line or byline."""
    place = next((place for place in range(1, size - 1) if place not in parts), None)
    if place and parts.get(place - 1) in ("headline", "repeat") and parts.get(place + 1) == "other":
        parts[place] = "lead"


@cache
def _date_line():
    months = "|".join(facts("sentences")["numbers"]["ordinal_nouns"])
    day = rf"\d{{1,2}}\.\s?(?:(?:{months})\.?,?\s+\d{{2,4}}|\d{{1,2}}\.\s?\d{{2,4}})|\d{{4}}-\d\d-\d\d"
    return re.compile(
        rf"(?:Stand:\s*|[A-ZÄÖÜ][\w\-/ ]{{1,30}},\s*(?:den\s+)?)?(?:\w+tag,?\s+(?:den\s+)?)?(?:{day})"
        r"(?:[,\s|–-]+\d{1,2}[.:]\d\d(?:\s*Uhr)?)?\.?$",
        re.IGNORECASE,
    )


def _is_date(text):
    return len(text) < LONGEST_DATE and _DIGIT.search(text) is not None and _date_line().match(text) is not None
