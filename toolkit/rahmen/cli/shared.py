"""What the commands share: options, reading texts and coders, writing tables, errors and warnings in one line."""

import sys
import warnings
from pathlib import Path
from typing import Annotated

import typer

Sources = Annotated[
    list[str],
    typer.Argument(metavar="SOURCE", help="Text files, folders of them, CSV, JSONL or Parquet; - for stdin."),
]
Book = Annotated[str | None, typer.Option(help="A TOML file, or the name of a shipped codebook; frames if left out.")]
Coder = Annotated[str, typer.Option(help="codebook, learned (the shipped one), or the .safetensors file of one's own.")]
Text = Annotated[str, typer.Option(help="The text column of a table.")]
DropEmpty = Annotated[bool, typer.Option("--drop-empty", help="Leave out documents without text.")]
Force = Annotated[bool, typer.Option("--force", help="Replace an existing file.")]
Seed = Annotated[int, typer.Option(help="Of the bootstrap over documents.")]


def examples(*lines):
    """Lay out examples as the epilog of a command's help, one a line."""
    return "\n\n".join(["Examples:" if len(lines) > 1 else "Example:", *lines])


def read_documents(sources, text="text", drop_empty=False):
    """Read texts from one or several places into one documents table."""
    import pandas as pd

    from .. import corpus

    tables = [_read(source, text, "drop" if drop_empty else "raise") for source in sources]
    if not any(map(len, tables)):
        raise corpus.CorpusError(f"no text at all in {', '.join(sources)}")
    if len(tables) == 1:
        return tables[0]
    tables = [table.drop(columns="duplicate_of", errors="ignore") for table in tables]
    together = pd.concat(tables, ignore_index=True)
    if together["doc"].duplicated().any():  # the same name in two folders
        together["doc"] = [
            _place(source, doc) for source, table in zip(sources, tables, strict=True) for doc in table["doc"]
        ]
    return corpus.documents(together)


def _place(source, doc):
    path = Path(source).with_suffix("")
    return path.as_posix() if path.name == doc and not Path(source).is_dir() else f"{path.as_posix()}/{doc}"


def _read(source, text, empty):
    from .. import corpus

    if source == "-":
        return _one_text(sys.stdin.buffer.read(), "stdin", "stdin", empty)
    path = Path(source)
    if path.is_dir():
        return corpus.load_corpus(path) if _is_corpus(path) else corpus.read_folder(path, empty=empty)
    if not path.exists():
        raise corpus.CorpusError(f"no file or folder {source!r}")
    readers = {".csv": corpus.read_csv, ".jsonl": corpus.read_jsonl, ".parquet": corpus.read_parquet}
    ending = path.suffix.lower()
    if ending in readers:
        return readers[ending](path, text=text, empty=empty)
    if ending in (".html", ".htm"):
        return corpus.read_web(path)
    if ending in (".tsv", ".xlsx", ".xls", ".docx", ".pdf", ".json"):
        raise corpus.CorpusError(f"{path.name}: files of this kind are not read; save it as .txt, .csv or .jsonl")
    return _one_text(path.read_bytes(), path.stem, path.name, empty)


def _is_corpus(folder):
    """Tell whether a folder is one like the study's, by the columns of its metadata.csv."""
    from ..corpus.study import COLUMNS

    file = folder / "metadata.csv"
    if not file.is_file():
        return False
    with file.open("rb") as lines:
        head = lines.readline().decode("utf-8", errors="replace")
    return all(column in head for column in COLUMNS)


def _one_text(content, doc, name, empty):
    import pandas as pd

    from .. import corpus

    notes = corpus.Notes()
    text = corpus.decode(content, name, notes)
    notes.tell()
    return corpus.documents(pd.DataFrame({"doc": [doc], "text": [text]}), empty=empty)


def make_coder(coder, codebook):
    """Make the coder that the options name."""
    from .. import coders
    from ..coders.store import about

    if coder == "codebook":
        return coders.CodebookClassifier(codebook or "frames")
    if coder in ("learned", "fast"):
        if codebook is not None:
            raise ValueError(f"--codebook does not go with --coder {coder}: what ships has learned with its own")
        return coders.FrameClassifier.pretrained(fast=coder == "fast")
    if not coder.endswith(".safetensors"):
        raise ValueError(f"--coder is codebook, learned, fast or a .safetensors file; not {coder!r}")
    kind = about(coder).get("kind")
    if kind not in ("frames", "stance"):
        raise ValueError(f"{coder} holds no coder of frames or stance; name the file of one that was saved")
    return coders.StanceClassifier.load(coder) if kind == "stance" else coders.FrameClassifier.load(coder, codebook)


def check_out(out, endings, force):
    """Refuse a file to write that bears another ending, or is there already; ``-`` and None mean standard output."""
    if out is None or str(out) == "-":
        return
    if out.suffix.lower() not in endings:
        raise ValueError(f"{str(out)!r}: the ending must be {', '.join(endings[:-1])} or {endings[-1]}")
    if out.is_dir():
        raise ValueError(f"{str(out)!r} is a folder; name a file")
    if out.exists() and not force:
        raise ValueError(f"{str(out)!r} exists; say --force to replace it")
    if not out.parent.is_dir():
        raise ValueError(f"no folder {str(out.parent)!r}; make it first")


def write_table(table, out):
    """Write a table as the ending says, CSV to standard output where there is no file."""
    if out is None or str(out) == "-":
        table.to_csv(sys.stdout, index=False, lineterminator="\n")
    elif out.suffix.lower() == ".parquet":
        table.to_parquet(out, index=False)
    else:
        table.to_csv(out, index=False, encoding="utf-8", lineterminator="\n")


def tell(message):
    """Say on standard error what is going on."""
    typer.echo(message, err=True)


def tell_work(sentences, coder):
    """Say on a terminal what is being coded, for it may take a while."""
    if sys.stderr.isatty():
        tell(f"coding {len(sentences):,} sentences of {sentences['doc'].nunique():,} documents, {coder.name} …")


class PlainErrors:
    """Turn the package's own errors into one line on standard error and exit code 1, and warnings into one line."""

    def __enter__(self):
        self.kept = warnings.catch_warnings()
        self.kept.__enter__()
        warnings.showwarning = lambda message, *_, **__: tell(f"rahmen: {_one_line(message)}")
        return self

    def __exit__(self, kind, error, trace):
        self.kept.__exit__(kind, error, trace)
        ours = isinstance(error, ValueError | OSError) or type(error).__name__ == "StudyError"
        if ours and not isinstance(error, BrokenPipeError):
            tell(f"rahmen: {_said(error)}")
            raise typer.Exit(1) from None
        return False


def _said(error):
    """Say an error in a line: of the system's own the file and what is wrong, without its number."""
    if isinstance(error, OSError) and error.strerror:
        return _one_line(f"{error.filename or 'writing'}: {error.strerror}")
    return _one_line(error)


def _one_line(message):
    return " ".join(str(message).split())
