"""Add the tables of history and the triggers that fill them, as django-pghistory would write them."""

import uuid
from collections.abc import Iterator, Sequence

from django.conf import settings
from django.contrib.postgres.fields.ranges import DateRangeField, IntegerRangeField
from django.core.validators import RegexValidator
from django.db import migrations, models
from django.db.migrations.operations.base import Operation
from django.utils import timezone
from pgtrigger.compiler import Trigger, UpsertTriggerSql
from pgtrigger.migrations import AddTrigger

from inventory.migrations._folded import Together

type Field = tuple[str, models.Field]

COPIED_UID = ("uid", models.UUIDField(default=uuid.uuid4, editable=False))
# Rows of a statement's transition tables, by operation.
ROWS = {
    "insert": "SELECT new_values.* FROM new_values ",
    "update": (
        'SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id")'
        " WHERE ({changed})"
    ),
    "delete": "SELECT old_values.* FROM old_values ",
}
REFERENCING = {
    "insert": "REFERENCING NEW TABLE AS new_values ",
    "update": "REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
    "delete": "REFERENCING OLD TABLE AS old_values ",
}


def _link(to: str, **options: object) -> models.ForeignKey:
    """Refer to a row that may be gone since."""
    return models.ForeignKey(
        db_constraint=False,
        db_index=options.pop("db_index", False),
        on_delete=models.DO_NOTHING,
        related_name=options.pop("related_name", "+"),
        to=to,
        **options,
    )


def _copied_link(to: str, **options: object) -> models.ForeignKey:
    return _link(to, related_query_name="+", **options)


def _event(model: str, fields: tuple[Field, ...], indexes: Sequence[models.Index]) -> migrations.CreateModel:
    return migrations.CreateModel(
        name=f"{model}Event",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            ("pgh_obj", _link(f"inventory.{model.lower()}", db_index=True, related_name="events")),
            ("pgh_context", _link("pghistory.context", db_index=True, null=True)),
            ("id", models.BigIntegerField()),
            *fields,
        ],
        options={"abstract": False, **({"indexes": list(indexes)} if indexes else {})},
    )


def _columns(event: migrations.CreateModel) -> list[str]:
    names = (f"{name}_id" if field.is_relation else name for name, field in event.fields)
    return sorted(name for name in names if name != "pgh_id")


def _changed(columns: list[str], *, has_computed_columns: bool) -> str:
    """Write when a row is another one: when any column of it is, computed ones not counted."""
    if not has_computed_columns:
        return "old_values.* IS DISTINCT FROM new_values.*"
    return " OR ".join(
        f'old_values."{name}" IS DISTINCT FROM (new_values."{name}")'
        for name in columns
        if not name.startswith("pgh_")
    )


def _insert(event: migrations.CreateModel, operation: str, rows: str) -> str:
    """Write the SQL that copies rows into the event's table, column by column in the order of the alphabet."""
    values = "old_values" if operation == "delete" else "new_values"
    given = {
        "pgh_context_id": "_pgh_attached_context.value",
        "pgh_created_at": "NOW()",
        "pgh_label": f"'{operation}'",
        "pgh_obj_id": f'{values}."id"',
    }
    columns = _columns(event)
    named = ", ".join(f'"{name}"' for name in columns)
    copied = ", ".join(given.get(name, f'{values}."{name}"') for name in columns)
    return (
        "WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value )"  # noqa: S608  # Names in this file.
        f' INSERT INTO "inventory_{event.name.lower()}" ({named})'
        f" SELECT {copied} FROM ( {rows} ) AS {values}, _pgh_attached_context; RETURN NULL;"
    )


def _trigger(model: str, operation: str, suffix: str, func: str) -> AddTrigger:
    name = f"{operation}_{operation}"
    sql = UpsertTriggerSql(
        func=func,
        level="STATEMENT",
        operation=operation.upper(),
        pgid=f"pgtrigger_{name}_{suffix}",
        referencing=REFERENCING[operation],
        table=f"inventory_{model.lower()}",
        when="AFTER",
    )
    return AddTrigger(model.lower(), Trigger(name=name, sql=sql))


def _history(
    model: str,
    suffixes: tuple[str, str, str],
    fields: tuple[Field, ...],
    *,
    indexes: Sequence[models.Index] = (),
    has_computed_columns: bool = False,
) -> Iterator[Operation]:
    """Yield the history of a model; ``suffixes`` end the names of its triggers on insert, update and delete."""
    event = _event(model, fields, indexes)
    yield event
    changed = _changed(_columns(event), has_computed_columns=has_computed_columns)
    for (operation, rows), suffix in zip(ROWS.items(), suffixes, strict=True):
        yield _trigger(model, operation, suffix, _insert(event, operation, rows.format(changed=changed)))


class Migration(migrations.Migration):
    initial = True
    replaces = (("inventory", "0008_snapshots"),)
    dependencies = (
        ("inventory", "0004_workspace_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("pghistory", "0007_auto_20250421_0444"),
    )

    operations = (
        Together(
            (
                *_history(
                    "ClassificationScheme",
                    ("a5ecc", "b0d16", "1e471"),
                    (
                        ("slug", models.SlugField(db_index=False, max_length=30)),
                        ("name", models.CharField(max_length=120)),
                        ("publisher", models.CharField(blank=True, max_length=120)),
                        ("url", models.URLField(blank=True, max_length=500)),
                        ("description", models.TextField(blank=True)),
                    ),
                ),
                *_history(
                    "Country",
                    ("74256", "d9489", "80f45"),
                    (
                        (
                            "code",
                            models.CharField(
                                help_text="ISO 3166-1 alpha-2 code; the four letters of ISO 3166-3 for a former state.",
                                max_length=4,
                            ),
                        ),
                        (
                            "alpha3",
                            models.CharField(
                                blank=True,
                                help_text="ISO 3166-1 alpha-3 code. Empty: none assigned.",
                                max_length=3,
                            ),
                        ),
                        ("name", models.CharField(max_length=100)),
                        ("name_fr", models.CharField(blank=True, max_length=100)),
                        (
                            "region",
                            models.CharField(
                                blank=True, help_text="Subregion of the UN's M49 standard.", max_length=60
                            ),
                        ),
                        (
                            "latitude",
                            models.DecimalField(
                                blank=True,
                                decimal_places=5,
                                help_text="Degrees north. Empty: unknown.",
                                max_digits=8,
                                null=True,
                            ),
                        ),
                        (
                            "longitude",
                            models.DecimalField(
                                blank=True,
                                decimal_places=5,
                                help_text="Degrees east. Empty: unknown.",
                                max_digits=8,
                                null=True,
                            ),
                        ),
                        (
                            "existence",
                            DateRangeField(
                                blank=True,
                                help_text="Days on which a former state existed. Empty: exists now, start not recorded.",
                                null=True,
                            ),
                        ),
                        ("is_former", models.BooleanField(default=False)),
                    ),
                ),
                *_history(
                    "CountryGroup",
                    ("e9c8e", "d5fbb", "5f4bc"),
                    (
                        ("slug", models.SlugField(db_index=False, max_length=60)),
                        ("name", models.CharField(max_length=120)),
                        ("name_fr", models.CharField(blank=True, max_length=120)),
                        ("description", models.TextField(blank=True)),
                        ("url", models.URLField(blank=True, max_length=500)),
                    ),
                ),
                *_history(
                    "GroupMembership",
                    ("7edc4", "8d170", "1d158"),
                    (
                        ("group", _copied_link("inventory.countrygroup")),
                        ("country", _copied_link("inventory.country")),
                        ("role", models.CharField(default="member", max_length=60)),
                        (
                            "period",
                            DateRangeField(
                                help_text="First day inclusive, last exclusive; an open end is still in force."
                            ),
                        ),
                        (
                            "basis",
                            models.CharField(
                                blank=True, help_text="Treaty or act that began or ended it.", max_length=300
                            ),
                        ),
                    ),
                ),
                *_history(
                    "EquipmentType",
                    ("842a9", "a608a", "8f4e2"),
                    (
                        (
                            "parent",
                            _copied_link(
                                "inventory.equipmenttype",
                                blank=True,
                                null=True,
                                help_text="Empty: the root of the tree.",
                            ),
                        ),
                        ("slug", models.SlugField(db_index=False, max_length=80)),
                        ("name", models.CharField(max_length=160)),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("root", "Root"),
                                    ("category", "Category"),
                                    ("family", "Family"),
                                    ("variant", "Variant"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "unit",
                            models.CharField(
                                choices=[
                                    ("items", "items (mixed)"),
                                    ("vehicles", "Vehicles"),
                                    ("aircraft", "Aircraft"),
                                    ("vessels", "Vessels"),
                                    ("guns", "Guns"),
                                    ("launchers", "Launchers"),
                                    ("systems", "Systems"),
                                    ("missiles", "Missiles"),
                                    ("rounds", "Rounds"),
                                    ("weapons", "Weapons"),
                                    ("engines", "Engines"),
                                    ("persons", "Persons"),
                                    ("tonnes", "Tonnes"),
                                ],
                                help_text="What is counted. Different units are never added together.",
                                max_length=12,
                            ),
                        ),
                        ("description", models.TextField(blank=True)),
                        (
                            "position",
                            models.PositiveIntegerField(
                                default=0, help_text="Order among the types below the same parent."
                            ),
                        ),
                        (
                            "is_overlapping",
                            models.BooleanField(
                                default=False,
                                help_text="It counts items that types beside it count too, as combat vehicles do: never added to them.",
                            ),
                        ),
                        (
                            "path",
                            models.CharField(
                                default="",
                                editable=False,
                                help_text="Slugs from the root down, kept by the database; one prefix selects a subtree.",
                                max_length=1000,
                            ),
                        ),
                    ),
                ),
                *_history(
                    "EquipmentAlias",
                    ("38a01", "da514", "ee991"),
                    (
                        ("name", models.CharField(max_length=200)),
                        (
                            "language",
                            models.CharField(
                                choices=[
                                    ("ar", "Arabic"),
                                    ("en", "English"),
                                    ("fr", "French"),
                                    ("it", "Italian"),
                                    ("kk", "Kazakh"),
                                    ("pl", "Polish"),
                                    ("pt", "Portuguese"),
                                    ("ru", "Russian"),
                                    ("es", "Spanish"),
                                    ("tr", "Turkish"),
                                    ("uk", "Ukrainian"),
                                    ("und", "Any language"),
                                ],
                                default="und",
                                max_length=3,
                            ),
                        ),
                        ("equipment_type", _copied_link("inventory.equipmenttype")),
                        (
                            "scheme",
                            models.CharField(
                                blank=True,
                                help_text="Whose spelling it is, such as sipri. Empty: in common use.",
                                max_length=20,
                            ),
                        ),
                    ),
                    indexes=[models.Index(fields=["equipment_type"], name="inventory_e_equipme_391e69_idx")],
                ),
                *_history(
                    "Verdict",
                    ("ff84b", "b88d3", "7e9e8"),
                    (
                        ("scheme", _copied_link("inventory.classificationscheme")),
                        ("equipment_type", _copied_link("inventory.equipmenttype")),
                        (
                            "outcome",
                            models.CharField(
                                choices=[("in", "In"), ("out", "Out"), ("disputed", "Disputed")],
                                max_length=10,
                            ),
                        ),
                        (
                            "category",
                            _copied_link(
                                "inventory.schemecategory",
                                blank=True,
                                null=True,
                                help_text="Empty: the scheme has no category for it.",
                            ),
                        ),
                        (
                            "basis",
                            models.CharField(
                                help_text="The rule of the scheme that decides, in our words.", max_length=500
                            ),
                        ),
                    ),
                    indexes=[models.Index(fields=["equipment_type"], name="inventory_v_equipme_1f897e_idx")],
                ),
                *_history(
                    "Party",
                    ("e1d5e", "d6cb0", "7208b"),
                    (
                        ("slug", models.SlugField(db_index=False, max_length=80)),
                        ("name", models.CharField(max_length=160)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("state", "State"),
                                    ("armed_force", "Armed Force"),
                                    ("private_military_company", "Private Military Company"),
                                    ("armed_group", "Armed Group"),
                                    ("company", "Company"),
                                    ("organisation", "Organisation"),
                                ],
                                max_length=30,
                            ),
                        ),
                        (
                            "country",
                            _copied_link(
                                "inventory.country",
                                blank=True,
                                null=True,
                                help_text="Empty: of no country, or unknown.",
                            ),
                        ),
                    ),
                ),
                *_history(
                    "Place",
                    ("b388f", "2c018", "b22e8"),
                    (
                        ("slug", models.SlugField(db_index=False, max_length=80)),
                        ("name", models.CharField(max_length=120)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("country", "Country"),
                                    ("region", "Region"),
                                    ("city", "City"),
                                    ("port", "Port"),
                                    ("base", "Base"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "country",
                            _copied_link(
                                "inventory.country",
                                blank=True,
                                null=True,
                                help_text="Empty: in no country, or unknown.",
                            ),
                        ),
                        (
                            "latitude",
                            models.DecimalField(
                                blank=True,
                                decimal_places=5,
                                help_text="Degrees north. Empty: unknown.",
                                max_digits=8,
                                null=True,
                            ),
                        ),
                        (
                            "longitude",
                            models.DecimalField(
                                blank=True,
                                decimal_places=5,
                                help_text="Degrees east. Empty: unknown.",
                                max_digits=8,
                                null=True,
                            ),
                        ),
                    ),
                ),
                *_history(
                    "Source",
                    ("76008", "b3941", "b6105"),
                    (
                        ("slug", models.SlugField(db_index=False, max_length=80)),
                        ("name", models.CharField(max_length=160)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("analyst", "Analyst"),
                                    ("blog", "Blog"),
                                    ("broadcaster", "Broadcaster"),
                                    ("magazine", "Magazine"),
                                    ("ministry", "Ministry"),
                                    ("news_agency", "News Agency"),
                                    ("newspaper", "Newspaper"),
                                    ("official", "Official"),
                                    ("register", "Register"),
                                    ("social_media", "Social Media"),
                                    ("think_tank", "Think Tank"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "country",
                            _copied_link(
                                "inventory.country",
                                blank=True,
                                null=True,
                                help_text="Where it is based. Empty: unknown.",
                            ),
                        ),
                        ("url", models.URLField(blank=True, max_length=500)),
                        (
                            "language",
                            models.CharField(
                                choices=[
                                    ("ar", "Arabic"),
                                    ("en", "English"),
                                    ("fr", "French"),
                                    ("it", "Italian"),
                                    ("kk", "Kazakh"),
                                    ("pl", "Polish"),
                                    ("pt", "Portuguese"),
                                    ("ru", "Russian"),
                                    ("es", "Spanish"),
                                    ("tr", "Turkish"),
                                    ("uk", "Ukrainian"),
                                    ("und", "Any language"),
                                ],
                                default="und",
                                max_length=3,
                            ),
                        ),
                        ("description", models.TextField(blank=True)),
                    ),
                ),
                *_history(
                    "ReliabilityRating",
                    ("41b08", "e3e61", "cced3"),
                    (
                        ("source", _copied_link("inventory.source")),
                        (
                            "grade",
                            models.CharField(
                                choices=[
                                    ("A", "A – completely reliable"),
                                    ("B", "B – usually reliable"),
                                    ("C", "C – fairly reliable"),
                                    ("D", "D – not usually reliable"),
                                    ("E", "E – unreliable"),
                                    ("F", "F – reliability cannot be judged"),
                                ],
                                max_length=1,
                            ),
                        ),
                        ("rated_on", models.DateField()),
                        ("rated_by", _copied_link(settings.AUTH_USER_MODEL)),
                        ("rationale", models.TextField()),
                    ),
                ),
                *_history(
                    "Publication",
                    ("8daf1", "cef91", "1fb16"),
                    (
                        COPIED_UID,
                        ("source", _copied_link("inventory.source")),
                        ("title", models.CharField(max_length=300)),
                        (
                            "url",
                            models.URLField(
                                blank=True, help_text="Empty: no address is known.", max_length=1000
                            ),
                        ),
                        (
                            "archived_url",
                            models.URLField(
                                blank=True,
                                help_text="A copy in a web archive. Empty: none is known.",
                                max_length=1000,
                            ),
                        ),
                        (
                            "published_on",
                            models.CharField(
                                blank=True,
                                default="",
                                help_text="EDTF, such as 2025-01-26 or 2025-01. Empty: unknown.",
                                max_length=60,
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[
                                    ("ar", "Arabic"),
                                    ("en", "English"),
                                    ("fr", "French"),
                                    ("it", "Italian"),
                                    ("kk", "Kazakh"),
                                    ("pl", "Polish"),
                                    ("pt", "Portuguese"),
                                    ("ru", "Russian"),
                                    ("es", "Spanish"),
                                    ("tr", "Turkish"),
                                    ("uk", "Ukrainian"),
                                    ("und", "Any language"),
                                ],
                                default="und",
                                max_length=3,
                            ),
                        ),
                        (
                            "text",
                            models.TextField(
                                blank=True,
                                help_text="Working copy of the text, for editors only unless marked public.",
                            ),
                        ),
                        (
                            "is_text_public",
                            models.BooleanField(default=False, help_text="Only where the licence allows it."),
                        ),
                        ("note", models.TextField(blank=True)),
                    ),
                    has_computed_columns=True,
                ),
                *_history(
                    "Citation",
                    ("40106", "24919", "9d8d7"),
                    (
                        ("publication", _copied_link("inventory.publication")),
                        (
                            "cited_publication",
                            _copied_link(
                                "inventory.publication",
                                blank=True,
                                null=True,
                                help_text="Empty: a source is cited.",
                            ),
                        ),
                        (
                            "cited_source",
                            _copied_link(
                                "inventory.source",
                                blank=True,
                                null=True,
                                help_text="Empty: a publication is cited.",
                            ),
                        ),
                        (
                            "basis",
                            models.CharField(
                                choices=[("stated", "Stated"), ("inferred", "Inferred")],
                                default="stated",
                                help_text="Inferred: text reuse, or a guess.",
                                max_length=10,
                            ),
                        ),
                        (
                            "phrase",
                            models.CharField(
                                blank=True, help_text="The words that say so, as written.", max_length=300
                            ),
                        ),
                    ),
                ),
                *_history(
                    "Shipment",
                    ("6171f", "2314c", "3da55"),
                    (
                        COPIED_UID,
                        (
                            "reference",
                            models.CharField(
                                help_text="Short permanent name, such as ML-2025-01-17.", max_length=60
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        (
                            "supplier",
                            _copied_link(
                                "inventory.party",
                                blank=True,
                                null=True,
                                help_text="Empty: unknown or in dispute.",
                            ),
                        ),
                        (
                            "destination",
                            _copied_link(
                                "inventory.place",
                                blank=True,
                                null=True,
                                help_text="Empty: unknown or in dispute.",
                            ),
                        ),
                        (
                            "period",
                            models.CharField(
                                blank=True,
                                default="",
                                help_text="When, in EDTF, such as 2025-01 or 2024-11/2025-01. Empty: unknown.",
                                max_length=60,
                            ),
                        ),
                        ("note", models.TextField(blank=True)),
                    ),
                    has_computed_columns=True,
                ),
                *_history(
                    "Report",
                    ("6f41b", "87437", "a2021"),
                    (
                        COPIED_UID,
                        ("shipment", _copied_link("inventory.shipment")),
                        ("publication", _copied_link("inventory.publication")),
                        (
                            "asserter",
                            _copied_link(
                                "inventory.source",
                                blank=True,
                                null=True,
                                help_text="Who says it, where that is not the publication itself. Empty: its own voice.",
                            ),
                        ),
                        (
                            "attribution",
                            models.CharField(
                                choices=[
                                    ("stated", "Stated – the publication names the speaker"),
                                    ("inferred", "Inferred – follows from the text"),
                                    ("guessed", "Guessed – credited by others"),
                                    ("unattributed", "Unattributed – nobody is named"),
                                ],
                                default="stated",
                                help_text="A guessed speaker never counts as a second voice.",
                                max_length=15,
                            ),
                        ),
                        (
                            "attribution_phrase",
                            models.CharField(
                                blank=True,
                                help_text="The words that credit the speaker, as written.",
                                max_length=300,
                            ),
                        ),
                        (
                            "is_first_hand",
                            models.BooleanField(
                                default=False,
                                help_text="The voice saw the evidence itself: what its publication cites does not make it a copy.",
                            ),
                        ),
                        (
                            "stage",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("pledged", "Pledged"),
                                    ("ordered", "Ordered"),
                                    ("in_transit", "In transit"),
                                    ("arrived", "Arrived"),
                                    ("handed_over", "Handed over"),
                                    ("in_service", "In service"),
                                    ("diverted", "Diverted"),
                                    ("returned", "Returned"),
                                    ("withdrawn", "Withdrawn"),
                                    ("cancelled", "Cancelled"),
                                    ("seized", "Seized"),
                                ],
                                help_text="How far it had come. Empty: not said, taken as delivered.",
                                max_length=12,
                            ),
                        ),
                        (
                            "modality",
                            models.CharField(
                                choices=[
                                    ("stated", "Stated"),
                                    ("observed", "Observed"),
                                    ("reported", "Reported"),
                                    ("alleged", "Alleged"),
                                    ("suspected", "Suspected"),
                                    ("assessed", "Assessed"),
                                    ("predicted", "Predicted"),
                                ],
                                default="reported",
                                max_length=10,
                            ),
                        ),
                        (
                            "hedge",
                            models.CharField(
                                blank=True,
                                help_text="The words of doubt, as written: likely, reportedly.",
                                max_length=200,
                            ),
                        ),
                        (
                            "credibility",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[
                                    (1, "1 – confirmed by other sources"),
                                    (2, "2 – probably true"),
                                    (3, "3 – possibly true"),
                                    (4, "4 – doubtful"),
                                    (5, "5 – improbable"),
                                    (6, "6 – truth cannot be judged"),
                                ],
                                help_text="The analyst's Admiralty grade of the content. Empty: not graded.",
                                null=True,
                            ),
                        ),
                        ("quote", models.TextField(blank=True, help_text="The passage, as written.")),
                        ("note", models.TextField(blank=True)),
                        (
                            "superseded_by",
                            _copied_link(
                                "inventory.report",
                                blank=True,
                                null=True,
                                help_text="The newer report of the same voice that replaces it. Empty: it stands.",
                            ),
                        ),
                    ),
                    indexes=[models.Index(fields=["shipment"], name="inventory_r_shipmen_ab373b_idx")],
                ),
                *_history(
                    "ReportRepeat",
                    ("f886d", "9ae1e", "7222d"),
                    (
                        ("shipment", _copied_link("inventory.shipment", editable=False)),
                        ("report", _copied_link("inventory.report")),
                        ("repeated", _copied_link("inventory.report")),
                        (
                            "basis",
                            models.CharField(
                                choices=[("stated", "Stated"), ("inferred", "Inferred")],
                                default="stated",
                                max_length=10,
                            ),
                        ),
                    ),
                ),
                *_history(
                    "ReportedDelivery",
                    ("1650b", "51c0b", "5874a"),
                    (
                        COPIED_UID,
                        ("shipment", _copied_link("inventory.shipment", editable=False)),
                        ("report", _copied_link("inventory.report")),
                        ("equipment_type", _copied_link("inventory.equipmenttype")),
                        (
                            "label",
                            models.CharField(
                                blank=True,
                                help_text="What the source calls it, as written: Linza ambulances.",
                                max_length=200,
                            ),
                        ),
                        (
                            "label_type",
                            _copied_link(
                                "inventory.equipmenttype",
                                blank=True,
                                null=True,
                                help_text="The class that the label names. Empty: it names none.",
                            ),
                        ),
                        (
                            "phrase",
                            models.CharField(
                                blank=True,
                                help_text="The count, as written: about 50. Empty: no words were kept.",
                                max_length=500,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("exact", "Exact"),
                                    ("at_least", "At least"),
                                    ("more_than", "More than"),
                                    ("at_most", "At most"),
                                    ("fewer_than", "Fewer than"),
                                    ("range", "Range"),
                                    ("approximate", "Approximate"),
                                    ("vague", "Vague"),
                                    ("bare_plural", "Bare plural"),
                                    ("share", "Share"),
                                    ("none", "None – denied"),
                                    ("unknown", "Unknown"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "quantity",
                            IntegerRangeField(
                                blank=True,
                                help_text="At least and at most, with an open end where none was given. Empty: unknown.",
                                null=True,
                            ),
                        ),
                        (
                            "best",
                            models.PositiveIntegerField(
                                blank=True,
                                help_text="The figure that the source named, if it is one figure. Empty: none.",
                                null=True,
                            ),
                        ),
                        (
                            "base",
                            _copied_link(
                                "inventory.reporteddelivery",
                                blank=True,
                                null=True,
                                help_text="For a share: the line of the same report that it is a share of.",
                            ),
                        ),
                        (
                            "scope",
                            models.CharField(
                                choices=[
                                    ("unspecified", "Unspecified"),
                                    ("total", "Total"),
                                    ("subset", "Subset"),
                                    ("additional", "Additional"),
                                ],
                                default="unspecified",
                                help_text="How the count relates to the report's total.",
                                max_length=12,
                            ),
                        ),
                        (
                            "modality",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("stated", "Stated"),
                                    ("observed", "Observed"),
                                    ("reported", "Reported"),
                                    ("alleged", "Alleged"),
                                    ("suspected", "Suspected"),
                                    ("assessed", "Assessed"),
                                    ("predicted", "Predicted"),
                                ],
                                help_text="Empty: as the report.",
                                max_length=10,
                            ),
                        ),
                        (
                            "hedge",
                            models.CharField(
                                blank=True,
                                help_text="The words of doubt on this line, as written.",
                                max_length=200,
                            ),
                        ),
                        ("quote", models.TextField(blank=True, help_text="The passage, as written.")),
                    ),
                    indexes=[models.Index(fields=["shipment"], name="inventory_r_shipmen_893a3a_idx")],
                ),
                *_history(
                    "ReportedDetail",
                    ("b43d7", "30ce2", "5dc27"),
                    (
                        COPIED_UID,
                        ("shipment", _copied_link("inventory.shipment", editable=False)),
                        ("report", _copied_link("inventory.report")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("supplier", "Supplier"),
                                    ("recipient", "Recipient"),
                                    ("end_user", "End user"),
                                    ("carrier", "Carrier"),
                                    ("origin", "Origin"),
                                    ("transit", "Transit"),
                                    ("destination", "Destination"),
                                    ("delivery_point", "Delivery point"),
                                    ("ordered", "Ordered"),
                                    ("departure", "Departure"),
                                    ("arrival", "Arrival"),
                                    ("observed", "Observed"),
                                    ("stage", "Stage"),
                                    ("purpose", "Purpose"),
                                    ("relation", "Relation"),
                                    ("identity", "Identity"),
                                ],
                                max_length=15,
                            ),
                        ),
                        (
                            "party",
                            _copied_link(
                                "inventory.party",
                                blank=True,
                                null=True,
                                help_text="For supplier, recipient, end user and carrier only.",
                            ),
                        ),
                        (
                            "place",
                            _copied_link(
                                "inventory.place",
                                blank=True,
                                null=True,
                                help_text="For origin, transit, destination and delivery point only.",
                            ),
                        ),
                        (
                            "date",
                            models.CharField(
                                blank=True,
                                default="",
                                help_text="EDTF; for ordered, departure, arrival and observed only.",
                                max_length=60,
                            ),
                        ),
                        (
                            "stage",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("pledged", "Pledged"),
                                    ("ordered", "Ordered"),
                                    ("in_transit", "In transit"),
                                    ("arrived", "Arrived"),
                                    ("handed_over", "Handed over"),
                                    ("in_service", "In service"),
                                    ("diverted", "Diverted"),
                                    ("returned", "Returned"),
                                    ("withdrawn", "Withdrawn"),
                                    ("cancelled", "Cancelled"),
                                    ("seized", "Seized"),
                                ],
                                help_text="For the stage only.",
                                max_length=12,
                            ),
                        ),
                        (
                            "text",
                            models.CharField(
                                blank=True,
                                help_text="For purpose, relation and identity only.",
                                max_length=300,
                            ),
                        ),
                        (
                            "polarity",
                            models.CharField(
                                choices=[("affirmed", "Affirmed"), ("denied", "Denied")],
                                default="affirmed",
                                max_length=8,
                            ),
                        ),
                        (
                            "modality",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("stated", "Stated"),
                                    ("observed", "Observed"),
                                    ("reported", "Reported"),
                                    ("alleged", "Alleged"),
                                    ("suspected", "Suspected"),
                                    ("assessed", "Assessed"),
                                    ("predicted", "Predicted"),
                                ],
                                help_text="Empty: as the report.",
                                max_length=10,
                            ),
                        ),
                        (
                            "hedge",
                            models.CharField(
                                blank=True, help_text="The words of doubt, as written.", max_length=200
                            ),
                        ),
                        ("quote", models.TextField(blank=True, help_text="The passage, as written.")),
                    ),
                    indexes=[models.Index(fields=["shipment"], name="inventory_r_shipmen_ed3162_idx")],
                    has_computed_columns=True,
                ),
                *_history(
                    "Evidence",
                    ("999d1", "6a69e", "5aad1"),
                    (
                        COPIED_UID,
                        ("shipment", _copied_link("inventory.shipment")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("photo", "Photo"),
                                    ("video", "Video"),
                                    ("satellite_image", "Satellite image"),
                                    ("tracking_record", "Tracking record"),
                                ],
                                max_length=15,
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        (
                            "url",
                            models.URLField(
                                blank=True, help_text="Empty: no address is known.", max_length=1000
                            ),
                        ),
                        (
                            "sha256",
                            models.CharField(
                                blank=True,
                                help_text="Checksum of the file that was examined. Empty: no file is held.",
                                max_length=64,
                                validators=[
                                    RegexValidator(
                                        "\\A[0-9a-f]{64}\\Z", "Sixty-four hexadecimal digits in lower case."
                                    )
                                ],
                            ),
                        ),
                        (
                            "captured_on",
                            models.CharField(
                                blank=True,
                                default="",
                                help_text="When it was taken, in EDTF. Empty: unknown.",
                                max_length=60,
                            ),
                        ),
                        (
                            "place",
                            _copied_link(
                                "inventory.place", blank=True, null=True, help_text="Empty: not located."
                            ),
                        ),
                        ("note", models.TextField(blank=True)),
                    ),
                    has_computed_columns=True,
                ),
                *_history(
                    "EvidenceCount",
                    ("63192", "9b2d4", "721b9"),
                    (
                        ("evidence", _copied_link("inventory.evidence")),
                        ("equipment_type", _copied_link("inventory.equipmenttype")),
                        ("count", models.PositiveIntegerField(help_text="Different items seen.")),
                    ),
                    indexes=[models.Index(fields=["evidence"], name="inventory_e_evidenc_1035e0_idx")],
                ),
                *_history(
                    "Assessment",
                    ("74b01", "9d9eb", "90dbe"),
                    (
                        ("shipment", _copied_link("inventory.shipment")),
                        (
                            "equipment_type",
                            _copied_link(
                                "inventory.equipmenttype",
                                blank=True,
                                null=True,
                                help_text="Empty: the judgement is on a detail.",
                            ),
                        ),
                        (
                            "detail_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("supplier", "Supplier"),
                                    ("recipient", "Recipient"),
                                    ("end_user", "End user"),
                                    ("carrier", "Carrier"),
                                    ("origin", "Origin"),
                                    ("transit", "Transit"),
                                    ("destination", "Destination"),
                                    ("delivery_point", "Delivery point"),
                                    ("ordered", "Ordered"),
                                    ("departure", "Departure"),
                                    ("arrival", "Arrival"),
                                    ("observed", "Observed"),
                                    ("stage", "Stage"),
                                    ("purpose", "Purpose"),
                                    ("relation", "Relation"),
                                    ("identity", "Identity"),
                                ],
                                help_text="Empty: the judgement is on a type's count.",
                                max_length=15,
                            ),
                        ),
                        (
                            "quantity",
                            IntegerRangeField(
                                blank=True,
                                help_text="The count judged right. Empty: none is given.",
                                null=True,
                            ),
                        ),
                        ("judgement", models.CharField(max_length=300)),
                        ("rationale", models.TextField()),
                        (
                            "likelihood",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("almost_no_chance", "Almost no chance (1–5 %)"),
                                    ("very_unlikely", "Very unlikely (5–20 %)"),
                                    ("unlikely", "Unlikely (20–45 %)"),
                                    ("roughly_even_chance", "Roughly even chance (45–55 %)"),
                                    ("likely", "Likely (55–80 %)"),
                                    ("very_likely", "Very likely (80–95 %)"),
                                    ("almost_certain", "Almost certain (95–99 %)"),
                                ],
                                help_text="ICD 203. Empty: not given.",
                                max_length=20,
                            ),
                        ),
                        (
                            "confidence",
                            models.CharField(
                                blank=True,
                                choices=[("low", "Low"), ("moderate", "Moderate"), ("high", "High")],
                                help_text="ICD 203, apart from likelihood. Empty: not given.",
                                max_length=10,
                            ),
                        ),
                        (
                            "is_tension",
                            models.BooleanField(
                                default=False,
                                help_text="Statements of different kinds that pull apart without a count in conflict.",
                            ),
                        ),
                        ("assessed_by", _copied_link(settings.AUTH_USER_MODEL)),
                        ("assessed_on", models.DateField()),
                    ),
                    has_computed_columns=True,
                ),
                *_history(
                    "Merge",
                    ("77a69", "ec9bd", "d7088"),
                    (
                        COPIED_UID,
                        ("reason", models.TextField()),
                        (
                            "moved",
                            models.JSONField(
                                default=dict,
                                help_text="The keys of the rows that moved, by table, so that they can go back.",
                            ),
                        ),
                        ("merged_at", models.DateTimeField(default=timezone.now, editable=False)),
                        (
                            "undone_at",
                            models.DateTimeField(blank=True, help_text="Empty: it holds.", null=True),
                        ),
                        ("into", _copied_link("inventory.shipment", help_text="What it is.")),
                        ("merged_by", _copied_link(settings.AUTH_USER_MODEL)),
                        (
                            "shipment",
                            _copied_link(
                                "inventory.shipment", help_text="What was merged; it stays as a record."
                            ),
                        ),
                        (
                            "undone_by",
                            _copied_link(
                                settings.AUTH_USER_MODEL, blank=True, null=True, help_text="Empty: it holds."
                            ),
                        ),
                    ),
                ),
                *_history(
                    "Distinction",
                    ("d7c71", "c55e1", "b92f9"),
                    (
                        ("reason", models.TextField(blank=True)),
                        ("decided_at", models.DateTimeField(default=timezone.now, editable=False)),
                        (
                            "revoked_at",
                            models.DateTimeField(blank=True, help_text="Empty: it holds.", null=True),
                        ),
                        ("decided_by", _copied_link(settings.AUTH_USER_MODEL)),
                        ("other", _copied_link("inventory.shipment")),
                        (
                            "revoked_by",
                            _copied_link(
                                settings.AUTH_USER_MODEL, blank=True, null=True, help_text="Empty: it holds."
                            ),
                        ),
                        ("shipment", _copied_link("inventory.shipment")),
                    ),
                ),
            )
        ),
    )
