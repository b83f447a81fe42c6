"""Coders turn sentences into codes and tell why: estimators in the manner of scikit-learn."""

from .annotate import annotate, explain
from .codebook import CodebookClassifier

__all__ = ["CodebookClassifier", "annotate", "explain"]
