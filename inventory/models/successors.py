"""Name the states that followed a former one, by their codes of ISO 3166."""

from __future__ import annotations

# Where the four letters of ISO 3166-3 do not end in the code of the one state that followed.
SEVERAL = {
    "ANHH": ("CW", "SX", "BQ"),
    "CSHH": ("CZ", "SK"),
    "CSXX": ("RS", "ME"),
    "FQHH": ("TF",),
    "GEHH": ("KI", "TV"),
    "NTHH": ("IQ", "SA"),
    "PCHH": ("FM", "MH", "MP"),
    "SUHH": ("RU", "UA", "BY"),
    "VNSV": ("VN",),
    "YEAR": ("YE",),
    "YUCS": ("RS", "ME"),
}


def successors_of(code: str) -> tuple[str, ...]:
    """Return the codes of the states that followed a former one; none for a present one.

    >>> successors_of("ZRCD"), successors_of("CSHH"), successors_of("ML")
    (('CD',), ('CZ', 'SK'), ())
    """
    return SEVERAL.get(code) or ((code[2:],) if len(code) == 4 else ())
