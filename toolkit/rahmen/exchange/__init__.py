"""Codes as others write and read them."""

from .coded import CodedError, read_coded, recover_texts, settle

__all__ = ["CodedError", "read_coded", "recover_texts", "settle"]
