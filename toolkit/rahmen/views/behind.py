"""The sentences behind each number: lists that a table of shares links to."""

import re
from html import escape

from ..tables import counted, require
from .marks import Painter, by_sentence, style, who, worth_marking
from .read import Reading
from .titles import titles_of


def anchor(name, *keys):
    """Give the address, within a page, of the sentences behind a number.

    >>> anchor("groups", "article", "economy")
    'groups--article--economy'
    """
    return "--".join(re.sub(r"[^\w-]+", "-", str(key)) for key in (name, *keys))


def behind(codes, sentences, by=None, name="sentences", codebook="frames", language="de", evidence=None, opened=False):
    """List the sentences that bear each label, by group.

    Parameters
    ----------
    codes : pandas.DataFrame
        A codes table of one coder; parts ``other`` and ``repeat`` are left out.
    sentences : pandas.DataFrame
        The sentences they code.
    by : str, optional
        The column of the groups.
    name : str, default "sentences"
        What the addresses begin with; ``show_table(…, links=name)`` and ``keep(…, links=name)`` point here.
    codebook, language
        Where the labels' titles come from.
    evidence : pandas.DataFrame, optional
        From :func:`rahmen.explain`: marks the words that carry the label; each sentence then opens to tell the rules,
        its status and voice, and the sentences around it.
    opened : bool, default False
        Whether the lists stand open.

    Returns
    -------
    Reading
        Lists that open on a click, or when a number of the table is followed.

    Examples
    --------
    >>> import pandas as pd, rahmen
    >>> sentences = rahmen.split_sentences(pd.DataFrame({"doc": ["a"], "text": ["Nutzer protestieren laut."]}))
    >>> coder = rahmen.CodebookClassifier()
    >>> behind(rahmen.annotate(sentences, coder), sentences, evidence=rahmen.explain(sentences, coder))
    Widerstand: 1
    """
    require(codes, "codes"), require(sentences, "sentences")
    titles = titles_of(codes["label"], codebook, language)
    present = counted(codes).query("value == 1")
    writer = _Writer(sentences) if evidence is None else _Marker(sentences, evidence, codebook, language)
    parts = [("", present)] if by is None else list(present.groupby(by, observed=True, sort=False))
    html, plain = [], []
    for group, part in parts:
        for label, rows in part.groupby("label", observed=True):
            heading = f"{group} – {titles.get(label, label)}" if by else titles.get(label, label)
            found = [code for code in rows.itertuples() if (code.doc, code.sentence) in writer.rows]
            items = "".join(map(writer.item, found))
            address = anchor(name, group, label) if by else anchor(name, label)
            head = f"<summary>{escape(heading)}: {len(found)}</summary>"
            # a browser opens the list that holds the address; JupyterLab only scrolls, so it is given what is in sight
            opening = f'<details{" open" * opened} data-jupyter-id="{address}">'
            html.append(f'{opening}{head}<ol id="{address}" lang="de">{items}</ol></details>')
            plain.append(f"{heading}: {len(found)}")
    return Reading(f'{writer.style}<div class="{writer.classes}">{"".join(html)}</div>', "\n".join(plain))


class _Writer:
    """Writes the sentences of a list."""

    style, classes = "", "rahmen-behind"

    def __init__(self, sentences):
        self.rows = {(row.doc, row.sentence): row for row in sentences.itertuples()}

    def item(self, code):
        """Give the sentence of a code as an item of a list."""
        return f"<li>{self.text(code)} <small>({escape(str(code.doc))}, {code.sentence})</small></li>"

    def text(self, code, step=0):
        """Give the sentence of a code, or one that many places further on; "" where there is none."""
        row = self.rows.get((code.doc, code.sentence + step))
        return escape(row.text) if row else ""


class _Marker(_Writer):
    """Writes them with their evidence marked; each opens to say why, and what stands around it."""

    def __init__(self, sentences, evidence, codebook, language):
        super().__init__(sentences)
        self.style, self.classes = f"<style>{style()}</style>", "rahmen-behind rahmen-read"
        self.painter = Painter(require(evidence, "evidence")["label"], codebook, language, focus=False)
        self.found = by_sentence(worth_marking(evidence), "label")

    def item(self, code):
        row, hits = self.rows[code.doc, code.sentence], self.found.get((code.doc, code.sentence, code.label), ())
        marked, _ = self.painter.sentence(row, hits)
        told = [f"»{hit.text}« (rule: {hit.rule})" for hit in hits]
        if isinstance(code.status, str) and isinstance(code.voice, str):
            told.append(f"{code.status}, voice: {who(code)}")
        why = "".join(f"<li>{escape(line)}</li>" for line in told)
        around = f"{self.text(code, -1)} <b>{escape(row.text)}</b> {self.text(code, 1)}"
        return (
            f"<li><details><summary>{marked} <small>({escape(str(code.doc))}, {code.sentence})</small></summary>"
            f"<ul>{why}</ul><p>{around}</p></details></li>"
        )
