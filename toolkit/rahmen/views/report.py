"""The report: what the notebooks say and show, without their code, as one page that loads nothing from outside."""

import re
from functools import cache
from html import escape, unescape
from importlib.resources import files

PARTS = {
    "question": "Question and short answer",
    "material": "Material",
    "method": "Method",
    "results": "Results",
    "sentences": "The sentences behind the numbers",
    "limits": "Limits: what this cannot tell",
    "again": "How to do it again",
}
"""The chapters of the page, in order; the tags of a notebook's cells name them."""


def render_report(notebooks, facts, title=None):
    """Render executed notebooks as one page, in the order of a paper.

    Parameters
    ----------
    notebooks : list of tuple (str, nbformat.NotebookNode)
        Names and executed notebooks, in order.
    facts : dict of str to str
        What the foot of the page says of the run: versions, hashes, seed.
    title : str, optional
        By default made from the first notebook's heading.

    Returns
    -------
    str
        HTML, self-contained: styles and pictures are within, no address outside is loaded.

    Notes
    -----
    What stands in a notebook up to its first output is its question and short answer; lists of :func:`behind` go to the
    sentences; a cell with a tag (``material``, ``method``, ``results``, ``sentences``, ``limits``, ``again``) to that
    chapter, one with the tag ``notebook`` to none; all else to the results, or where the notebook's metadata say so:
    ``"rahmen": {"part": "again"}``.

    The text comes from the notebooks, which a study writes itself, so their HTML is trusted; what comes from corpus
    texts is escaped where it is made.
    """
    from jinja2 import Environment

    chapters = {part: [] for part in PARTS}
    for name, notebook in notebooks:
        heading, found = _sort(name, notebook)
        for part, body in found.items():
            step = 1 if len(notebooks) == 1 else 2  # a study of one notebook needs no headings for notebooks
            address = re.sub(r"\W+", "-", f"{part}-{name}")
            chapters[part].append({"id": address, "heading": heading, "body": _finish(body, part, step)})
    template = Environment(autoescape=True).from_string(_file("report.html"))
    first = _sort(*notebooks[0])[0] if notebooks else "framing report"
    page = template.render(
        title=title or f"Framing report: {first}", chapters=chapters, titles=PARTS, facts=facts,
        single=len(notebooks) == 1, style=_file("report.css"),
    )  # fmt: skip
    return _lead_back(page)


def _sort(name, notebook):
    """Give a notebook's heading, and its text and outputs by chapter."""
    rest = notebook.metadata.get("rahmen", {}).get("part", "results")
    heading, found, part = name, {}, "question" if rest == "results" else rest
    for cell in notebook.cells:
        if "notebook" in cell.metadata.get("tags", []):
            continue
        pieces = [_markdown(cell.source)] if cell.cell_type == "markdown" else []
        if cell.cell_type == "code":
            pieces += [_output(output) for output in cell.outputs]
        tag = next((tag for tag in cell.metadata.get("tags", []) if tag in PARTS), None)
        for piece in filter(None, pieces):
            title = re.search(r"<h1>(.*?)</h1>", piece)
            if title:
                heading = unescape(re.sub(r"<[^>]+>", "", title[1]))
                piece = piece.replace(title[0], "", 1)
            listed = 'class="rahmen-behind' in piece
            found.setdefault(tag or ("sentences" if listed else part), []).append(piece)
        if cell.cell_type == "code" and any(pieces):
            part = rest
    return heading, {part: "\n".join(pieces) for part, pieces in found.items()}


def _finish(body, part, step):
    """Put headings below those of the page, leave out those that repeat the chapter's, let wide parts scroll."""
    body = re.sub(
        r"<h[2-4]>(.*?)</h[2-4]>\n?", lambda m: "" if m[1].lower() in PARTS[part].lower() else m[0], body
    )  # fmt: skip
    body = re.sub(r"<(/?)h([2-4])\b", lambda m: f"<{m[1]}h{int(m[2]) + step}", body)
    body = (
        body.replace("<th></th>", "<td></td>")
        .replace("<pre>", '<pre tabindex="0">')
        .replace("<figure", '<figure tabindex="0"')
    )
    return re.sub(r"<table\b.*?</table>", _scrolling, body, flags=re.DOTALL)


def _scrolling(match):
    caption = re.search(r"<caption>(.*?)</caption>", match[0], re.DOTALL)
    told = f"Table: {caption[1]}" if caption else "Table"
    return f'<div class="rahmen-scroll" role="group" tabindex="0" aria-label="{told}">{match[0]}</div>'


def _lead_back(page):
    """Let each list of sentences lead back to the first number that leads to it, in a table if there is one."""
    lists = set(re.findall(r'<ol id="([^"]+)"', page))
    come_from = set()

    def name(match):
        target = match[2]
        if target not in lists or target in come_from:
            return match[0]
        come_from.add(target)
        return f'{match[1]}<a id="from--{target}" href="#{target}">'

    def back(match):
        way = f'<p class="rahmen-back"><a href="#from--{match[2]}">back to the number</a></p>'
        return f"{match[1]}{way}" if match[2] in come_from else match[1]

    for place in (r"(<td[^>]*>)", r"(<li>)"):
        page = re.sub(rf'{place}<a href="#([^"]+)">', name, page)
    return re.sub(r'(<ol id="([^"]+)".*?</ol>)', back, page, flags=re.DOTALL)


def _markdown(source):
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table").render(source)


def _output(output):
    """Show what a cell gave: HTML as it is, a picture, else plain text; warnings and progress stay out."""
    data = output.get("data", {})
    if "text/html" in data:
        return data["text/html"]
    if "image/png" in data:
        alt = "A picture without a description; rahmen.keep gives figures one."
        return f'<figure><img alt="{alt}" src="data:image/png;base64,{data["image/png"].strip()}"></figure>'
    if "text/plain" in data:
        return f"<pre>{escape(data['text/plain'])}</pre>"
    if output.get("name") == "stdout":
        return f"<pre>{escape(output['text'])}</pre>"
    return ""


@cache
def _file(name):
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
