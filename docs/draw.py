"""Run the code of the tutorial and keep its figure: ``python -m docs.draw``."""

import contextlib
import re
import tempfile
from pathlib import Path
from shutil import copy

HERE = Path(__file__).resolve().parent


def main():
    """Draw docs/figures/tutorial.png."""
    import matplotlib

    matplotlib.use("Agg")
    code = re.findall(r"```python\n(.*?)```", (HERE / "tutorial.md").read_text(encoding="utf-8"), re.DOTALL)
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        exec(compile("".join(code), "tutorial.md", "exec"), {})
        copy("shares.png", HERE / "figures" / "tutorial.png")


if __name__ == "__main__":
    main()
