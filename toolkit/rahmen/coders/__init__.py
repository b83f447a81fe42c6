"""Coders turn sentences into codes and tell why: estimators in the manner of scikit-learn.

Each is loaded where it is first used: what learns takes a second to import, and the codebook coder does without it.
"""

from importlib import import_module

from .annotate import annotate, explain

_HOME = {
    "CachedEncoder": "caching", "CodebookClassifier": "codebook", "EncoderError": "encoders",
    "FrameClassifier": "frames", "FrameEncoder": "taught", "ModelError": "store", "SentimentClassifier": "sentiment",
    "StanceClassifier": "stance", "TransformerEncoder": "encoders", "UseEncoder": "encoders", "check_codebook": "check",
}  # fmt: skip
__all__ = [*_HOME, "annotate", "explain"]


def __getattr__(name):
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f".{_HOME[name]}", __name__), name)
    return value
