"""Say what each independent voice says on each equipment type: the word of the report that speaks for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from inventory.domain.comparison.accounts import Account, Word, accounts_of
from inventory.domain.comparison.case import Case
from inventory.domain.independence import Role, Voice, Voices, find_voices
from inventory.domain.intervals import Interval
from inventory.domain.reconciliation import common
from inventory.domain.tree import Taxonomy

type VoiceKey = tuple[int, ...]
type Words = Mapping[VoiceKey, Word]


SILENCE: Words = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Hearing:
    """Hold the voices on a shipment, what their reports say, and the words of the voices on each type."""

    voices: Voices
    accounts: Mapping[int, Account]
    words: Mapping[int, Words]

    def on(self, key: int) -> Words:
        """Return what is said on a type; empty if nothing is."""
        return self.words.get(key, SILENCE)


def hear(case: Case, taxonomy: Taxonomy) -> Hearing:
    """Return what the voices on a shipment say."""
    voices = find_voices(case.reports, case.citations, case.publication_sources)
    accounts = accounts_of(case, taxonomy)
    return Hearing(voices, accounts, words_of(case, voices, accounts))


def words_of(case: Case, voices: Voices, accounts: Mapping[int, Account]) -> Mapping[int, Words]:
    """Return what is said on each type on which some voice speaks, in the order of the voices."""
    published = {report.key: report.published for report in case.reports}
    heard: dict[int, dict[VoiceKey, Word]] = defaultdict(dict)
    for voice in voices.voices:
        for key, word in _words(voice, accounts, published).items():
            heard[key][voice.key] = word
    return heard


def _words(
    voice: Voice, accounts: Mapping[int, Account], published: Mapping[int, date | None]
) -> Mapping[int, Word]:
    """Return what a voice says by type.

    The newest report speaks that gives a count of the type or of something below it; only if none does, the
    newest that calls the number unknown.
    """
    speaking = [accounts[report].words for report in voice.speakers if report in accounts]
    if len(speaking) == 1:
        return speaking[0]
    spoken: dict[int, list[Word]] = defaultdict(list)
    for words in speaking:
        for key, word in words.items():
            spoken[key].append(word)
    return {key: _chosen(voice, said, published) for key, said in spoken.items()}


def _chosen(voice: Voice, words: Sequence[Word], published: Mapping[int, date | None]) -> Word:
    """Return the word of a voice, given those of its reports, newest first."""
    counts = [(word.speaker, word.interval) for word in words if word.interval is not None]
    speaking = next((word for word in words if word.interval is not None), words[0])
    return speaking._replace(accounts=_division(voice, counts, published)) if len(counts) > 1 else speaking


def _division(
    voice: Voice, spoken: Sequence[tuple[int, Interval]], published: Mapping[int, date | None]
) -> tuple[tuple[int, Interval], ...]:
    """Return the accounts of a voice if they share no count.

    Nothing says which of the reports that pass a voice on has it right, so they all stand. Only
    the source's own older reports give way, because there its own newer word is on record.
    """
    own = {report.key for report in voice.reports if report.role is Role.OWN}
    latest = next((published[report] for report, _ in spoken if report in own), None)
    standing = tuple(
        [(report, said) for report, said in spoken if report not in own or published[report] == latest]
    )
    return standing if common([said for _, said in standing]) is None else ()
