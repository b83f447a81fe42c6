"""Coders turn sentences into codes and tell why: estimators in the manner of scikit-learn."""

from .annotate import annotate, explain
from .caching import CachedEncoder
from .check import check_codebook
from .codebook import CodebookClassifier
from .encoders import EncoderError, TransformerEncoder, UseEncoder
from .frames import FrameClassifier
from .sentiment import SentimentClassifier
from .stance import StanceClassifier
from .store import ModelError

__all__ = [
    "CachedEncoder",
    "CodebookClassifier",
    "EncoderError",
    "FrameClassifier",
    "ModelError",
    "SentimentClassifier",
    "StanceClassifier",
    "TransformerEncoder",
    "UseEncoder",
    "annotate",
    "check_codebook",
    "explain",
]
