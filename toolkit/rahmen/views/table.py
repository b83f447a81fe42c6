"""Tables to be read: shares in per cent, titles for labels, nothing cut in silence."""

from html import escape

import pandas as pd

from ..codebook import load_codebook
from .behind import anchor

_SHARES = {"share", "low", "high", "precision", "recall", "f1", "naive", "naive_low", "naive_high",
           "share_a", "share_b", "difference"}  # fmt: skip
_NAIVE = ["naive", "naive_low", "naive_high", "coded"]
# JupyterLab sets all cells to the right; what it says of them outweighs what a style sheet says without »important«.
_STYLE = """
table.rahmen-table caption { text-align: left; caption-side: top; }
table.rahmen-table th, table.rahmen-table td { text-align: left !important; vertical-align: top !important; }
table.rahmen-table .number { text-align: right !important; white-space: nowrap; font-variant-numeric: tabular-nums; }
"""


def show_table(table, caption="", rows=40, links=None, codebook="frames", language="de"):
    """Give a table as HTML.

    The machine's own count is left out where it is the share itself, because nothing corrected it.

    Parameters
    ----------
    table : pandas.DataFrame
    caption : str
    rows : int, default 40
        So many are shown; a line says how many more there are.
    links : str, optional
        The name under which :func:`behind` lists the sentences; each share that is not 0 then links to its sentences.
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
    table = _said_once(table)
    head = "".join(f'<th scope="col"{_class(kind)}>{escape(str(name))}</th>' for name, kind in table.dtypes.items())
    keys = list(table.columns[: table.columns.get_loc("label") + 1]) if links and "label" in table.columns else []
    # beside a value that is no share, such as alpha, low and high are none either
    shares = _SHARES - {"low", "high"} if "value" in table.columns else _SHARES
    body = []
    for row in table.head(rows).to_dict("records"):
        address = anchor(links, *(row[key] for key in keys)) if keys and row.get("share", 0) > 0 else None
        cells = [_cell(column, value, titles, address, shares) for column, value in row.items()]
        body.append("<tr>" + "".join(cells) + "</tr>")
    more = f"<p>… and {len(table) - rows} more rows in the CSV file.</p>" if len(table) > rows else ""
    label = f"<caption>{escape(caption)}</caption>" if caption else ""
    rows = f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody>"
    return f'<style>{_STYLE}</style><table class="rahmen-table">{label}{rows}</table>{more}'


def _said_once(table):
    """Leave out the machine's own count where no coded sentences corrected it."""
    if not {"share", *_NAIVE} <= set(table.columns) or (table["coded"] > 0).any():
        return table
    return table if (table["naive"] != table["share"]).any() else table.drop(columns=_NAIVE)


def _class(kind):
    number = pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_bool_dtype(kind)
    return " class=number" if number else ""


def _cell(column, value, titles, address, shares):
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if value is None or value is pd.NA or value != value:
        text = "–"
    elif column in shares and number:
        text = f"{value * 100:.1f} %"
    elif number and isinstance(value, float):
        text = f"{value:.3g}"
    else:
        text = titles.get(value, str(value)) if column == "label" else str(value)
    shown = escape(text).replace(",", ",<wbr>") if column == "rule" else escape(text)  # rules are long words
    if column == "share" and address:
        shown = f'<a href="#{address}">{shown}</a>'
    return f"<td{' class=number' if number else ''}>{shown}</td>"
