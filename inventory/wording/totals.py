"""Say in the reader's language what a total leaves open: who counts how many, what may be counted twice."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inventory.domain.arithmetic import Sum
from inventory.domain.totals.records import EVENTS, Silence
from inventory.domain.totals.totals import ReportedTotal
from inventory.wording.numbers import interval_words, number_words


def compared_words(datasets: Mapping[str, Sum]) -> str:
    """Return what each dataset counts, where several do; else nothing."""
    return dataset_words(datasets) if len(datasets) > 1 else ""


def dataset_words(datasets: Mapping[str, Sum]) -> str:
    """Return what each dataset counts, by its name: “SIPRI 14–18, press 15–21”."""
    return ", ".join(
        f"{dataset_name(name)} {_count(found)}"
        for name, found in sorted(datasets.items(), key=lambda item: item[0] == EVENTS)
        if found.count
    )


def dataset_name(name: str) -> str:
    """Return what a dataset is called; all events are those of the press."""
    return _("press") if name == EVENTS else name


def _count(found: Sum) -> str:
    return _("uncounted") if found.interval is None else interval_words(found.interval)


def silence_words(silent: Mapping[str, Silence]) -> str:
    """Return why datasets have nothing: “SIPRI: not covered; press: no record”. Neither is zero."""
    words = {Silence.NOT_COVERED: _("%(name)s: not covered"), Silence.NO_RECORD: _("%(name)s: no record")}
    return "; ".join(
        words[why] % {"name": dataset_name(name)}
        for name, why in sorted(silent.items(), key=lambda item: item[0] == EVENTS)
    )


def nothing_words(silent: Mapping[str, Silence]) -> str:
    """Return why a sum of nothing is empty: no dataset looked there, all did, or those that are named."""
    looked = {name: why for name, why in silent.items() if why is Silence.NO_RECORD}
    if len(looked) == len(silent):
        return _("no record") if silent else ""
    return silence_words(looked) if looked else _("not covered")


def open_words(total: Sum) -> str:
    """Return which counts leave the upper end open: “1 open, 1 unknown”; empty where none does."""
    words = []
    if total.open_count:
        words.append(ngettext("%(n)s open", "%(n)s open", total.open_count) % _n(total.open_count))
    if total.unknown_count:
        unknown = ngettext("%(n)s unknown", "%(n)s unknown", total.unknown_count)
        words.append(unknown % _n(total.unknown_count))
    return ", ".join(words)


def may_belong_words(found: Sum, together: Sum) -> str:
    """Return how many records may lie inside, and the total with them; empty where none may.

    “may belong: 2 records, up to 5; with them 14–23”. Where nothing else counts, they are all that there is.
    """
    if not found.count:
        return ""
    words = _records_words(found)
    if together.interval is None or together.count == found.count:
        return words
    with_them = ngettext("%(words)s; with it %(count)s", "%(words)s; with them %(count)s", found.count)
    return with_them % {"words": words, "count": interval_words(together.interval)}


def _records_words(found: Sum) -> str:
    records = ngettext("%(n)s record", "%(n)s records", found.count) % _n(found.count)
    if found.interval is None or found.interval.high is None:
        return _("may belong: %(records)s, number open") % {"records": records}
    told = {"records": records, "n": number_words(found.interval.high)}
    return _("may belong: %(records)s, up to %(n)s") % told


def overlap_words(overlap: ReportedTotal) -> str:
    """Return what may be counted twice, and how many links are undecided; empty where all is decided."""
    if not overlap.to_decide:
        return ""
    decide = ngettext("%(n)s link to decide", "%(n)s links to decide", overlap.to_decide)
    links = decide % _n(overlap.to_decide)
    if overlap.twice is None:
        return _("an open number may be counted twice; %(links)s") % {"links": links}
    told = {"n": number_words(overlap.twice), "links": links}
    return _("up to %(n)s may be counted twice; %(links)s") % told


def _n(number: int) -> dict[str, str]:
    return {"n": number_words(number)}
