"""The report: what the notebooks say and show, without their code, as one page that loads nothing from outside."""

import re
from functools import cache
from html import escape
from importlib.resources import files


def render_report(notebooks, facts, title="Rahmen: framing report"):
    """Render executed notebooks as one page.

    Parameters
    ----------
    notebooks : list of tuple (str, nbformat.NotebookNode)
        Names and executed notebooks, in order.
    facts : dict of str to str
        What the foot of the page says of the run: versions, hashes, seed.
    title : str

    Returns
    -------
    str
        HTML, self-contained: styles and pictures are within, no address outside is loaded.

    Notes
    -----
    The text comes from the notebooks, which a study writes itself, so their HTML is trusted; what comes from corpus
    texts is escaped where it is made.
    """
    from jinja2 import Environment

    sections = [_section(name, notebook) for name, notebook in notebooks]
    template = Environment(autoescape=True).from_string(_file("report.html"))
    return template.render(title=title, sections=sections, facts=facts, style=_file("report.css"))


def _section(name, notebook):
    parts, heading = [], name
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            parts.append(_markdown(cell.source))
        elif cell.cell_type == "code":
            parts += [_output(output) for output in cell.outputs]
    body = "\n".join(part for part in parts if part)
    found = re.search(r"<h1>(.*?)</h1>", body)
    if found:
        heading = re.sub(r"<[^>]+>", "", found[1])
        body = body.replace(found[0], "", 1)
    # headings go one step down: the page's own title is the first
    body = re.sub(r"<(/?)h([2-4])\b", lambda m: f"<{m[1]}h{int(m[2]) + 1}", body)
    return {"id": re.sub(r"\W+", "-", name), "heading": heading, "body": body}


def _markdown(source):
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table").render(source)


def _output(output):
    """Show what a cell gave: HTML as it is, a picture, else plain text; warnings and progress stay out."""
    data = output.get("data", {})
    if "text/html" in data:
        return data["text/html"]
    if "image/png" in data:
        return f'<img alt="" src="data:image/png;base64,{data["image/png"].strip()}">'
    if "text/plain" in data:
        return f"<pre>{escape(data['text/plain'])}</pre>"
    if output.get("name") == "stdout":
        return f"<pre>{escape(output['text'])}</pre>"
    return ""


@cache
def _file(name):
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
