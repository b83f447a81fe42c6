"""Codes as others write and read them."""

from .coded import CodedError, read_coded, recover_texts, settle
from .drawing import coding_sheet
from .labelstudio import label_config
from .reading import read_codes
from .sheets import write_sheet

__all__ = [
    "CodedError",
    "coding_sheet",
    "label_config",
    "read_coded",
    "read_codes",
    "recover_texts",
    "settle",
    "write_sheet",
]
