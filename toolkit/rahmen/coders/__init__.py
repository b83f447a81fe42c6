"""Coders turn sentences into codes and tell why: estimators in the manner of scikit-learn."""

from .annotate import annotate, explain
from .check import check_codebook
from .codebook import CodebookClassifier
from .sentiment import SentimentClassifier

__all__ = ["CodebookClassifier", "SentimentClassifier", "annotate", "check_codebook", "explain"]
