"""From codes to claims, each with its uncertainty. No text, no German and no coder comes in here."""

from .accuracy import accuracy, rule_table
from .prevalence import prevalence

__all__ = ["accuracy", "prevalence", "rule_table"]
