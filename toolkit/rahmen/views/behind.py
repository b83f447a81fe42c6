"""The sentences behind each number: lists that a table of shares links to."""

from html import escape

from ..tables import counted, require
from .marks import Painter, by_sentence, style, who, worth_marking
from .read import Reading
from .titles import anchor, titles_of

SHORT, MOST = 10, 100
"""Lists of up to so many sentences stand open; of longer ones so many are shown."""


def behind(
    codes, sentences, by=None, name="sentences", codebook="frames", language="de", evidence=None, opened=None, most=MOST
):
    """List the sentences that bear each label, by group.

    Parameters
    ----------
    codes : pandas.DataFrame
        A codes table of one coder, or hits of :func:`rahmen.kwic` with a column ``label``; parts ``other`` and
        ``repeat`` are left out.
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
        its status and voice, and the sentences around it. Or the hits of :func:`rahmen.kwic`, which are marked.
    opened : bool, optional
        Whether the lists stand open; by default those of up to ten sentences do.
    most : int, default 100
        So many sentences of a list are shown, spread evenly over it; its head says so. None: all.

    Returns
    -------
    Reading
        Lists that open on a click, or when a number of the table is followed; a label without sentences is told.

    Examples
    --------
    >>> import pandas as pd, rahmen
    >>> sentences = rahmen.split_sentences(pd.DataFrame({"doc": ["a"], "text": ["Nutzer protestieren laut."]}))
    >>> coder = rahmen.CodebookClassifier()
    >>> behind(rahmen.annotate(sentences, coder), sentences, evidence=rahmen.explain(sentences, coder))
    Widerstand: 1
    """
    require(sentences, "sentences")
    used = counted(codes)
    titles = titles_of(used["label"], codebook, language)
    writer = _writer(sentences, evidence, codebook, language)
    parts = [("", used)] if by is None else list(used.groupby(by, observed=True, sort=False))
    html, plain = [], []
    for group, part in parts:
        before = f"{group} – " if by else ""
        for label, rows in _by_label(part, titles):
            found = [code for code in rows.itertuples() if (code.doc, code.sentence) in writer.rows]
            items = [writer.item(code) for code in _spread(found, most)]
            head = f'{escape(before)}<span lang="{escape(language)}">{escape(titles[label])}</span>'
            address = anchor(name, group, label) if by else anchor(name, label)
            html.append(_fold(address, head, items, len(found), opened))
            plain += [f"{before}{titles[label]}: {len(found)}"] if found else []
    return Reading(f'{writer.style}<div class="{writer.classes}">{"".join(html)}</div>', "\n".join(plain))


def listing(documents, by="group", name="documents"):
    """List the documents of each group.

    Parameters
    ----------
    documents : pandas.DataFrame
        A documents table.
    by : str, default "group"
    name : str, default "documents"
        What the addresses begin with; the column ``documents`` of a table with ``links=name`` points here.

    Returns
    -------
    Reading

    Examples
    --------
    >>> import pandas as pd
    >>> listing(pd.DataFrame({"doc": ["a"], "group": ["x"], "title": ["Tee"]}))
    x: 1
    """
    told = [column for column in ("outlet_type", "event", "date", "origin") if column in documents.columns]
    html, plain = [], []
    for group, part in documents.groupby(by, observed=True, sort=False):
        items = []
        for row in part.to_dict("records"):
            title = f'<span lang="de">{escape(str(row["title"]))}</span> ' if row.get("title") else ""
            facts = [str(row[column]) for column in ("doc", *told) if row[column] == row[column] and row[column]]
            items.append(f"<li>{title}<small>({escape(', '.join(facts))})</small></li>")
        html.append(_fold(anchor(name, group), escape(str(group)), items, len(items)))
        plain.append(f"{group}: {len(items)}")
    return Reading(f'<div class="rahmen-documents">{"".join(html)}</div>', "\n".join(plain))


def _by_label(part, titles):
    """Give each label with its codes; among hits of words no label was looked for in vain."""
    coded = "value" in part.columns
    present = part[part["value"] == 1] if coded else part
    for label in titles:
        rows = present[present["label"] == label].drop_duplicates(["doc", "sentence"])
        if coded or len(rows):
            yield label, rows


def _spread(found, most):
    """Take so many at even distances, so that all texts have a chance to be seen."""
    few = most is None or len(found) <= most
    return found if few else [found[place * len(found) // most] for place in range(most)]


def _fold(address, head, items, n, opened=None):
    if not items:
        return f'<p id="{address}" tabindex="-1">{head}: none</p>'
    shown = f" ({len(items)} of them are shown, spread evenly over the texts)" if len(items) < n else ""
    unfolded = n <= SHORT if opened is None else opened
    # a browser opens the list that holds the address; JupyterLab only scrolls, so it is given what is in sight
    return (
        f'<details{" open" * unfolded} data-jupyter-id="{address}">'
        f"<summary>{head}: {n}{shown}</summary>"
        f'<ol id="{address}" tabindex="-1">{"".join(items)}</ol></details>'
    )


def _writer(sentences, evidence, codebook, language):
    if evidence is None:
        return _Writer(sentences)
    if "rule" in evidence.columns:
        return _Marker(sentences, evidence, codebook, language)
    return _Finder(sentences, evidence)


class _Writer:
    """Writes the sentences of a list."""

    style, classes = "", "rahmen-behind"

    def __init__(self, sentences):
        self.rows = {(row.doc, row.sentence): row for row in sentences.itertuples()}

    def item(self, code):
        """Give the sentence of a code as an item of a list."""
        return f'<li><span lang="de">{self.shown(code)}</span> {_place(code)}</li>'

    def shown(self, code):
        """Give the sentence as it is shown: as HTML."""
        return self.text(code)

    def text(self, code, step=0):
        """Give the sentence of a code, or one that many places further on; "" where there is none."""
        row = self.rows.get((code.doc, code.sentence + step))
        return escape(row.text) if row else ""


class _Finder(_Writer):
    """Writes them with the words marked that were looked for."""

    def __init__(self, sentences, hits):
        super().__init__(sentences)
        self.found = by_sentence(hits, "label")

    def shown(self, code):
        """Give the sentence with its hits marked."""
        row, html, last = self.rows[code.doc, code.sentence], [], 0
        spans = {(hit.start - row.start, hit.end - row.start)
                 for hit in self.found.get((code.doc, code.sentence, code.label), ())}  # fmt: skip
        for start, end in sorted(spans):
            html.append(f"{escape(row.text[last:start])}<mark>{escape(row.text[start:end])}</mark>")
            last = end
        return "".join(html) + escape(row.text[last:])


class _Marker(_Writer):
    """Writes them with their evidence marked; each opens to say why, and what stands around it."""

    def __init__(self, sentences, evidence, codebook, language):
        super().__init__(sentences)
        self.style, self.classes = f"<style>{style()}</style>", "rahmen-behind rahmen-read"
        self.painter = Painter(require(evidence, "evidence")["label"], codebook, language, focus=False)
        self.found = by_sentence(worth_marking(evidence), "label")

    def item(self, code):
        """Give the sentence, to be opened."""
        row, hits = self.rows[code.doc, code.sentence], self.found.get((code.doc, code.sentence, code.label), ())
        marked, _ = self.painter.sentence(row, hits)
        why = "".join(f'<li lang="de">»{escape(hit.text)}« (rule: {escape(hit.rule)})</li>' for hit in hits)
        if isinstance(code.status, str) and isinstance(code.voice, str):
            why += f"<li>{code.status}, voice: {escape(who(code))}</li>"
        around = f"{self.text(code, -1)} <b>{escape(row.text)}</b> {self.text(code, 1)}"
        return (
            f'<li><details><summary><span lang="de">{marked}</span> {_place(code)}</summary>'
            f'{f"<ul>{why}</ul>" * bool(why)}<p lang="de">{around}</p></details></li>'
        )


def _place(code):
    return f"<small>({escape(str(code.doc))}, {code.sentence})</small>"
