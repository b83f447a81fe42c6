"""Rahmen: how German texts frame things, by whom, how surely, and how sure one can be of the count.

The public names are loaded on first use (PEP 562), so that ``import rahmen`` stays quick.

Examples
--------
>>> import rahmen
>>> coder = rahmen.CodebookClassifier()
>>> coder.classes_[coder.predict(["Viele sehen darin einen Akt des Widerstands."])[0] == 1].tolist()
['resistance']
"""

from importlib import import_module

__version__ = "0.1.0"

_HOME = {
    "stack": "rahmen.tables",
    "indicator": "rahmen.tables",
    "TableError": "rahmen.tables",
    "load_corpus": "rahmen.corpus",
    "read_folder": "rahmen.corpus",
    "read_csv": "rahmen.corpus",
    "read_jsonl": "rahmen.corpus",
    "read_parquet": "rahmen.corpus",
    "read_web": "rahmen.corpus",
    "read_protocols": "rahmen.corpus",
    "read_mapped": "rahmen.corpus",
    "guess_language": "rahmen.corpus",
    "documents": "rahmen.corpus",
    "CorpusError": "rahmen.corpus",
    "split_sentences": "rahmen.german",
    "count_words": "rahmen.german",
    "kwic": "rahmen.german",
    "collocations": "rahmen.german",
    "find_negation": "rahmen.german",
    "find_speech": "rahmen.german",
    "find_status": "rahmen.german",
    "load_codebook": "rahmen.codebook",
    "CodebookError": "rahmen.codebook",
    "CodebookClassifier": "rahmen.coders",
    "FrameClassifier": "rahmen.coders",
    "StanceClassifier": "rahmen.coders",
    "SentimentClassifier": "rahmen.coders",
    "CachedEncoder": "rahmen.coders",
    "TransformerEncoder": "rahmen.coders",
    "UseEncoder": "rahmen.coders",
    "FrameEncoder": "rahmen.coders",
    "EncoderError": "rahmen.coders",
    "ModelError": "rahmen.coders",
    "annotate": "rahmen.coders",
    "check_codebook": "rahmen.coders",
    "explain": "rahmen.coders",
    "prevalence": "rahmen.claims",
    "agreement": "rahmen.claims",
    "disagreement": "rahmen.claims",
    "sample_plan": "rahmen.claims",
    "draw": "rahmen.claims",
    "over_time": "rahmen.claims",
    "accuracy": "rahmen.claims",
    "calibration": "rahmen.claims",
    "ranking": "rahmen.claims",
    "compare": "rahmen.claims",
    "cooccurrence": "rahmen.claims",
    "keyness": "rahmen.claims",
    "rule_table": "rahmen.claims",
    "read_coded": "rahmen.exchange",
    "recover_texts": "rahmen.exchange",
    "settle": "rahmen.exchange",
    "coding_sheet": "rahmen.exchange",
    "write_sheet": "rahmen.exchange",
    "read_codes": "rahmen.exchange",
    "label_config": "rahmen.exchange",
    "CodedError": "rahmen.exchange",
    "annotate_corpus": "rahmen.engine",
    "EngineError": "rahmen.engine",
    "evaluate": "rahmen.quality",
    "keep": "rahmen.study",
    "run_study": "rahmen.study",
    "verify_study": "rahmen.verify",
    "new_study": "rahmen.start",
}
_ROOMS = ("claims", "coders", "codebook", "corpus", "engine", "exchange", "german", "study", "tables", "views")

__all__ = ["__version__", *_HOME, *_ROOMS]


def __getattr__(name):
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    if name in _ROOMS:
        return import_module(f"rahmen.{name}")
    raise AttributeError(f"module 'rahmen' has no attribute {name!r}")


def __dir__():
    return sorted(__all__)
