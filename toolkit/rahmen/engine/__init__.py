"""A corpus larger than memory: codes in Parquet, batch by batch, in processes or on a Dask cluster."""

from .folder import EngineError
from .run import annotate_corpus

__all__ = ["EngineError", "annotate_corpus"]
