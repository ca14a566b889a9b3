"""A citation can be read by the programs it is written for, whatever the title."""

import datetime
import re

from hypothesis import given
from hypothesis import strategies as st

from inventory.domain.citation import Citable, as_bibtex, as_ris, as_text

titles = st.text(min_size=1, max_size=200)


def cited(title="Mali", row_count=12):
    day = datetime.date(2025, 2, 1)
    return Citable(title, "https://tracker.example/snapshots/1/", day, "0123456789abcdef" * 4, row_count)


def test_a_footnote_names_title_day_rows_address_and_checksum():
    assert as_text(cited()) == (
        "Military Equipment Tracker, “Mali”, 1 February 2025, 12 rows, "
        "https://tracker.example/snapshots/1/ (SHA-256 0123456789ab…)"
    )
    assert "1 row," in as_text(cited(row_count=1))


@given(titles)
def test_bibtex_braces_stay_balanced(title):
    entry = as_bibtex(cited(title))
    bare = re.sub(r"\\[{}]", "", entry)
    assert bare.count("{") == bare.count("}")
    assert entry.splitlines()[0].startswith("@misc{")
    assert len(re.findall(r"^  title = ", entry, re.MULTILINE)) == 1


@given(titles)
def test_a_ris_record_has_one_line_for_each_field(title):
    lines = as_ris(cited(title)).split("\r\n")
    assert lines.pop() == ""
    assert [line[:6] for line in lines] == [
        f"{tag}  - " for tag in ["TY", "AU", "TI", "PY", "DA", "UR", "N1", "ER"]
    ]
    assert all(line == "".join(line.splitlines()) for line in lines)


@given(titles)
def test_a_footnote_is_one_line(title):
    assert len(as_text(cited(title)).splitlines()) == 1
