"""The parts of the site that are generated: the codebook, the reference, commands, measured tables, whole files."""

import os
import re
from functools import reduce
from importlib import import_module
from itertools import dropwhile, takewhile
from pathlib import Path

import rahmen

ROOT = Path(__file__).resolve().parent.parent
SITE = {
    "README.md": "index.md",
    "benchmarks/RESULTS.md": "results.md",
    "MODEL_CARD.md": "model_card.md",
    "corpus/DATASHEET.md": "corpus.md",
    "corpus/codes/DATASHEET.md": "codes.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "toolkit/rahmen/codebook/frames.toml": "codebook.md",
}
"""Files of the repository that are pages of the site, and the page."""
_MARK = re.compile(r"^<!-- (file|codebook|names|commands|table): ?(.*?) ?-->$", re.MULTILINE)
_LINK = re.compile(r"(\]\()([^)\s#:]+)(#[^)\s]*)?\)")


def fill(text, page):
    """Give the source of a page with its generated parts put in and its links leading to pages.

    Parameters
    ----------
    text : str
        As it stands in the file.
    page : str
        Its path in docs/.

    Returns
    -------
    str
    """
    text = linked(text, f"docs/{page}", page)
    makers = {"file": _file, "codebook": codebook, "names": names, "commands": commands, "table": table}
    return _MARK.sub(lambda mark: makers[mark[1]](*([mark[2], page] if mark[1] == "file" else [mark[2]])), text)


def _file(name, page):
    first, *rest = re.split(r"^# ", (ROOT / name).read_text(encoding="utf-8"), maxsplit=2, flags=re.MULTILINE)
    text = f"{first}# {'## '.join(rest)}"  # a page has one title
    return linked(text, name, page)


def linked(text, origin, page):
    """Turn relative links of a file of the repository into links from a page.

    Parameters
    ----------
    text, origin : str
        The Markdown, and the path of the file that it stands in, from the root.
    page : str
        The page that shows it, from docs/.

    Returns
    -------
    str

    Examples
    --------
    >>> linked("[how good](../benchmarks/RESULTS.md)", "docs/study.md", "study.md")
    '[how good](results.md)'
    """
    here = (ROOT / "docs" / page).parent

    def lead(link):
        target = (ROOT / origin).parent.joinpath(link[2]).resolve()
        if ROOT not in target.parents or not target.exists():
            raise ValueError(f"{origin}: the link {link[2]!r} leads nowhere")
        shown = SITE.get(target.relative_to(ROOT).as_posix())
        target = ROOT / "docs" / shown if shown else target
        return f"{link[1]}{Path(os.path.relpath(target, here)).as_posix()}{link[3] or ''})"

    return _LINK.sub(lead, text)


def codebook(name):
    """Render a codebook: what each label means, its examples, and how many indicators it has."""
    book = rahmen.load_codebook(name)
    rows = [
        f"| [{label.title['de']}](#label-{label.name}) | {label.title['en']} | `{label.name}` | {len(label.rules)} "
        f"| {len(label.examples)} | {len(label.counter_examples)} |"
        for label in book.labels
    ]
    head = ["| Label | English | name | indicators | examples | counter-examples |", "|---|---|---|---:|---:|---:|"]
    return "\n".join([*head, *rows, "", *(line for label in book.labels for line in _label(label))])


def _label(label):
    lines = [f"(label-{label.name})=", f"## {label.title['de']} ({label.title['en']})", "", f"`{label.name}`", ""]
    lines += [line for language in ("en", "de") for line in (_plain(label.definition[language]), "")]
    weak, needy = sum(rule.weight < 1 for rule in label.rules), sum(bool(rule.needs) for rule in label.rules)
    barred = sum(bool(rule.bars) for rule in label.rules)
    lines += [
        f"{len(label.rules)} indicators: {weak} weigh below 1, {needy} need a word of a group beside them, {barred} "
        f"are silenced by one; {len(label.exclude)} exclusions.",
        "",
    ]
    for title, sentences in {"Must fire": label.examples, "Must stay silent": label.counter_examples}.items():
        lines += [f"**{title}**", "", *(f"- {_plain(sentence)}" for sentence in sentences), ""]
    return lines


def _plain(text):
    return re.sub(r"([*_`<>\[\]$\\])", r"\\\1", " ".join(text.split()))


def names(room):
    """List the public names of a room for the reference: those of the package, then those that only the room has."""
    package = [name for name, home in rahmen._HOME.items() if home == f"rahmen.{room}"]
    own = [name for name in getattr(import_module(f"rahmen.{room}"), "__all__", ()) if name not in rahmen._HOME]
    paths = [f"rahmen.{name}" for name in package] + [f"rahmen.{room}.{name}" for name in own]
    lines = [f".. automodule:: rahmen.{room}", "   :no-members:", ""]
    for path in paths:
        lines += [f".. {_kind(path)}:: {path}", ""]
    return "\n".join(["```{eval-rst}", *lines, "```"])


def _kind(path):
    thing = reduce(getattr, path.split(".")[1:], rahmen)
    if isinstance(thing, type):
        return "autoexception" if issubclass(thing, Exception) else "autoclass"
    return "autofunction"


def commands(_=""):
    """Describe each command of the shell from what it says of itself."""
    import typer

    from rahmen.cli import app

    return "\n".join(_commands(typer.main.get_command(app), "rahmen"))


def _commands(group, called):
    lines = []
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            lines += _commands(command, f"{called} {name}")
            continue
        lines += [f"## {called} {name}", "", _plain(command.help or ""), ""]
        lines += ["| option | what |", "|---|---|", *map(_parameter, command.params), ""]
        lines += ["```text", *filter(None, command.epilog.split("\n")[1:]), "```", ""] if command.epilog else []
    return lines


def _parameter(given):
    asked = given.param_type_name == "option"
    shown = (
        ", ".join(f"`{name}`" for name in (*given.opts, *given.secondary_opts)) if asked else f"`{given.name.upper()}`"
    )
    told = f" Default: `{given.default}`." if asked and given.default not in (None, "", False, ()) else ""
    return f"| {shown} | {_plain(getattr(given, 'help', None) or '')}{told} |"


def table(asked):
    """Take a table out of benchmarks/RESULTS.md, with what its section says of data and command.

    Parameters
    ----------
    asked : str
        Parts divided by »;«: the section's title; how the line begins after which the table stands (empty for the
        first); the columns, and the rows (left out: all), both divided by » / « and told by how they begin.

    Returns
    -------
    str
    """
    title, after, columns, *rows = [part.strip() for part in asked.split(";")]
    text = (ROOT / "benchmarks" / "RESULTS.md").read_text(encoding="utf-8")
    if f"\n## {title}\n" not in text:
        raise ValueError(f"RESULTS.md has no section {title!r}")
    section = text.split(f"\n## {title}\n")[1].split("\n## ")[0]
    said = section.strip().split("\n\n")[0]
    if after not in section:
        raise ValueError(f"RESULTS.md, {title!r}: nothing begins with {after!r}")
    lines = section[section.index(after) :].splitlines()
    lines = list(takewhile(_in_table, dropwhile(lambda line: not _in_table(line), lines)))
    head, _, *body = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    places = [_place(column, head, title) for column in columns.split(" / ")]
    wanted = rows[0].split(" / ") if rows else [""]
    body = [body[place] for want in wanted for place in _places(want, list(map(" | ".join, body)), title)]
    kept = [[row[place] for place in places] for row in [head, *body]]
    shown = [f"| {' | '.join(row)} |" for row in kept]
    shown.insert(1, "|" + "---|" * len(places))
    return "\n".join([*shown, "", f"*{title}* in the [results](/results.md). {said}"])


def _in_table(line):
    return line.startswith("|")


def _place(column, head, title):
    return head.index(column) if column in head else _places(column, head, title)[0]


def _places(begins, names, title):
    """Give the places of the names that begin so."""
    found = [place for place, name in enumerate(names) if name.startswith(begins)]
    if not found:
        raise ValueError(f"RESULTS.md, {title!r}: nothing begins with {begins!r} among {', '.join(names)}")
    return found
