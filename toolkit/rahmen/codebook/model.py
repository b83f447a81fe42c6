"""A codebook as it is read from its file: small frozen dataclasses, refused with label, line and rule if broken."""

import hashlib
import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

from .patterns import PatternError, parse

_TOP = {"name", "version", "scheme", "exclusive", "default", "negation", "threshold", "groups", "label"}
_LABEL = {
    "name", "title", "definition", "not_when", "indicators", "exclude", "without",
    "examples", "counter_examples", "opposite",
}  # fmt: skip
_RULE = {"find", "with", "without", "weight"}
_NEGATION = ("keep", "drop", "turn")


class CodebookError(ValueError):
    """A codebook that cannot be used; the message names the file, the label, the line and the rule."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One indicator.

    Attributes
    ----------
    source : str
        The indicator as written.
    patterns : tuple of Pattern
        All the ways in which it may stand in a text.
    weight : float
        How much it counts; a label is present where its indicators reach the threshold of the codebook.
    needs, bars : tuple of str
        Names of word groups: one word of some group in `needs` must stand in the sentence, none of those in `bars`.
    """

    source: str
    patterns: tuple
    weight: float = 1.0
    needs: tuple = ()
    bars: tuple = ()


@dataclass(frozen=True)
class Label:
    """One label of a codebook, with all that a coder, a test and a reader need of it."""

    name: str
    title: dict
    definition: dict
    rules: tuple
    exclude: tuple = ()
    examples: tuple = ()
    counter_examples: tuple = ()
    opposite: str = ""


@dataclass(frozen=True)
class Codebook:
    """Labels with their indicators.

    Attributes
    ----------
    name, version : str
    scheme : str
        The scheme of the codes it gives: ``frames``, ``stance:migration``, or one's own.
    labels : tuple of Label
    groups : dict of str to tuple of Rule
        Word groups that the ``with`` and ``without`` of indicators name.
    exclusive : bool
        Each sentence gets just one label.
    default : str
        The label of a sentence without indicators, in an exclusive scheme.
    negation : {"keep", "drop", "turn"}
        What a denied indicator does: it counts (frames), does not, or counts for the `opposite` label (stance). An
        indicator that holds its own denial (»kein Vertrauen«) is denied as well: it belongs under the opposite label.
    threshold : float
        The sum of weights from which a label is present.
    sha256 : str
        Hash of the file it was read from.
    """

    name: str
    version: str
    scheme: str
    labels: tuple
    groups: dict = field(default_factory=dict)
    exclusive: bool = False
    default: str = ""
    negation: str = "keep"
    threshold: float = 1.0
    sha256: str = ""

    @property
    def names(self):
        """The labels' names, in codebook order: a list of str."""
        return [label.name for label in self.labels]

    def titles(self, language="de"):
        """Give the title of each label.

        >>> load_codebook().titles()["resistance"], load_codebook().titles("en")["resistance"]
        ('Widerstand', 'Resistance')
        """
        return {label.name: label.title.get(language, label.name) for label in self.labels}


def load_codebook(source="frames"):
    """Read a codebook.

    Parameters
    ----------
    source : str or pathlib.Path, default "frames"
        A TOML file, or the name of a codebook that ships with the package.

    Returns
    -------
    Codebook

    Raises
    ------
    CodebookError
        The file is missing or broken; the message names label, line and rule.

    Examples
    --------
    >>> load_codebook().names[:3]
    ['resistance', 'opportunity', 'censorship_risk']
    """
    if isinstance(source, Codebook):
        return source
    if isinstance(source, str) and files(__package__).joinpath(f"{source}.toml").is_file():
        return _load_shipped(source)
    path = Path(source)
    if not path.is_file():
        raise CodebookError(f"no codebook {str(source)!r}: give a TOML file, or one of {', '.join(_shipped())}")
    return _load(path)


@cache
def _load_shipped(name):
    return _load(files(__package__).joinpath(f"{name}.toml"))


def _load(path):
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CodebookError(f"{path.name}: not UTF-8 (byte {error.start}); save it as UTF-8") from None
    return _Reader(text, path.name).codebook()


def _shipped():
    return sorted(entry.name[:-5] for entry in files(__package__).iterdir() if entry.name.endswith(".toml"))


class _Reader:
    """Turns the text of a codebook file into a Codebook, and knows the line of what it refuses."""

    def __init__(self, text, filename):
        self.text, self.filename = text, filename
        try:
            self.data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise CodebookError(f"{filename}: {error}") from None

    def codebook(self):
        data = self.data
        self._known(data, _TOP, "")
        entries = data.get("label")
        if not isinstance(entries, list) or not entries:
            self._refuse(
                "", "[label]" if entries else "", "a codebook needs at least one [[label]], in double brackets"
            )
        groups = {
            name: tuple(self._rules(words, f"groups.{name}", {})) for name, words in data.get("groups", {}).items()
        }
        labels = tuple(self._label(entry, groups) for entry in data["label"])
        names = [label.name for label in labels]
        for label in labels:
            if names.count(label.name) > 1:
                self._refuse(label.name, label.name, "the label stands twice")
            if label.opposite and label.opposite not in names:
                self._refuse(label.name, label.opposite, "`opposite` names no label of this codebook")
        exclusive, default = data.get("exclusive", False), data.get("default", "")
        if exclusive and default not in names:
            self._refuse("", "default", "an exclusive codebook needs a `default` among its labels")
        if data.get("negation", "keep") not in _NEGATION:
            self._refuse("", "negation", f"`negation` must be one of {', '.join(_NEGATION)}")
        name = str(data.get("name", Path(self.filename).stem))
        return Codebook(
            name, str(data.get("version", "0")), str(data.get("scheme", name)), labels, groups, exclusive, default,
            data.get("negation", "keep"), float(data.get("threshold", 1.0)),
            hashlib.sha256(self.text.encode()).hexdigest(),
        )  # fmt: skip

    def _label(self, entry, groups):
        name = entry.get("name", "")
        if not re.fullmatch(r"\w+", str(name)):
            self._refuse(str(name), str(name), "a label needs a `name` of letters, digits and _")
        self._known(entry, _LABEL, name)
        if not entry.get("indicators"):
            self._refuse(name, name, "the label has no indicators")
        rules = tuple(self._rules(entry["indicators"], name, groups, tuple(entry.get("without", ()))))
        exclude = tuple(self._rules(entry.get("exclude", []), name, groups))
        texts = {key: tuple(entry.get(key, ())) for key in ("examples", "counter_examples")}
        return Label(
            name, _both(entry.get("title", name)), _both(entry.get("definition", "")), rules, exclude,
            opposite=entry.get("opposite", ""), **texts,
        )  # fmt: skip

    def _rules(self, entries, label, groups, bars=()):
        if not isinstance(entries, list):
            self._refuse(label, label, "indicators stand in a list [ … ]")
        seen = {}
        for entry in entries:
            table = entry if isinstance(entry, dict) else {"find": entry}
            self._known(table, _RULE, label)
            finds = table.get("find", "")
            for source in finds if isinstance(finds, list) else [finds]:
                rule = self._rule(source, table, label, groups, bars)
                if (source, rule.needs) in seen:
                    self._refuse(label, source, "the indicator stands twice")
                seen[source, rule.needs] = rule
        return seen.values()

    def _rule(self, source, table, label, groups, bars):
        named = {}
        for key in ("with", "without"):
            value = table.get(key, [])
            named[key] = (value,) if isinstance(value, str) else tuple(value)
        for group in (*named["with"], *named["without"], *bars):
            if group not in groups:
                self._refuse(label, source, f"no group {group!r} under [groups]")
        weight = table.get("weight", 1.0)
        if not isinstance(weight, int | float) or not weight > 0:
            self._refuse(label, source, "`weight` must be a number above 0")
        try:
            patterns = parse(source)
        except PatternError as error:
            self._refuse(label, source, str(error))
        return Rule(source, patterns, float(weight), named["with"], (*bars, *named["without"]))

    def _known(self, table, keys, label):
        for key in table:
            if key not in keys:
                self._refuse(label, key, f"unknown key {key!r}; known are {', '.join(sorted(keys))}")

    def _refuse(self, label, rule, why):
        where = f", label {label!r}" if label else ""
        shown = f", rule {rule!r}" if rule and rule != label else ""
        raise CodebookError(f"{self.filename}{where}, line {self._line(label, rule)}{shown}: {why}")

    def _line(self, label, rule):
        """Give the line on which `rule` stands, looked for from the heading of its label on."""
        lines = self.text.splitlines()
        heading = re.compile(rf'\s*name\s*=\s*["\']{re.escape(str(label))}["\']')
        first = next((n for n, line in enumerate(lines) if heading.match(line)), 0) if label else 0
        wanted = str(rule)
        return next((n for n in range(first, len(lines)) if wanted and wanted in lines[n]), first) + 1


def _both(value):
    return dict(value) if isinstance(value, dict) else {"de": str(value), "en": str(value)}
