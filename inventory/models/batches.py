"""Keep what was imported: the file, what it would do and did, how far it is, and who decided."""

from __future__ import annotations

import hashlib
import uuid
from typing import ClassVar, Self

from django.conf import settings
from django.db import IntegrityError, connection, models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inventory.domain.messages import Message
from inventory.models.names import Kind as NameKind
from inventory.models.sources import Source
from inventory.wording.messages import words

# Formats of tables that people keep, and bring again when they have changed.
TABLE_FORMATS = ("mapped table", "packed list", "press reports")
COPY_FILE = "COPY inventory_importfile (sha256, size, content, stored_at) FROM STDIN (FORMAT BINARY)"


class ImportFileManager(models.Manager["ImportFile"]):
    """Keep the bytes of files."""

    def keep(self, content: bytes) -> ImportFile:
        """Return the file with these bytes, which is kept from now on. Runs three queries at most."""
        sha256 = hashlib.sha256(content).hexdigest()
        kept = self.defer("content").filter(sha256=sha256)
        if not kept.exists():
            try:
                with transaction.atomic():
                    self._copy_in(sha256, content)
            except IntegrityError:
                # Somebody else has brought the same file meanwhile.
                pass
        return kept.get()

    def _copy_in(self, sha256: str, content: bytes) -> None:
        """Write a file by a binary COPY: a parameter is sent as text, twice as long, which takes a second."""
        with (
            connection.cursor() as cursor,
            connection.wrap_database_errors,
            cursor.copy(COPY_FILE) as copy,
        ):
            copy.set_types(("varchar", "int4", "bytea", "timestamptz"))
            copy.write_row((sha256, len(content), content, timezone.now()))


class ImportFile(models.Model):
    """The bytes of an imported file, kept once however often it is imported."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveIntegerField(help_text=_("Bytes."))
    content = models.BinaryField()
    stored_at = models.DateTimeField(auto_now_add=True)

    objects = ImportFileManager()

    def __str__(self) -> str:
        return self.sha256[:12]


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    """Select imports."""

    def of_tables(self) -> Self:
        """Keep those in the record whose rows may be found again by a new edition, newest first."""
        return self.filter(state=ImportBatch.State.APPLIED, file_format__in=TABLE_FORMATS)

    def earlier_than(self, batch: ImportBatch) -> Self:
        """Keep the tables of which a batch may be a new edition."""
        return self.of_tables().exclude(pk=batch.pk)

    def of_one_table(self, batch: ImportBatch) -> Self:
        """Keep a batch and the others in the record that are of the same table."""
        beside = models.Q(edition_of=batch) | models.Q(pk=batch.pk)
        return self.of_tables().filter(models.Q(scope=batch.scope) if batch.scope else beside)


class ImportBatch(models.Model):
    """One file on its way into the record: who, which file, what it does, and what became of it."""

    class State(models.TextChoices):
        """Say how far it is, and what it waits for."""

        UPLOADED = "uploaded", _("Waiting to be read")
        REFUSED = "refused", _("Refused")
        UNMAPPED = "unmapped", _("Columns to map")
        UNRESOLVED = "unresolved", _("Names to decide")
        WRONG = "wrong", _("Errors in the file")
        PLANNED = "planned", _("Ready to apply")
        APPLYING = "applying", _("Being applied")
        APPLIED = "applied", _("Applied")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")
        CANCELLED = "cancelled", _("Cancelled")

    # What a worker, or the request itself, is to do next.
    WAITING: ClassVar = frozenset({State.UPLOADED, State.APPLYING, State.UNDOING})
    # What a person may still change, and read again.
    OPEN: ClassVar = frozenset({State.REFUSED, State.UNMAPPED, State.UNRESOLVED, State.WRONG, State.PLANNED})
    # What has been in the record, whether or not it still is.
    ENTERED: ClassVar = frozenset({State.APPLIED, State.UNDOING, State.UNDONE})

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=12, choices=State)
    told = models.JSONField(
        default=list,
        blank=True,
        help_text=_("Why it was refused, interrupted or not undone, as codes with values."),
    )
    file = models.ForeignKey(
        ImportFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="batches",
        help_text=_("Empty: it was not kept, as of files that come with the site."),
    )
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, help_text=_("Checksum of the file."))
    file_format = models.CharField(max_length=40, blank=True, help_text=_("Empty: not known yet."))
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="import_batches",
        help_text=_("Whose table it is: what was decided of its names holds for the next one."),
    )
    reading = models.JSONField(
        default=dict, blank=True, help_text=_("How the file is to be read, where that was not left to us.")
    )
    mapping = models.JSONField(
        null=True, blank=True, help_text=_("Which column says what. Empty: a known format.")
    )
    scope = models.CharField(
        max_length=36,
        blank=True,
        help_text=_(
            "Identifier of the table within which rows are found again. Empty: a register, or an import from "
            "before tables were distinguished."
        ),
    )
    edition_of = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="editions",
        help_text=_("The earlier import that it replaces. Empty: a separate table, which only adds."),
    )
    is_edition_stated = models.BooleanField(
        default=False, help_text=_("A person chose whether it replaces another. If not, its rows show it.")
    )
    removes_gone = models.BooleanField(
        default=False, help_text=_("Rows of the earlier edition that are missing from it are removed.")
    )
    sets_faults_aside = models.BooleanField(
        default=False, help_text=_("Rows with errors are set aside, and the others applied.")
    )
    encoding = models.CharField(max_length=40, blank=True)
    fingerprint = models.CharField(
        max_length=64, blank=True, help_text=_("Checksum of the plan; one that differs is not applied.")
    )
    history_context = models.UUIDField(
        null=True, blank=True, help_text=_("Of the rows' history: what it wrote.")
    )
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="import_batches",
        help_text=_("Empty: a command did it."),
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    imported_at = models.DateTimeField(null=True, blank=True, help_text=_("When it was applied."))
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="undone_imports",
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    rows_read = models.PositiveIntegerField(default=0)
    rows_new = models.PositiveIntegerField(default=0)
    rows_changed = models.PositiveIntegerField(default=0)
    rows_unchanged = models.PositiveIntegerField(default=0)
    rows_skipped = models.PositiveIntegerField(
        default=0, help_text=_("Set aside: they state no delivery, or somebody decided so.")
    )
    rows_wrong = models.PositiveIntegerField(default=0)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = _("import batches")
        ordering = ("-created_at", "-pk")
        indexes = [models.Index(fields=("sha256",), name="importbatch_sha256")]
        constraints = [
            models.CheckConstraint(
                name="importbatch_every_row_counted",
                condition=models.Q(
                    rows_read=models.F("rows_new")
                    + models.F("rows_changed")
                    + models.F("rows_unchanged")
                    + models.F("rows_skipped")
                    + models.F("rows_wrong")
                ),
            ),
            models.CheckConstraint(
                name="importbatch_wrong_never_applied",
                condition=~models.Q(state__in=("applying", "applied", "undoing", "undone"))
                | models.Q(rows_wrong=0),
            ),
            models.CheckConstraint(
                name="importbatch_moments_fit_state",
                condition=models.Q(
                    state__in=("applied", "undoing"), imported_at__isnull=False, undone_at__isnull=True
                )
                | models.Q(state="undone", imported_at__isnull=False, undone_at__isnull=False)
                | (
                    ~models.Q(state__in=("applied", "undoing", "undone"))
                    & models.Q(imported_at__isnull=True, undone_at__isnull=True)
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.created_at:%Y-%m-%d})"

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("import-detail", args=[self.uid])

    @property
    def message(self) -> str:
        """Return in words why it was refused, interrupted or not undone, on one line each; may be empty."""
        return "\n".join(words(Message.from_json(one)) for one in self.told)

    def tell(self, *messages: Message) -> None:
        """Note why it was refused, interrupted or not undone. It is not saved."""
        self.told = [message.to_json() for message in messages]

    @property
    def is_waiting(self) -> bool:
        """Tell whether work on it is to be done, or under way."""
        return self.state in self.WAITING

    @property
    def is_open(self) -> bool:
        """Tell whether it is read, not applied, and not given up."""
        return self.state in self.OPEN


class ImportFinding(models.Model):
    """One thing that the plan of a batch says of a line of its file."""

    class Kind(models.TextChoices):
        """Say what is told; values are short since there may be a million."""

        PROBLEM = "p", _("Error")
        CHANGE = "c", _("Change")
        NUMBER = "d", _("Changed number")
        WORDING = "w", _("Changed wording")
        FLAG = "f", _("Changed flag")
        NOTE = "n", _("Note")
        ADDED = "a", _("New")
        SKIPPED = "s", _("Set aside")

    CHANGES: ClassVar = frozenset({Kind.CHANGE, Kind.NUMBER, Kind.WORDING, Kind.FLAG})

    # What a plan says means nothing without the batch.
    batch = models.ForeignKey(
        ImportBatch,
        on_delete=models.CASCADE,
        related_name="findings",
        db_index=False,  # The key (batch, number) finds it.
    )
    number = models.PositiveIntegerField(help_text=_("Place in the plan, from 1."))
    kind = models.CharField(max_length=1, choices=Kind)
    line = models.PositiveIntegerField(null=True, blank=True, help_text=_("Line of the file, from 1."))
    column = models.TextField(blank=True)
    code = models.CharField(max_length=60, help_text=_("What is told; its words are looked up when shown."))
    values = models.JSONField(default=dict, blank=True, help_text=_("What fills the gaps of the words."))
    unknown_kind = models.CharField(
        max_length=20, blank=True, choices=[(kind.value, kind.value) for kind in NameKind]
    )
    unknown_name = models.TextField(blank=True, help_text=_("The name that nobody knows."))
    unknown_class = models.TextField(
        blank=True,
        help_text=_("What the row says that it is a name of, one to a line: description, category."),
    )

    class Meta:
        ordering = ("batch", "number")
        constraints = [
            models.UniqueConstraint(fields=("batch", "number"), name="importfinding_number_unique")
        ]

    def __str__(self) -> str:
        return f"{self.batch}: {self.number}"

    @property
    def message(self) -> Message:
        """Return what is told, as a code with values."""
        return Message.from_json({"code": self.code, "values": self.values})

    @property
    def subject(self) -> str:
        """Return in words what changes or is new; empty for other findings."""
        return self._value("subject", *self.CHANGES, self.Kind.ADDED)

    @property
    def old(self) -> str:
        """Return in words what the record has where the file changes it."""
        return self._value("old", *self.CHANGES)

    @property
    def new(self) -> str:
        """Return in words what the file says instead, or what was read of a new row."""
        return self._value("new", *self.CHANGES) or self._value("read", self.Kind.ADDED)

    @property
    def text(self) -> str:
        """Return in words what is wrong or worth telling; empty for what changes or is new."""
        has_parts = self.kind in {*self.CHANGES, self.Kind.ADDED}
        return "" if has_parts else words(self.message)

    def _value(self, name: str, *kinds: str) -> str:
        value = self.message.values.get(name, "") if self.kind in kinds else ""
        return words(value) if isinstance(value, Message) else str(value)


class ImportProgress(models.Model):
    """How far the work on a batch is; written apart from that work, so that others see it.

    It refers to the batch by its public identifier alone: a reference would wait for the batch's lock.
    """

    batch = models.UUIDField(unique=True)
    step = models.CharField(max_length=20)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0, help_text=_("Zero: not known."))
    started_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)
    is_cancelled = models.BooleanField(default=False, help_text=_("Somebody asked to stop."))

    def __str__(self) -> str:
        return f"{self.batch}: {self.step} {self.done}/{self.total}"
