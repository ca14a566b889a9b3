"""Bring a phrase to one spelling and cut it into tokens: figures, words, designations, measures and signs."""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum
from typing import NamedTuple

from inventory.domain.quantities.refusals import CountFault, RefusalError

LONGEST_PHRASE = 500  # characters

# Letters that people write in several ways stand for one. A dotless i, an i with its dot and a long s match
# "i", "I" and "s" when case is ignored, but are not those letters in a table of words.
SPELLING = str.maketrans(
    dict(zip("’‘ʼ´`—–−‑‐ıİſ", "'''''-----iIs", strict=True))
    | dict(zip("أإآٱىёЁ", "ااااйеЕ".replace("й", "ي"), strict=True))
    | {"ـ": "", "٬": ",", "٫": ".", "،": ",", "؛": ";", "؟": "?", "％": "%"}
)
QUOTES = "\"'“”«»„ "
CYRILLIC_APOSTROPHE = re.compile(r"(?<=[а-яіїєґ])'(?=[а-яіїєґ])", re.IGNORECASE)

MEASURES = (
    "mm|cm|km/h|km|kw|hp|ghz|mhz|kt|ft|inch(?:es)?|metres?|meters?|mètres?|metros?|metrów|metre|мм|см|км"
    "|calib(?:er|re)s?|kaliber|калибра|калібру|مم|ملم"
)
NUMBER = r"\d+(?:[.,']\d+)*"
TOKEN = re.compile(
    rf"(?P<measure>\d+(?:[.,]\d+)?(?:-\d+)?(?:[ -]?(?:{MEASURES})|[ -][mм])(?![\w'-])"
    r"|(?:4|6|8|10|12) ?[x×] ?(?:2|4|6|8|10|12)(?!\w))"
    rf"|(?P<figure>\d{{1,3}}(?: \d{{3}})+(?![\w'])(?!,\d)(?![ -]?(?:{MEASURES})(?!\w))"
    rf"|{NUMBER}(?![.,]\d)(?=-{NUMBER}(?![\w'/-])|-?(?![\w'/-])|-[ ]))"
    rf"|(?P<glued>{NUMBER}(?:k|kg|g|t|l|т|кг|л)(?![\w'/-]))"
    r"|(?P<word>[^\W_]+(?:[-/'][^\W_]+)*)"
    r"|(?P<sign>>=|<=|=>|=<|\+/-|\.{2,}|[^\s\w])",
    re.IGNORECASE,
)


class Shape(IntEnum):
    """Name what a token is made of."""

    WORD = 0
    FIGURE = 1
    DESIGNATION = 2  # A word with digits, or a measure or wheel formula: its digits count nothing.
    SIGN = 3
    ORDINAL = 4
    DATE = 5


class Token(NamedTuple):
    """Hold one piece of a phrase: as written, and in the small letters by which words are looked up."""

    shape: Shape
    text: str
    lower: str
    is_tied: bool = False  # A hyphen ties it to the word before.


def clean_phrase(phrase: str) -> str:
    """Bring spaces, apostrophes, dashes and digits to one form; refuse what cannot be read safely.

    >>> clean_phrase("  ١٥  دبابة ")
    '15 دبابة'

    Raises RefusalError.
    """
    if len(phrase) > LONGEST_PHRASE:
        raise RefusalError(CountFault.TOO_LONG, number=LONGEST_PHRASE)
    text = one_spelling(phrase).strip(QUOTES)
    if not text:
        raise RefusalError(CountFault.EMPTY)
    return text


def one_spelling(text: str) -> str:
    """Bring spaces, apostrophes, dashes and digits to one form. Raises RefusalError."""
    text = text if text.isascii() and text.isprintable() else _plain_characters(text)
    return " ".join(text.split())


def _plain_characters(phrase: str) -> str:
    written = unicodedata.normalize("NFC", phrase)
    text = "".join(map(_plain_character, written)).translate(SPELLING)
    return CYRILLIC_APOSTROPHE.sub("", text)


def _plain_character(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if character.isnumeric():
        name = unicodedata.name(character, "an unnamed character")
        raise RefusalError(CountFault.NO_DIGITS, character=character, name=name)
    if character.isspace():
        return " "
    if category in ("Cc", "Cs", "Co"):
        raise RefusalError(CountFault.CONTROL_CHARACTER, number=str(ord(character)))
    # Marks that stand apart from their letter are vowel signs, which Arabic words are written without.
    return "" if category in ("Cf", "Mn") else character


ORDINAL = re.compile(r"\d+(?:-?(?:st|nd|rd|th|er|re|ère|ème|eme|e|è|ste|te|o|a|º|ª|й|я|е|го|му|ий|ша))")
DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}/\d{2,4}|\d{1,2}\.\d{1,2}\.\d{2,4}")
TIMES = re.compile(r"(\d+)([x×х])|([x×х])(\d+)", re.IGNORECASE)
# Digits that are no name and no number that can be read: 12/20, 20-30-40, 40ish.
UNREADABLE = re.compile(r"[\d/'-]+|\d+[^\W\d_A-Z]+")
SUFFIXED = re.compile(rf"({NUMBER})'([^\W\d_]+)")


def tokens_of(text: str) -> list[Token]:
    """Cut a cleaned phrase into tokens; full stops behind words are dropped.

    >>> [token.text for token in tokens_of("approx. 20 152 mm D-20s, 1,200-1,500 (8×8)")]
    ['approx', '20', '152 mm', 'D-20s', ',', '1,200', '-', '1,500', '(', '8×8', ')']
    """
    tokens: list[Token] = []
    for match in TOKEN.finditer(text):
        kind, piece = match.lastgroup, match.group()
        if kind == "word":
            _add_word(tokens, piece)
        elif kind == "figure":
            tokens.append(Token(Shape.DATE if DATE.fullmatch(piece) else Shape.FIGURE, piece, piece))
        elif kind == "measure":
            tokens.append(Token(Shape.DESIGNATION, piece, piece))
        elif kind == "glued":
            figure = piece.rstrip("kgtlKGTLткглТКГЛ")
            tokens.append(_token(figure))
            tokens.append(_token(piece[len(figure) :]))
        elif piece != ".":
            tokens.append(Token(Shape.SIGN, piece, piece))
        elif tokens and tokens[-1].shape is Shape.FIGURE and match.end() < len(text):
            # "3. Bataillon" is the third one.
            tokens[-1] = Token(Shape.ORDINAL, tokens[-1].text, tokens[-1].lower)
    return tokens


def _add_word(tokens: list[Token], piece: str) -> None:
    if not any(map(str.isdigit, piece)):
        _add_letters(tokens, piece)
    elif DATE.fullmatch(piece):
        tokens.append(Token(Shape.DATE, piece, piece))
    elif ORDINAL.fullmatch(piece):
        tokens.append(Token(Shape.ORDINAL, piece, piece))
    elif match := TIMES.fullmatch(piece):
        tokens.extend(_token(part) for part in match.groups() if part)
    elif match := SUFFIXED.fullmatch(piece):
        tokens.extend(_token(part) for part in match.groups())
    elif UNREADABLE.fullmatch(piece):
        tokens.append(Token(Shape.FIGURE, piece, piece))
    else:
        tokens.append(Token(Shape.DESIGNATION, piece, piece.lower()))


def _token(part: str) -> Token:
    return Token(Shape.FIGURE if part[0].isdigit() else Shape.WORD, part, part.lower())


def _add_letters(tokens: list[Token], piece: str) -> None:
    """Add a word; what is elided before an apostrophe (d'une, l'armée) is a word of its own."""
    if "'" in piece and piece[-2:] in ("'s", "'S"):
        piece = piece[:-2]
    while "'" in piece:
        elided, _, piece = piece.partition("'")
        tokens.append(Token(Shape.WORD, f"{elided}'", f"{elided.lower()}'"))
    tokens.append(Token(Shape.WORD, piece, piece.lower()))
