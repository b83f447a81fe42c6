"""Where German sentences end: rules over the marks that may end one, with the word lists of sentences.toml."""

import re
from functools import cache

from .facts import facts
from .words import PerForm

_WINDOW = 100  # code points that a rule looks back or ahead
_CLOSERS = "\"'“”»«’‘‹›)\\]"
_EMOJI = "[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d\u2190-\u21ff]"
ENDING = re.compile(rf"[.!?…]+[{_CLOSERS}]*(?=\s|$)")
_END_OR_EMOJI = re.compile(  # slower, asked only where there is one
    rf"[.!?…]+[{_CLOSERS}]*(?:\s*{_EMOJI})*+(?=\s|$)|[^\S\n]{_EMOJI}+(?=\s+[A-ZÄÖÜ])"
)
_ANY_EMOJI = re.compile(_EMOJI)
GLUED = re.compile(r"[.!?](?:(?<=[a-zäöüß]{2}.)(?=[A-ZÄÖÜ][a-zäöüß])|[“”»«](?=[A-ZÄÖÜ„»][a-zäöüßA-ZÄÖÜ]))")
_TOKEN = re.compile(r"\S+$")
_NEXT = re.compile(r"[\s\"„“”»«‚‘›‹'(\[–—-]*(\S+)")
_LAST_WORD = re.compile(r"[^\W_]+(?:[.·-][^\W_]+)*$")
_ROMAN = re.compile(r"[IVXLC]+$")
_MARKER = re.compile(r"(?:\d{1,3}|[a-zA-Z]|[ivxIVX]+)$")


def find_boundaries(block, crowded=False, emoji=True):
    """Find where, within a block of running text, one sentence ends and the next may begin.

    Parameters
    ----------
    block : str
        A paragraph.
    crowded : bool
        The text does without capitals (forums): a small letter, too, may begin a sentence.
    emoji : bool
        The text may hold emoji, which can end a sentence; to look for them takes time.

    Returns
    -------
    list of int
        Ends of sentences, as offsets into `block`; its own end is not among them.
    """
    marks = _END_OR_EMOJI if emoji and _ANY_EMOJI.search(block) else ENDING
    ends = [match.end() for match in marks.finditer(block) if is_end(block, match, crowded)]
    ends += [match.end() for match in GLUED.finditer(block) if not _in_address(block, match.end())]
    return sorted(end for end in set(ends) if block[end:].strip())


def may_hold_emoji(text):
    """Tell whether any sign of a piece of text stands where emoji do.

    >>> may_hold_emoji("„Schön – für 5 €!“"), may_hold_emoji("Schön 😀")
    (False, True)
    """
    return "\u200d" in text or max(text, default="") >= "\u2190"


def is_crowded(text):
    """Tell a text that does without capitals: no sentence of it begins with one, though several begin."""
    if text[:1].isupper():
        return False
    begun = _BEGUN.findall(text)
    return len(begun) >= 1 and not any(letter.isupper() for letter in begun)


_BEGUN = re.compile(r"[.!?]\s+([^\W\d_])")


def is_end(block, match, crowded):
    """Tell whether a mark that may end a sentence (a match of ``ENDING``) does."""
    following = _NEXT.match(block, match.end())
    if following is None:
        return False
    word = following[1]
    mark = match[0].strip()
    if mark[0] not in ".!?…":
        return not _ends_open(block, match.start())
    if not may_begin(word, crowded):
        return False
    if _PLAIN[block[block.rfind(" ", 0, match.start()) + 1 : match.end()]]:
        return True
    if ")" in mark and not _whole_bracket(block, match.start()):
        return False
    before = block[max(0, match.start() - _WINDOW) : match.start()]  # a look back, not to the beginning: linear time
    if mark.startswith("."):
        return mark.startswith("..") or _stop_ends(before, word, len(mark) > 1)
    return _name_with_mark(before, mark) is False


def waits(piece):
    """Tell whether a piece that may end a sentence, such as »16.« or »Dr.«, does so at most before a starter.

    It is asked between two words that no rule speaks of: whatever else stands there can only keep it from ending one.

    >>> waits("16."), waits("Dr."), waits("2024."), waits("(Dr.)")
    (True, True, False, False)
    """
    match = ENDING.search(f"Xx {piece} X", len("Xx "))
    return match is not None and ")" not in match[0] and not is_end(match.string, match, False)


def is_starter(word):
    """Tell whether a word, its punctuation left out, is one of those that begin many sentences and no name."""
    return word.rstrip(".,;:!?…“”»«\"'") in _lists()["starters"]


def _ends_open(block, position):
    """Tell whether an emoji stands in mid-sentence: no mark before it, and a comma or nothing."""
    return block[max(0, position - _WINDOW) : position].rstrip()[-1:] in ",;:–-"


def may_begin(word, crowded):
    """Tell whether a word may be the first of a sentence."""
    first = word[0]
    if first.islower():
        camel = len(word) > 2 and word[1].isupper() and word[0] in "iex"  # iPhone, eBay, xAI
        return camel or crowded
    return first.isalnum() or first in "#@€$•*§&+" or not first.isascii()


def _whole_bracket(block, position):
    """Tell whether the bracket that closes here holds a sentence of its own, not a part of one."""
    opened = block.rfind("(", max(0, position - 5 * _WINDOW), position)
    if opened < 0:
        return True
    before = block[max(0, opened - _WINDOW) : opened].rstrip()
    return not before or before[-1] in ".!?…“”»«:"


def _name_with_mark(before, mark):
    token = _TOKEN.search(before)
    return token is not None and (token[0] + mark[0]).lstrip('„“»«"(').lower() in _lists()["marked_names"]


def _stop_ends(before, following, closed):
    """Tell whether the full stop behind `before` ends a sentence that goes on with the word `following`."""
    lists = _lists()
    starter = is_starter(following)
    word = _LAST_WORD.search(before, before.rfind(" ") + 1)
    if word is not None and word[0][-1].isdigit():  # most often
        return _number_ends(before, word[0], following, starter)
    ending = before[-lists["longest"] :] + "."
    phrase = ending.lower().endswith(lists["tails"])  # else it is none, which is told quickly
    if phrase and lists["phrases"].search(ending):
        return False
    if phrase and lists["final_phrases"].search(ending):
        return starter or closed
    if word is None:
        return True
    token = word[0]
    if len(token) == 1 or _ROMAN.match(token):
        return closed or (starter and not _MARKER.fullmatch(before.strip()))
    low = token.lower()
    if low in lists["words"]:
        return closed or not following[0].isdigit()
    if low in lists["inner"]:
        return closed
    if low in lists["final"]:
        return starter or closed
    if "." in token and low.rsplit(".", 1)[1] not in lists["domains"]:  # U.S., e.V., a.D.
        return starter or closed or len(token.rsplit(".", 1)[1]) > 2
    return True


def is_plain(piece):
    """Tell whether a word with its mark, such as »Netz.«, ends a sentence whatever stands before it.

    It does where the word is no abbreviation, number, name or bracket: most ends are of that kind, few are distinct.
    So does a full stop behind a quotation mark or bracket, as in »Netz“.«: what is closed is no abbreviation.
    """
    found = _PLAIN_END.fullmatch(piece)
    if found is None:
        return _CLOSED_END.fullmatch(piece) is not None
    low, mark = found[1].lower(), found[2]
    if mark != ".":
        return not mark.startswith(".") and low + mark[0] not in _lists()["marked_names"]
    known = any(low in _lists()[name] for name in ("inner", "final", "words", "last_pieces"))
    return len(low) > 1 and not known and not _ROMAN.match(found[1])


_PLAIN_END = re.compile(rf"[„“»«(]?([^\W\d_]+(?:-[^\W\d_]+)*)([.!?…]+)(?:[{_CLOSERS.replace(')', '')}]*)")
_CLOSED_END = re.compile(rf"\S*[^\w\s.!?…]\.[{_CLOSERS.replace(')', '')}]*")
_PLAIN = PerForm(is_plain)


def _number_ends(before, token, following, starter):
    """Tell whether a stop behind a number ends the sentence, or marks an ordinal, a date or a list item."""
    if not before[: -len(token)].strip():
        return False  # 1. first item of a list
    if following.lower().strip(".,;:!?") in _lists()["ordinal_nouns"]:
        return False
    digits = token.rsplit(".", 1)[-1]
    long = len(digits) > 3 or not token.isdigit() or before[-len(token) - 1 : -len(token)] in (",", ":", ".")
    return starter or (long and (len(digits) == 4 or not following[0].isdigit()))


def _in_address(block, position):
    behind = block[position : position + _WINDOW]
    token = block[max(0, position - _WINDOW) : position].rsplit(None, 1)[-1] + re.match(r"\S*", behind)[0]
    if re.match(r"(?:https?:|www\.)|[^@\s]+@", token) or "/" in token:
        return True
    ending = re.match(r"\w*", behind)[0].lower()
    return ending in _lists()["domains"] or token.count(".") > 2


@cache
def _lists():
    known = facts("sentences")
    spaced = {
        name: re.compile(
            r"(?:^|[\s(\[„“»«\"'/,–-])(?:" + "|".join(_spaced(p) for p in known["abbreviations"][name]) + r")$", re.I
        )
        for name in ("phrases", "final_phrases")
    }
    return {
        "inner": frozenset(known["abbreviations"]["inner"]),
        "final": frozenset(known["abbreviations"]["final"]),
        "words": frozenset(known["abbreviations"]["words"]),
        "ordinal_nouns": frozenset(known["numbers"]["ordinal_nouns"]),
        **{name: frozenset(known["words"][name]) for name in ("starters", "marked_names", "domains")},
        **spaced,
        "longest": max(len(p) + p.count(" ") for name in spaced for p in known["abbreviations"][name]) + 2,
        "tails": tuple({p.split()[-1].lower() for name in spaced for p in known["abbreviations"][name]}),
        "last_pieces": frozenset(p.split()[-1].rstrip(".") for name in spaced for p in known["abbreviations"][name]),
    }


def _spaced(phrase):
    """Let the stops of »z. B.« be followed by a space, a narrow one, or none."""
    return r"\s?".join(re.escape(piece) for piece in phrase.split())
