"""Turn dates as people write them, in English or French, into canonical EDTF text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from inventory.domain.dates.months import MONTHS
from inventory.domain.dates.parsing import LONGEST_DATE, DateError, parse_edtf
from inventory.domain.dates.refusals import DateFault

SEASONS = {"spring": 21, "printemps": 21, "summer": 22, "ete": 22, "autumn": 23, "fall": 23, "automne": 23}
ORDINALS = {
    **dict.fromkeys(("first", "1st", "premier", "1er"), 1),
    **dict.fromkeys(("second", "2nd", "deuxieme", "2e", "2eme"), 2),
    **dict.fromkeys(("third", "3rd", "troisieme", "3e", "3eme"), 3),
    **dict.fromkeys(("fourth", "4th", "last", "quatrieme", "4e", "4eme", "dernier"), 4),
}
FIRST_QUARTER = 33
FIRST_HALF = 40
LAST_MONTH = 12

MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|er)?"
SEASON = rf"(?P<season>{'|'.join(SEASONS)})"
YEAR = r"(?P<year>[0-9]{4})"
OF = r"(?:\s+(?:of|de|du))?\s+"
WEEKDAY = re.compile(
    r"^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche),?\s+"
)
LEAD = re.compile(r"^(?:on|in|during|the|le|en|au|a l'|l'|dans|courant)\s*(?<=[\s'])")
ABOUT = re.compile(
    r"^(?:about|around|circa|ca\.?|c\.|approximately|vers|environ|autour de"
    r"|(?:the )?(?:early|mid|middle|late|beginning|end)(?: of)?(?: in)?"
    r"|(?:le )?(?:debut|mi|fin)(?: de)?)(?:\s+|-)(?=\S)"
)
BRACKETED = re.compile(r"\s*\((?:(?P<part>early|mid|late)|weekend|week-end)\)$")
UNKNOWN = re.compile(r"(?:date )?(?:unknown|none|undated|not known|n/a|inconnue?|sans date|no date)")
EDTF_LIKE = re.compile(r"[?~%]?[0-9x]{4}[-0-9x?~%./]*")
RANGE_JOIN = re.compile(r"(?<=[0-9])-(?=[a-z])|\s*–\s*|\s+-\s+|\s+(?:to|until|till|and|au|a|et)\s+")
RANGE_LEAD = re.compile(r"^(?:from|between|du|de|entre)\s+")
DAYS_OF_MONTH = re.compile(
    rf"(?P<first>[0-9]{{1,2}})(?:st|nd|rd|th|er)?\s*(?:-|–|to|and|au|a|et)\s*(?P<rest>{DAY}\s+{MONTH}(?:,?\s+{YEAR})?)"
)
MONTHS_OF_YEAR = re.compile(rf"(?P<first>[a-z]+\.?)\s*(?:-|–|to|and|a|et)\s*(?P<rest>{MONTH},?{OF}{YEAR})")

REFUSALS = [
    (
        re.compile(r"week-?ends?|\bweeks?\b|semaine"),
        DateFault.WEEK,
    ),
    (
        re.compile(
            r"yesterday|today|tomorrow|\bago\b|\blast\b|\bnext\b|hier|aujourd'hui|demain|dernier|prochain"
        ),
        DateFault.RELATIVE,
    ),
    (
        re.compile(r"winter|hiver"),
        DateFault.WINTER,
    ),
    (re.compile(r"^[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2}$"), DateFault.TWO_DIGITS),
]


def normalise_date(text: str) -> str:
    """Turn a date as people write it into canonical EDTF text; EDTF text comes back unchanged.

    A missing year becomes XXXX, and words such as "late" or "about" become the mark `~`.
    Raises DateError for what is ambiguous (03/04/2025), relative ("last week"), impossible or unreadable.

    >>> def write(*texts):
    ...     for text in texts:
    ...         print(normalise_date(text))
    >>> write("17 January 2025", "January 17, 2025", "17/01/2025", "vendredi 17 janvier 2025", "1er mai 2025")
    2025-01-17
    2025-01-17
    2025-01-17
    2025-01-17
    2025-05-01
    >>> write("January 2025", "août 2024", "01/2025", "late May 2025", "fin mai 2025", "17 January", "2020s")
    2025-01
    2024-08
    2025-01
    2025-05~
    2025-05~
    XXXX-01-17
    202X
    >>> write("2025 Q1", "second quarter of 2025", "H2 2024", "spring 2024", "automne 2024", "winter 2024/25")
    2025-33
    2025-34
    2024-41
    2024-21
    2024-23
    2024-24
    >>> write("November 2024 – January 2025", "17–18 January 2025", "de mars à mai 2024", "2024-11/2025-01")
    2024-11/2025-01
    2025-01-17/2025-01-18
    2024-03/2024-05
    2024-11/2025-01

    >>> for text in ("03/04/2025", "last week", "winter 2025", "31 February 2025"):
    ...     try:
    ...         normalise_date(text)
    ...     except DateError as error:
    ...         print(error)
    “03/04/2025”: date.either_order(first='2025-04-03', second='2025-03-04')
    “last week”: date.week
    “winter 2025”: date.winter
    “31 February 2025”: date.no_day
    """
    if len(text) > LONGEST_DATE:
        raise DateError(text[: LONGEST_DATE + 1], DateFault.TOO_LONG, number=LONGEST_DATE)
    try:
        canonical = _read(_simplify(text))
        parse_edtf(canonical)
    except DateError as error:
        raise DateError(text, error.reason) from None
    return canonical


def _simplify(text: str) -> str:
    """Bring case, accents, spaces, apostrophes and dashes to one form, except in EDTF text."""
    words = " ".join(text.split())
    for character in words:
        if character.isnumeric() and not character.isascii():
            name = unicodedata.name(character, "an unnamed character")
            raise DateError(text, DateFault.NO_DIGITS, character=character, name=name)
    if _is_edtf(words.upper()):
        return words.upper()
    plain = unicodedata.normalize("NFKD", words.replace("’", "'").replace("—", "–").replace("‑", "-"))
    return "".join(character for character in plain if not unicodedata.combining(character)).casefold()


def _is_edtf(text: str) -> bool:
    try:
        parse_edtf(text)
    except DateError:
        return False
    return True


def _read(text: str) -> str:
    if not text or _is_edtf(text):
        return text
    if UNKNOWN.fullmatch(text):
        return "XXXX"
    match = BRACKETED.search(text)
    if match and match.start():
        stated = _read(text[: match.start()])
        return _mark(stated, "~" if match["part"] else "")
    bare, mark = _take_marks(text)
    if canonical := _read_single(bare) or _read_range(bare):
        return _mark(canonical, mark)
    reason = next((reason for pattern, reason in REFUSALS if pattern.search(text)), DateFault.NOT_READ)
    if reason is DateFault.NOT_READ and EDTF_LIKE.fullmatch(text):
        # The words that name what is wrong with an EDTF date serve better than a general refusal.
        parse_edtf(text.upper())
    raise DateError(text, reason)


def _take_marks(text: str) -> tuple[str, str]:
    """Take doubt and vagueness off a date; return the bare date and the EDTF mark for them."""
    is_uncertain = text.endswith("?")
    text = text.rstrip("?., ")
    is_approximate = False
    while match := ABOUT.match(text) or LEAD.match(text) or WEEKDAY.match(text):
        is_approximate = is_approximate or match.re is ABOUT
        text = text[match.end() :]
    marks = {(False, False): "", (True, False): "?", (False, True): "~", (True, True): "%"}
    return text, marks[is_uncertain, is_approximate]


def _mark(canonical: str, mark: str) -> str:
    """Put a mark behind a date, or behind both ends of an interval; a date that has one keeps it."""
    return "/".join(end if end[-1] in "?~%" else end + mark for end in canonical.split("/"))


def _read_single(text: str) -> str | None:
    if _is_edtf(text.upper()):
        return text.upper()
    for pattern, write in FORMS:
        if match := pattern.fullmatch(text):
            return write(match)
    return None


def _read_range(text: str) -> str | None:
    """Read two dates with "to" or a dash between them; the first may lack what the second says."""
    text = RANGE_LEAD.sub("", text)
    if (match := DAYS_OF_MONTH.fullmatch(text)) and (last := _read_single(match["rest"])):
        return f"{last[:-2]}{int(match['first']):02}/{last}"
    match = MONTHS_OF_YEAR.fullmatch(text)
    if match and match["first"].rstrip(".") in MONTHS:
        first = MONTHS[match["first"].rstrip(".")]
        return f"{match['year']}-{first:02}/{match['year']}-{MONTHS[match['month']]:02}"
    for join in RANGE_JOIN.finditer(text):
        ends = [_read_end(text[: join.start()]), _read_end(text[join.end() :])]
        if all(ends):
            return "/".join(end for end in ends if end)
    return None


def _read_end(text: str) -> str | None:
    """Read one end of a range with its own vagueness."""
    bare, mark = _take_marks(text)
    canonical = _read_single(bare) if bare else None
    return _mark(canonical, mark) if canonical and "/" not in canonical else None


def _from_names(found: re.Match[str]) -> str:
    parts = found.groupdict()
    written = f"{parts.get('year') or 'XXXX'}-{MONTHS[found['month']]:02}"
    return f"{written}-{int(parts['day']):02}" if parts.get("day") else written


def _from_figures(found: re.Match[str]) -> str:
    """Read day and month in figures where only one order is possible."""
    one, two, year = int(found["a"]), int(found["b"]), found["year"]
    if one <= LAST_MONTH and two <= LAST_MONTH and one != two:
        first, second = f"{year}-{two:02}-{one:02}", f"{year}-{one:02}-{two:02}"
        raise DateError(found.string, DateFault.EITHER_ORDER, first=first, second=second)
    day, month = (one, two) if two <= LAST_MONTH else (two, one)
    return f"{year}-{month:02}-{day:02}"


def _from_part(found: re.Match[str], first_code: int) -> str:
    year, part = found["year"] or found["year2"], found["part"] or found["part2"]
    return f"{year}-{first_code + int(part) - 1}"


def _from_ordinal(found: re.Match[str]) -> str:
    """Write a quarter or a half that is counted in words."""
    is_quarter = found["unit"] in ("quarter", "trimestre")
    number = ORDINALS.get(found["ordinal"], 0)
    if not is_quarter and found["ordinal"] in ("last", "dernier"):
        number = 2
    if not 1 <= number <= (4 if is_quarter else 2):
        raise DateError(found.string, DateFault.NO_PART, ordinal=found["ordinal"], unit=found["unit"])
    return f"{found['year']}-{(FIRST_QUARTER if is_quarter else FIRST_HALF) + number - 1}"


def _from_winter(found: re.Match[str]) -> str:
    """Write the winter that begins in one year and ends in the next."""
    if int(found["next"]) % 100 != (int(found["year"]) + 1) % 100:
        raise DateError(found.string, DateFault.WINTER_ENDS)
    return f"{found['year']}-24"


FORMS: list[tuple[re.Pattern[str], Callable[[re.Match[str]], str]]] = [
    (re.compile(rf"{DAY}{OF}{MONTH}(?:,?{OF}{YEAR})?"), _from_names),
    (re.compile(rf"{MONTH}\s+{DAY}(?:,?\s+{YEAR})?"), _from_names),
    (re.compile(rf"{MONTH}(?:,?{OF}{YEAR})?"), _from_names),
    (re.compile(rf"{YEAR}\s+{MONTH}(?:\s+{DAY})?"), _from_names),
    (
        re.compile(r"(?P<a>[0-9]{1,2})(?P<s>[/.-])(?P<b>[0-9]{1,2})(?P=s)(?P<year>[0-9]{4})"),
        _from_figures,
    ),
    (
        re.compile(r"(?P<year>[0-9]{4})(?P<s>[/.-])(?P<month>[0-9]{1,2})(?P=s)(?P<day>[0-9]{1,2})"),
        lambda found: f"{found['year']}-{int(found['month']):02}-{int(found['day']):02}",
    ),
    (
        re.compile(r"(?P<month>[0-9]{1,2})[/.](?P<year>[0-9]{4})"),
        lambda found: f"{found['year']}-{int(found['month']):02}",
    ),
    (
        re.compile(r"(?P<year>[0-9]{4})\s*[-–]\s*(?P<last>[0-9]{4})"),
        lambda found: f"{found['year']}/{found['last']}",
    ),
    (
        re.compile(r"(?P<decade>[0-9]{3})0s|annees (?P<decade2>[0-9]{3})0"),
        lambda found: f"{found['decade'] or found['decade2']}X",
    ),
    (
        re.compile(rf"(?:{YEAR}[\s-]*[qt](?P<part>[1-4])|[qt](?P<part2>[1-4])[\s/-]*(?P<year2>[0-9]{{4}}))"),
        lambda found: _from_part(found, FIRST_QUARTER),
    ),
    (
        re.compile(rf"(?:{YEAR}[\s-]*[hs](?P<part>[12])|[hs](?P<part2>[12])[\s/-]*(?P<year2>[0-9]{{4}}))"),
        lambda found: _from_part(found, FIRST_HALF),
    ),
    (
        re.compile(rf"(?P<ordinal>\w+)\s+(?P<unit>quarter|trimestre|half|semestre){OF}{YEAR}"),
        _from_ordinal,
    ),
    (
        re.compile(rf"{SEASON}{OF}{YEAR}|(?P<year2>[0-9]{{4}})\s+{SEASON.replace('season', 'season2')}"),
        lambda found: f"{found['year'] or found['year2']}-{SEASONS[found['season'] or found['season2']]}",
    ),
    (
        re.compile(rf"(?:winter|hiver){OF}{YEAR}\s*[/–-]\s*(?P<next>[0-9]{{2}}|[0-9]{{4}})"),
        _from_winter,
    ),
]
