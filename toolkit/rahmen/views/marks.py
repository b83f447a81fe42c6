"""The marks of evidence in a text: a colour, a letter and an explanation for each label."""

from collections import Counter, defaultdict
from functools import cache
from html import escape
from importlib.resources import files
from itertools import pairwise

import pandas as pd

from ..codebook import load_codebook
from ..tables import WHOLE
from .colours import colours, letters
from .titles import titles_of

SIGNS = {"negated": "¬", "hedged": "~", "asked": "?"}
FAINT = 0.15
"""The weight from which a word's n-grams are marked."""


def worth_marking(evidence):
    """Leave out what speaks against a label, what a single word adds in passing, and what belongs to no place.

    A learned coder tells the share of every word, of the sentence as a whole and of its neighbours; of the latter two
    the greater is marked only where nothing else carries the label.
    """
    whole, faint = evidence["rule"].isin(WHOLE), (evidence["rule"] == "word") & (evidence["weight"] < FAINT)
    kept = evidence[(evidence["weight"] > 0) & ~whole & ~faint]
    key = ["doc", "sentence", "label"]
    bare = evidence[evidence["rule"].isin(("encoder", "neighbours")) & (evidence["weight"] > 0)]
    bare = bare.sort_values("weight", ascending=False, kind="stable").drop_duplicates(key).sort_index()
    bare = bare[~pd.MultiIndex.from_frame(bare[key]).isin(pd.MultiIndex.from_frame(kept[key]))]
    return pd.concat([kept, bare])


def by_sentence(table, *columns):
    """Give the rows of a table by sentence, and by further columns: a dict of (doc, sentence, …) to a list of rows."""
    found = defaultdict(list)
    if table is not None:
        keys = zip(*(table[column] for column in ("doc", "sentence", *columns)), strict=True)
        for key, row in zip(keys, table.itertuples(), strict=True):
            found[key].append(row)
    return dict(found)


class Painter:
    """Paints sentences, and remembers how often it used each label for the legend."""

    def __init__(self, labels, codebook, language, focus=True):
        book = load_codebook(codebook)
        self.titles = book.titles(language) | titles_of(labels, codebook, language)
        self.definitions = {label.name: label.definition.get(language, "") for label in book.labels}
        self.colour, self.letter = colours(self.titles), letters(self.titles)
        self.used, self.language = Counter(), escape(language)
        self.focus = ' tabindex="0"' if focus else ""  # what stands within something to click on takes no focus itself

    def sentence(self, row, hits=(), clauses=()):
        """Give a sentence as HTML and as plain text, from the rows of its evidence and of its clauses."""
        bare = not hits and all(clause.voice == "own" for clause in clauses)
        if bare or row.part == "repeat":
            return escape(row.text), row.text
        for label in {hit.label for hit in hits}:
            self.used[label] += 1
        cuts = sorted({row.start, row.end, *(edge for one in (*hits, *clauses) for edge in (one.start, one.end))})
        html, plain = [], []
        for begin, end in pairwise(cuts):
            piece = row.text[begin - row.start : end - row.start]
            here = [hit for hit in hits if hit.start < end and hit.end > begin]
            last = [hit for hit in here if hit.end == end]
            clause = innermost(clauses, begin)
            html.append(_said(self._mark(piece, here, last, clause), clause))
            plain.append(piece + self._told(last, clause))
        return "".join(html), "".join(plain)

    def _told(self, last, clause):
        if not last:
            return ""
        told = (
            []
            if clause is None
            else [part for part in (clause.status, clause.voice) if part not in ("asserted", "own")]
        )
        return f"[{', '.join(' '.join([self.titles.get(h.label, h.label), *told]) for h in last)}]"

    def _mark(self, piece, here, last, clause=None):
        if not here:
            return escape(piece)
        shades = [self.colour.get(hit.label, "#666666") for hit in here]
        lines = ", ".join(
            f"inset 0 -{3 * (n + 1)}px 0 color-mix(in srgb, {shade} 75%, currentColor)"
            for n, shade in enumerate(shades)
        )
        style = f"--c:{shades[0]};box-shadow:{lines};padding-bottom:{3 * len(shades)}px"
        told = "\n".join(f"{self.titles.get(h.label, h.label)}: »{h.text}« (rule: {h.rule})" for h in here)
        sign = SIGNS.get(clause.status, "") if clause is not None else ""
        told += f"\n{clause.status}, voice: {who(clause)}" if clause is not None else ""
        tags = "".join(f"<sup>{sign}{escape(self.letter.get(h.label, h.label[:2]))}</sup>" for h in last)
        return f'<mark{self.focus} style="{style}" title="{escape(told, quote=True)}">{escape(piece)}{tags}</mark>'

    def legend(self):
        """Give the legend of the labels used, with the number of sentences that bear them."""
        entries = [
            f'<li title="{escape(self.definitions.get(name, ""), quote=True)}"><span style="--c:{self.colour[name]}">'
            f"{escape(self.letter[name])}</span> {escape(title)} ({self.used[name]})</li>"
            for name, title in self.titles.items()
            if self.used[name]
        ]
        return f'<ul class="rahmen-legend" lang="{self.language}">{"".join(entries) or "<li>no frame found</li>"}</ul>'


def innermost(clauses, place):
    """Give the smallest clause that holds a place of the text; None where none does."""
    holding = [clause for clause in clauses if clause.start <= place < clause.end]
    return min(holding, key=lambda clause: clause.end - clause.start, default=None)


def _said(html, clause):
    """Shade what stands in another voice than the text's own."""
    if clause is None or clause.voice == "own":
        return html
    return f'<span class="rahmen-said" title="{escape(who(clause), quote=True)}">{html}</span>'


def who(clause):
    """Name the voice of a clause, and its speaker where one is told."""
    named = isinstance(clause.speaker, str) and clause.speaker
    return f"{clause.voice} ({clause.speaker})" if named else clause.voice


@cache
def style():
    """Give the style sheet of what is marked."""
    return files(__package__).joinpath("read.css").read_text(encoding="utf-8")
