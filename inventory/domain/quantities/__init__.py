"""Read counts as people write them, in ten languages, into intervals, and write them back.

`lexicon` holds the words, `amounts` and `shares` read the number or fraction that starts a phrase,
`parsing` reads whole phrases, and `formatting` writes quantities.
"""

from inventory.domain.quantities.formatting import count_text, format_quantity, says_all
from inventory.domain.quantities.lexicon import LEXICON_VERSION
from inventory.domain.quantities.parsing import parse_quantity
from inventory.domain.quantities.quantity import Kind, Quantity, QuantityError

__all__ = [
    "LEXICON_VERSION",
    "Kind",
    "Quantity",
    "QuantityError",
    "count_text",
    "format_quantity",
    "parse_quantity",
    "says_all",
]
