"""Coders turn sentences into codes and tell why: estimators in the manner of scikit-learn."""

from .annotate import annotate, explain
from .codebook import CodebookClassifier
from .sentiment import SentimentClassifier

__all__ = ["CodebookClassifier", "SentimentClassifier", "annotate", "explain"]
