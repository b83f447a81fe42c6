"""The reading view: the text itself, with the words that carry a frame marked and explained."""

from dataclasses import dataclass
from html import escape

from ..tables import require
from .marks import SIGNS, Painter, by_sentence, style, worth_marking
from .titles import anchor


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


def read(sentences, evidence, codebook="frames", language="de", clauses=None, name=None):
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
    name : str, optional
        Each sentence then has an address, to which the sentence numbers of a table with ``links=name`` lead.

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
    spoken = by_sentence(None if clauses is None else require(clauses, "clauses"))
    painter = Painter(evidence["label"], codebook, language)
    found = by_sentence(worth_marking(evidence))
    body, plain, several = [], [], sentences["doc"].nunique() > 1
    for doc, part in sentences.groupby("doc", sort=False, observed=True):
        if several:
            body.append(f'<p class="rahmen-doc">{escape(str(doc))}</p>')
            plain.append(f"== {doc} ==")
        for group in paragraphs(part):
            pieces = [
                painter.sentence(row, *(told.get((row.doc, row.sentence), ()) for told in (found, spoken)))
                for row in group
            ]
            shown = (
                _addressed(html, name, row, several) if name else html
                for (html, _), row in zip(pieces, group, strict=True)
            )
            body.append(f'<p class="rahmen-{group[0].part}">{" ".join(shown)}</p>')
            plain.append(" ".join(text for _, text in pieces))
    above = f"<style>{style()}</style>{painter.legend()}{_key(clauses)}"
    html = f'<div class="rahmen-read" lang="de">{above}{"".join(body)}</div>'
    return Reading(html, "\n".join(plain))


def _addressed(html, name, row, several):
    address = anchor(name, *([row.doc] if several else []), row.sentence)
    return f'<span id="{address}" tabindex="-1">{html}</span>'


def _key(clauses):
    if clauses is None:
        return ""
    signs = ", ".join(f"{sign} {status}" for status, sign in SIGNS.items())
    shaded = '<span class="rahmen-said">shaded</span>: somebody else\'s words or view'
    return f'<p class="rahmen-key" lang="en">{shaded}; {signs}</p>'


def paragraphs(sentences):
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
