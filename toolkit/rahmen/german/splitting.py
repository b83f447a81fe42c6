"""The sentences of many texts at once: what a piece such as »Netz.« decides alone is asked once, the rest by the rules.

Nine of ten sentence ends are plain: a word that is no abbreviation, with its mark, and a capital behind it. These are
told by array operations over the distinct pieces; only where a number, an abbreviation or a bracket stands do the rules
of :mod:`rahmen.german.boundaries` look at the text, and only in texts with emoji or without capitals at all of it.
"""

import re

import numpy as np

from ..tables import PARTS
from .boundaries import ENDING, GLUED, find_boundaries, is_crowded, is_end, is_plain, may_begin, may_hold_emoji
from .forms import FormRows
from .parts import find_blocks, tell_parts
from .tokens import in_batches, read_pieces

_ENDS, _PLAIN, _BEGINS, _PASSED, _ODD = (1 << n for n in range(5))
_SKIPPED = "\"„“”»«‚‘›‹'([–—-"
WHOLE = ("headline", "repeat")
"""Parts that count as one sentence, however many they make."""


def _of_pieces(pieces):
    """Give flags of pieces, and how much white space is behind each: an array of int, shape (pieces, 2)."""
    rows = []
    for piece in pieces:
        whole = piece.decode("utf-8", "surrogatepass")
        text = whole.rstrip(_SPACES)
        rows.append((_of_piece(text), len(whole) - len(text)))
    return np.array(rows, dtype=np.int64).reshape(-1, 2)


def _of_piece(text):
    """Tell of a piece whether it ends a sentence, surely or perhaps, and whether one may begin with it."""
    found = 0
    if text[-1:] in _LAST and ENDING.search(text) is not None:
        found |= _ENDS | _PLAIN * is_plain(text)
    opened = text.lstrip(_SKIPPED)
    found |= _BEGINS * may_begin(opened, False) if opened else _PASSED
    if not text.isalnum() and (_SPACE.search(text) or GLUED.search(text)):
        found |= _ODD
    return found


_LAST = ".!?…\"'“”»«’‘‹›)]"
_SPACES = " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f"
_SPACE, _LETTER = re.compile(r"\s"), re.compile(r"\S")
_ABOUT = FormRows(_of_pieces)


def split_texts(texts, titles):
    """Split texts into sentences.

    Parameters
    ----------
    texts : list of str
    titles : list of str or None

    Returns
    -------
    tuple
        Of each sentence the number of its text, start and end (code points there), and the number of its part in
        ``PARTS``: arrays of int. They are those that :func:`rahmen.split_text` tells.
    """
    found = [_split(texts[a:b], titles[a:b], a) for a, b in in_batches(texts)] or [_split([], [], 0)]
    row, start, end, part = zip(*found, strict=True)
    return np.concatenate(row), np.concatenate(start), np.concatenate(end), np.concatenate(part)


def _split(texts, titles, offset):
    blocks = [(n, block) for n, text in enumerate(texts) for block in tell_parts(find_blocks(text), titles[n])]
    row = np.array([n for n, _ in blocks], dtype=np.int64)
    pieces = read_pieces(texts)
    begin, end = (
        np.array([getattr(block, name) for _, block in blocks], dtype=np.int64) + pieces.texts[row]
        for name in ("start", "end")
    )
    part = np.array([PARTS.index(block.part) for _, block in blocks], dtype=np.int64)
    closed = np.isin(part, [PARTS.index(name) for name in WHOLE])
    slow = np.array([is_crowded(text) or may_hold_emoji(text) for text in texts], dtype=bool)
    stops, starts, slow = _plain_ends(pieces, blocks, row, begin, end, closed, slow)
    for n in np.flatnonzero(slow[row] & ~closed).tolist():
        text, block = texts[row[n]], blocks[n][1]
        cuts = find_boundaries(block.text, is_crowded(text), may_hold_emoji(text))
        stops.append(begin[n] + np.array(cuts, dtype=np.int64))
        starts.append(begin[n] + np.array([_LETTER.search(block.text, cut).start() for cut in cuts], dtype=np.int64))
    starts, stops = np.sort(np.concatenate([begin, *starts])), np.sort(np.concatenate([end, *stops]))
    block = _last_before(begin, starts)
    at = pieces.texts[row[block]] if len(block) else block
    return row[block] + offset, starts - at, stops - at, part[block]


def _last_before(ascending, values):
    """Give for each value the place of the last of ascending numbers that is not above it; −1 where there is none."""
    return np.searchsorted(ascending, values, side="right") - 1


def _plain_ends(pieces, blocks, row, begin, end, closed, slow):
    """Find the ends within blocks, and where the next sentence begins; and tell which texts are left to the rules."""
    flags, behind = _ABOUT(pieces)[pieces.form].T
    slow = slow.copy()
    slow[_last_before(pieces.texts, pieces.start[(flags & _ODD) != 0])] = True  # white space, or an end, within a piece
    at = np.flatnonzero((flags[:-1] & _ENDS) != 0)
    block = _last_before(begin, pieces.start[at])  # a block before the first one there is not: that piece has no words
    there = (block >= 0) & (pieces.start[at + 1] < np.append(end, 0)[block])
    at, block = at[there], block[there]
    at, block = (values[~slow[row[block]] & ~closed[block]] for values in (at, block))
    follows = flags[at + 1]
    ends = ((follows & _BEGINS) != 0) & ((flags[at] & _PLAIN) != 0)
    for n in np.flatnonzero(~ends & ((follows & (_BEGINS | _PASSED)) != 0)).tolist():
        within, first = blocks[block[n]][1].text, int(pieces.start[at[n]] - begin[block[n]])
        ends[n] = is_end(within, ENDING.search(within, first), False)
    at = at[ends]
    return [(pieces.start + pieces.length - behind)[at]], [pieces.start[at + 1]], slow
