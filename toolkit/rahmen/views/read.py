"""The reading view: the text itself, with the words that carry a frame marked and explained."""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from itertools import pairwise

import pandas as pd

from ..codebook import load_codebook
from ..tables import WHOLE, require
from .colours import colours, letters
from .titles import titles_of

_SIGNS = {"negated": "¬", "hedged": "~", "asked": "?"}
FAINT = 0.15
"""The weight from which a word's n-grams are marked."""


@dataclass(frozen=True)
class Reading:
    """A text made ready to be read: Jupyter shows it as HTML, a terminal as plain text.

    Attributes
    ----------
    html : str
        The view, self-contained: its style sheet is within.
    plain : str
        The same in plain text, each marked stretch followed by its labels in brackets.
    """

    html: str
    plain: str

    def _repr_html_(self):
        return self.html

    def __repr__(self):
        return self.plain


def read(sentences, evidence, codebook="frames", language="de", clauses=None):
    """Show sentences with the words that carry each label marked.

    Parameters
    ----------
    sentences : pandas.DataFrame
        A sentences table, of one or several documents.
    evidence : pandas.DataFrame
        The evidence for them, from :func:`rahmen.explain`.
    codebook : str, pathlib.Path or rahmen.codebook.Codebook, default "frames"
        Where the labels' titles and order come from.
    language : str, default "de"
        Of the titles.
    clauses : pandas.DataFrame, optional
        The clauses table, from :func:`rahmen.find_status`: what stands in somebody else's mouth is shaded, the speaker
        told on hovering, and marks in denied, doubted and asked clauses bear a sign: ¬, ~, ?.

    Returns
    -------
    Reading
        Hovering (or focusing with the keyboard) tells label, term and rule. A repeated headline is greyed, unmarked.

    Raises
    ------
    rahmen.TableError
        One of the tables is none.

    Examples
    --------
    >>> import pandas as pd, rahmen
    >>> documents = pd.DataFrame({"doc": ["a"], "text": ["Nutzer protestieren laut."]})
    >>> sentences = rahmen.split_sentences(documents)
    >>> read(sentences, rahmen.explain(sentences, rahmen.CodebookClassifier()))
    Nutzer protestieren[Widerstand] laut.
    """
    require(sentences, "sentences"), require(evidence, "evidence")
    spoken = (
        {} if clauses is None else dict(iter(require(clauses, "clauses").groupby(["doc", "sentence"], observed=True)))
    )
    painter = _Painter(load_codebook(codebook), titles_of(evidence["label"], codebook, language), language)
    evidence = _worth_marking(evidence)
    by_sentence = dict(iter(evidence.groupby(["doc", "sentence"], observed=True)))
    body, plain = [], []
    for doc, part in sentences.groupby("doc", sort=False, observed=True):
        if sentences["doc"].nunique() > 1:
            body.append(f"<h3>{escape(str(doc))}</h3>")
            plain.append(f"== {doc} ==")
        for group in _paragraphs(part):
            pieces = [
                painter.sentence(row, *(told.get((row.doc, row.sentence)) for told in (by_sentence, spoken)))
                for row in group
            ]
            tag = "h4" if group[0].part == "headline" else "p"
            body.append(f'<{tag} class="rahmen-{group[0].part}">{" ".join(html for html, _ in pieces)}</{tag}>')
            plain.append(" ".join(text for _, text in pieces))
    above = f"<style>{_style()}</style>{painter.legend()}{_key(clauses)}"
    html = f'<div class="rahmen-read" lang="de">{above}{"".join(body)}</div>'
    return Reading(html, "\n".join(plain))


def _worth_marking(evidence):
    """Leave out what speaks against a label, what a single word adds in passing, and what belongs to no place.

    A learned coder tells the share of every word and of the sentence as a whole; the latter is marked only where
    nothing else carries the label.
    """
    whole, faint = evidence["rule"].isin(WHOLE), (evidence["rule"] == "word") & (evidence["weight"] < FAINT)
    kept = evidence[(evidence["weight"] > 0) & ~whole & ~faint]
    key = ["doc", "sentence", "label"]
    bare = evidence[(evidence["rule"] == "encoder") & (evidence["weight"] > 0)]
    bare = bare[~pd.MultiIndex.from_frame(bare[key]).isin(pd.MultiIndex.from_frame(kept[key]))]
    return pd.concat([kept, bare])


class _Painter:
    """Paints sentences, and remembers how often it used each label for the legend."""

    def __init__(self, book, titles, language):
        self.titles = book.titles(language) | titles
        self.definitions = {label.name: label.definition.get(language, "") for label in book.labels}
        self.colour, self.letter = colours(self.titles), letters(self.titles)
        self.used = Counter()

    def sentence(self, row, evidence, clauses=None):
        """Give a sentence as HTML and as plain text."""
        clauses = [] if clauses is None else list(clauses.itertuples())
        bare = evidence is None and all(clause.voice == "own" for clause in clauses)
        if bare or row.part == "repeat":
            return escape(row.text), row.text
        hits = [] if evidence is None else list(evidence.itertuples())
        for label in {hit.label for hit in hits}:
            self.used[label] += 1
        cuts = sorted({row.start, row.end, *(edge for one in (*hits, *clauses) for edge in (one.start, one.end))})
        html, plain = [], []
        for begin, end in pairwise(cuts):
            piece = row.text[begin - row.start : end - row.start]
            here = [hit for hit in hits if hit.start < end and hit.end > begin]
            last = [hit for hit in here if hit.end == end]
            clause = _innermost(clauses, begin)
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
        sign = _SIGNS.get(clause.status, "") if clause is not None else ""
        told += f"\n{clause.status}, voice: {_who(clause)}" if clause is not None else ""
        tags = "".join(f"<sup>{sign}{escape(self.letter.get(h.label, h.label[:2]))}</sup>" for h in last)
        return f'<mark tabindex="0" style="{style}" title="{escape(told, quote=True)}">{escape(piece)}{tags}</mark>'

    def legend(self):
        """Give the legend of the labels used, with the number of sentences that bear them."""
        entries = [
            f'<li title="{escape(self.definitions.get(name, ""), quote=True)}"><span style="--c:{self.colour[name]}">'
            f"{escape(self.letter[name])}</span> {escape(title)} ({self.used[name]})</li>"
            for name, title in self.titles.items()
            if self.used[name]
        ]
        return f'<ul class="rahmen-legend">{"".join(entries) or "<li>no frame found</li>"}</ul>'


def _innermost(clauses, place):
    holding = [clause for clause in clauses if clause.start <= place < clause.end]
    return min(holding, key=lambda clause: clause.end - clause.start, default=None)


def _said(html, clause):
    """Shade what stands in another voice than the text's own."""
    if clause is None or clause.voice == "own":
        return html
    return f'<span class="rahmen-said" title="{escape(_who(clause), quote=True)}">{html}</span>'


def _who(clause):
    return f"{clause.voice} ({clause.speaker})" if clause.speaker else clause.voice


def _key(clauses):
    if clauses is None:
        return ""
    signs = ", ".join(f"{sign} {status}" for status, sign in _SIGNS.items())
    return f'<p class="rahmen-key"><span class="rahmen-said">shaded</span>: somebody else\'s words or view; {signs}</p>'


def _paragraphs(sentences):
    """Group the sentences of a document into paragraphs: of one part, and next to each other in the text."""
    groups, last = [], None
    for row in sentences.itertuples():
        near = last is not None and row.part == last.part and row.start - last.end <= 1
        if near:
            groups[-1].append(row)
        else:
            groups.append([row])
        last = row
    return groups


@cache
def _style():
    return files(__package__).joinpath("read.css").read_text(encoding="utf-8")
