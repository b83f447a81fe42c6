"""A folder to start a study of one's own, made from the templates that come with the package."""

from importlib.resources import files
from pathlib import Path

from .study import StudyError


def new_study(folder):
    """Make a folder with a small corpus, a codebook and a notebook, ready to run.

    Parameters
    ----------
    folder : str or pathlib.Path
        A folder that is not there yet.

    Returns
    -------
    pathlib.Path
        The folder: ``corpus/`` (two example texts and ``metadata.csv``), ``codebook.toml``, ``notebooks/``,
        ``README.md``.

    Raises
    ------
    StudyError
        It is there already.

    Examples
    --------
    >>> import tempfile
    >>> made = new_study(Path(tempfile.mkdtemp()) / "mine")
    >>> sorted(path.name for path in made.iterdir())
    ['README.md', 'codebook.toml', 'corpus', 'notebooks']
    """
    folder = Path(folder)
    if folder.exists():
        raise StudyError(f"{str(folder)!r} is there already; name a new folder")
    _copy(files(__package__) / "templates" / "study", folder)
    return folder


def _copy(source, target):
    target.mkdir(parents=True)
    for entry in source.iterdir():
        if entry.is_dir():
            _copy(entry, target / entry.name)
        else:
            (target / entry.name).write_bytes(entry.read_bytes())
