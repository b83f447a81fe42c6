"""What the benchmarks share: the folder of local data, and the results file."""

import argparse
import json
import sys
from pathlib import Path

HERE = Path(__file__).parent
RESULTS = HERE / "RESULTS.md"


def arguments(about):
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--data", default="", help="folder with the local data files (never part of the project)")
    parser.add_argument("--why", default="", help="reason for this look at the measuring set; it is logged")
    return parser.parse_args()


def lines(folder, name):
    """Read a JSONL file of the local data, or end with a message where it is absent."""
    file = Path(folder or ".") / name
    if not file.is_file():
        print(f"skipped: {name} is not in {folder or 'the folder named by --data'}; it is local data", file=sys.stderr)
        raise SystemExit(0)
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def markdown(table, digits=3):
    """Give a table as Markdown."""

    def cell(value):
        if isinstance(value, float):
            return "–" if value != value else f"{value:.{digits}f}"
        return str(value)

    head = "| " + " | ".join(map(str, table.columns)) + " |"
    rule = "|" + "---|" * len(table.columns)
    rows = ["| " + " | ".join(cell(v) for v in row) + " |" for row in table.itertuples(index=False)]
    return "\n".join([head, rule, *rows])


def write_section(title, text):
    """Put a section into RESULTS.md, in place of the one with the same title."""
    old = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else "# Results\n"
    parts = old.split("\n## ")
    kept = [part for part in parts[1:] if part.split("\n", 1)[0] != title]
    sections = sorted([*kept, f"{title}\n\n{text.strip()}\n"])
    RESULTS.write_text("\n## ".join([parts[0].rstrip() + "\n", *sections]), encoding="utf-8")
