"""Learned coders in files: arrays in safetensors, the rest as JSON in its header; reading executes nothing."""

import json
from pathlib import Path

import numpy as np

FORMAT = "rahmen-1"


class ModelError(ValueError):
    """A model file that cannot be used; the message names the file and the mend."""


def write(path, arrays, about):
    """Write what was learned, and what has to be known about it.

    Parameters
    ----------
    path : str or pathlib.Path
        A file ending in ``.safetensors``.
    arrays : dict of str to numpy.ndarray
    about : dict
        Anything that JSON can hold.
    """
    from safetensors.numpy import save_file

    path = Path(path)
    if path.suffix != ".safetensors":
        raise ModelError(f"{path.name}: the ending of a model file must be .safetensors")
    whole = {name: np.ascontiguousarray(array) for name, array in arrays.items()}  # as the format asks
    known = json.dumps({**about, "format": FORMAT}, ensure_ascii=False, sort_keys=True)
    save_file(whole, path, metadata={"about": known})  # one entry: the order of several is not the same in each file


def about(path):
    """Read what has to be known about a model file: a dict."""
    from safetensors import SafetensorError, safe_open

    if not Path(path).is_file():
        raise ModelError(f"no model file {str(path)!r}")
    try:
        with safe_open(path, framework="numpy") as file:
            header = file.metadata() or {}
    except SafetensorError as error:
        raise ModelError(f"{Path(path).name} is no safetensors file, or a broken one ({error})") from None
    facts = json.loads(header.get("about", "{}"))
    kind = facts.pop("format", None)
    if kind != FORMAT:
        raise ModelError(f"{Path(path).name} is no model of this package (format {kind!r})")
    return facts


def read(path):
    """Read what was learned: a dict of str to numpy.ndarray."""
    from safetensors.numpy import load_file

    return load_file(path)


def shipped(name):
    """Give the path of a model that comes with the package."""
    path = Path(__file__).parent / "models" / f"{name}.safetensors"
    if not path.is_file():
        raise ModelError(f"no model {name!r} comes with this copy of the package; build it with 'make model'")
    return path
