"""The house: which room may import which, how large a file may be, and that importing stays cheap."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "toolkit" / "rahmen"
KNOWS = {
    "tables": set(),
    "corpus": {"tables"},
    "german": {"tables"},
    "codebook": set(),
    "coders": {"tables", "german", "codebook"},
    "claims": {"tables"},
    "exchange": {"tables", "claims"},
    "views": {"tables", "codebook", "claims"},
    "engine": {"tables", "corpus", "german", "codebook", "coders"},
}
HEAVY = {
    "sklearn",
    "pandas",
    "nltk",
    "seaborn",
    "matplotlib",
    "textblob_de",
    "nbclient",
    "pyarrow",
    "jinja2",
    "ipywidgets",
}


def modules():
    return sorted(PACKAGE.rglob("*.py"))


def room(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_rooms(path):
    """Name the rooms that a module imports, anywhere in it."""
    package = ("rahmen", *path.relative_to(PACKAGE).parts[:-1])
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            whole = (*base, *(node.module.split(".") if node.module else ()))
            names = [whole] if len(whole) > 1 or whole[:1] != ("rahmen",) else [(*whole, a.name) for a in node.names]
        elif isinstance(node, ast.Import):
            names = [tuple(alias.name.split(".")) for alias in node.names]
        for name in names:
            if name[:1] == ("rahmen",) and len(name) > 1:
                yield name[1]


@pytest.mark.parametrize("path", [p for p in modules() if room(p) in KNOWS], ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_room_imports_only_rooms_it_may_know(path):
    assert set(imported_rooms(path)) - {room(path)} <= KNOWS[room(path)]


def test_every_room_is_in_the_plan():
    assert {room(p) for p in modules()} == {
        *KNOWS,
        "__init__",
        "study",
        "provenance",
        "verify",
        "start",
        "cli",
        "quality",
    }


@pytest.mark.parametrize("path", [*modules(), *sorted(Path(__file__).parent.glob("*.py"))], ids=lambda path: path.name)
def test_no_file_is_longer_than_300_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


def test_import_is_light_and_public_names_exist():
    code = (
        "import sys, rahmen; "
        f"print(sorted(set(m.split('.')[0] for m in sys.modules) & {HEAVY!r})); "
        "[getattr(rahmen, name) for name in rahmen.__all__]; print(len(rahmen.__all__))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded, count = done.stdout.splitlines()
    assert loaded == "[]"
    assert int(count) > 20


def test_an_unknown_name_is_an_attribute_error():
    import rahmen

    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = rahmen.nothing
    assert "annotate" in dir(rahmen)


def test_facts_about_german_are_data():
    """No module of the package holds a long list of German words: they are TOML beside it."""
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.List | ast.Tuple | ast.Set):
                words = [e.value for e in node.elts if isinstance(e, ast.Constant) and isinstance(e.value, str)]
                german = [w for w in words if any(c in w for c in "äöüß")]
                assert len(german) < 5, (path.name, node.lineno)
