"""Tables to be read: shares in per cent, titles for labels, nothing cut in silence."""

from html import escape

import numpy as np
import pandas as pd

from ..codebook import load_codebook
from .titles import anchor

_SHARES = {"share", "low", "high", "precision", "recall", "f1", "naive", "naive_low", "naive_high",
           "share_a", "share_b", "difference"}  # fmt: skip
_FIGURES = _SHARES | {"n", "docs", "coded", "value", "positives", "weight", "score"}
_TEXTS = {"text", "rule", "word", "speaker", "cue"}
"""Columns that hold the words of the texts, which are German."""
_INTERVAL = "95 % interval"
# JupyterLab sets all cells to the right; what it says of them outweighs what a style sheet says without »important«.
_STYLE = """
table.rahmen-table caption { text-align: left; caption-side: top; }
table.rahmen-table th, table.rahmen-table td { text-align: left !important; vertical-align: top !important; }
table.rahmen-table .number { text-align: right !important; white-space: nowrap; font-variant-numeric: tabular-nums; }
"""
_HEADS = {"docs": "documents", "naive": "machine alone", "n_rest": "in the rest",
          "log_odds": "log odds", "outlet_type": "kind of outlet", "outlet_types": "kinds of outlet"}  # fmt: skip


def show_table(table, caption="", rows=40, links=None, codebook="frames", language="de"):
    """Give a table as HTML.

    Parameters
    ----------
    table : pandas.DataFrame
        What :func:`rahmen.prevalence` gives is shown in few columns: the count and the share in one, the interval in
        one; what only repeats them, as nothing was corrected, is left to the CSV file.
    caption : str
        What it shows.
    rows : int, default 40
        So many are shown; a line says how many more there are.
    links : str, optional
        The name under which :func:`behind`, :func:`read` or :func:`listing` lists what stands behind the numbers. Then
        each share leads to its sentences, the number of hits of a rule to those of its label, that of a word to the
        places where it stands, the number of a sentence to its place in the text, the number of documents to their
        list. Where a table has a column of shares or counts for each group beside the labels, these lead there too.
    codebook, language
        Where the labels' titles come from.

    Returns
    -------
    str
        An HTML table, escaped.

    Examples
    --------
    >>> "33.3 %" in show_table(pd.DataFrame({"label": ["economy"], "share": [1 / 3]}))
    True
    """
    titles = load_codebook(codebook).titles(language)
    shown = _plain(table.head(rows))
    wide = _groups(table) if links else set()
    # beside a value that is no share, such as alpha, low and high are none either
    shares = (_SHARES - {"low", "high"} if "value" in table.columns else _SHARES) | wide
    sides = dict(zip(("share_a", "share_b"), (f"share, {one}" for one in table.attrs.get("groups", ())), strict=False))
    counted = {"share": "share of sentences"} if "n" in table.columns and "n" not in shown.columns else {}
    heads = {column: (_HEADS | sides | counted).get(column, str(column)) for column in shown.columns}
    numbers = {column for column, kind in shown.dtypes.items() if _numeric(kind)} | {*counted, _INTERVAL}
    body = []
    for row, source in zip(shown.to_dict("records"), table.head(rows).to_dict("records"), strict=True):
        cells = []
        for column, value in row.items():
            address = _address(links, column, source, table, wide) if links else None
            kind = _class(column in numbers, value)
            cells.append(f"<td{kind}{_cell(column, value, (titles, language), address, shares)}</td>")
        body.append(f"<tr>{''.join(cells)}</tr>")
    more = f"<p>… and {len(table) - rows} more rows in the CSV file.</p>" if len(table) > rows else ""
    label = f"<caption>{escape(caption)}</caption>" if caption else ""
    head = "".join(f'<th scope="col"{_class(key in numbers)}>{escape(one)}</th>' for key, one in heads.items())
    kind = "rahmen-table rahmen-linked" if links else "rahmen-table"
    filled = f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody>"
    return f'<style>{_STYLE}</style><table class="{kind}">{label}{filled}</table>{more}'


def _plain(table):
    """Show shares that are plain counts as counts, intervals in one column, and nothing twice."""
    if {"word", "n_rest", "reading"} <= set(table.columns):
        return table.drop(columns="reading")
    if not {"share", "n"} <= set(table.columns):
        return table
    count = table["share"] * table["n"]
    corrected = "naive" in table.columns and not np.isclose(table["share"], table["naive"]).all()
    corrected = corrected or ("coded" in table.columns and (table["coded"] > 0).any())
    if corrected or not np.isclose(count, count.round(), atol=1e-6).all():
        return table
    told = [
        f"{k:.0f} of {n} ({share * 100:.1f} %)" for k, n, share in zip(count, table["n"], table["share"], strict=True)
    ]
    repeats = ["n", "naive", "naive_low", "naive_high", "coded", "method", "reading"]
    table = table.assign(share=told).drop(columns=repeats, errors="ignore")
    if {"low", "high"} <= set(table.columns):
        told = [f"{a * 100:.1f}–{b * 100:.1f} %" if a == a else None for a, b in table[["low", "high"]].to_numpy()]
        table = table.assign(low=told).drop(columns="high").rename(columns={"low": _INTERVAL})
        if not any(told):
            table = table.drop(columns=_INTERVAL)
    return table


def _groups(table):
    """Tell the columns that are groups: those of numbers, beside labels, that are no known figure."""
    if "label" not in table.columns or "share" in table.columns or "rule" in table.columns:
        return set()
    return set(table.select_dtypes("number").columns) - _FIGURES


def _address(links, column, row, table, wide):
    """Give the address of what stands behind a number; None where nothing does."""
    places = list(table.columns)
    if column in ("share", "hits") and "label" in row:
        return anchor(links, *(row[key] for key in places[: places.index("label") + 1]))
    if column in wide:
        return anchor(links, column, row["label"])
    if column in ("share_a", "share_b") and "groups" in table.attrs:
        return anchor(links, table.attrs["groups"][column == "share_b"], row["label"])
    if "word" in row and column in ("n", "n_rest") and row[column]:
        group = row[places[0]]
        return anchor(links, group if column == "n" else f"not {group}", row["word"])
    if column == "sentence":
        return anchor(links, *([row["doc"]] if "doc" in row else []), row["sentence"])
    return anchor(links, row[places[0]]) if column == "documents" else None


def _cell(column, value, labels, address, shares):
    titles, language = labels
    if value is None or value is pd.NA or value != value:
        text = "–"
    elif column in shares and isinstance(value, float):
        text = f"{value * 100:.1f} %"
    elif isinstance(value, float):
        text = f"{value:.3g}"
    else:
        text = titles.get(value, str(value)) if column == "label" else str(value)
    shown = escape(text).replace(",", ",<wbr>") if column == "rule" else escape(text)  # rules are long words
    if address:
        shown = f'<a href="#{address}">{shown}</a>'
    foreign = language if column == "label" and value in titles else "de" if column in _TEXTS else ""
    tongue = f' lang="{escape(foreign)}"' if foreign and foreign != "en" else ""
    return f"{tongue}>{shown}"


def _numeric(kind):
    return pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_bool_dtype(kind)


def _class(number, value=None):
    kind = "number" if number else "long" if isinstance(value, str) and len(value) > 40 else ""
    return f" class={kind}" if kind else ""
