"""Add what Django cannot declare: keys of two columns, rules across tables, and how columns are kept."""

from django.db import migrations
from pgtrigger.compiler import Trigger, UpsertTriggerSql
from pgtrigger.migrations import AddTrigger

from inventory.migrations._folded import Together

# A line, detail or repetition belongs to the shipment of its report and follows it; a share's base is a
# line of the same report; a verdict's category is one of its scheme.
KEYS = (
    (
        "reporteddelivery",
        "report_same_shipment",
        "shipment_id, report_id",
        "report (shipment_id, id) ON UPDATE CASCADE",
    ),
    (
        "reporteddetail",
        "report_same_shipment",
        "shipment_id, report_id",
        "report (shipment_id, id) ON UPDATE CASCADE",
    ),
    (
        "reportrepeat",
        "report_same_shipment",
        "shipment_id, report_id",
        "report (shipment_id, id) ON UPDATE CASCADE",
    ),
    ("reportrepeat", "repeated_same_shipment", "shipment_id, repeated_id", "report (shipment_id, id)"),
    ("reporteddelivery", "base_same_report", "report_id, base_id", "reporteddelivery (report_id, id)"),
    ("verdict", "category_same_scheme", "category_id, scheme_id", "schemecategory (id, scheme_id)"),
)


def _add(table: str, rule: str, columns: str, target: str) -> str:
    return (
        f"ALTER TABLE inventory_{table} ADD CONSTRAINT {table}_{rule} FOREIGN KEY ({columns})"
        f" REFERENCES inventory_{target} DEFERRABLE INITIALLY DEFERRED"
    )


# The commonest words of these, which ANALYZE collects, serve to propose a word for a misspelt one.
LEXICONS = ("report_words", "publication_words")
LEXICON_SIZE = 300  # Ten times as many words are kept; ANALYZE reads 300 times as many rows.

NOT_ON_MERGED = """
                    IF EXISTS (
                        SELECT FROM written JOIN inventory_shipment s ON s.id = written.shipment_id
                        WHERE s.merged_into_id IS NOT NULL
                    ) THEN
                        RAISE EXCEPTION 'The shipment was merged into another.'
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'shipment_not_merged';
                    END IF;
                    RETURN NULL;
                """


def _trigger(model: str, name: str, suffix: str, func: str, **options: str) -> AddTrigger:
    sql = UpsertTriggerSql(
        func=func, pgid=f"pgtrigger_{name}_{suffix}", table=f"inventory_{model}", **options
    )
    return AddTrigger(model, Trigger(name=name, sql=sql))


TRIGGERS = (
    _trigger(
        "equipmenttype",
        "equipmenttype_path",
        "844b2",
        """
                    IF NEW.parent_id IS NULL THEN
                        NEW.path := NEW.slug;
                    ELSE
                        SELECT path || '/' || NEW.slug INTO STRICT NEW.path
                        FROM inventory_equipmenttype WHERE id = NEW.parent_id;
                        IF TG_OP = 'UPDATE' AND NEW.path LIKE OLD.path || '/%' THEN
                            RAISE EXCEPTION 'An equipment type cannot stand below itself: %', NEW.path
                            USING ERRCODE = 'check_violation';
                        END IF;
                    END IF;
                    RETURN NEW;
                """,
        operation='INSERT OR UPDATE OF "parent_id", "slug", "path"',
        when="BEFORE",
    ),
    _trigger(
        "equipmenttype",
        "equipmenttype_path_below",
        "4b6de",
        """
                    UPDATE inventory_equipmenttype SET path = '' WHERE parent_id = NEW.id;
                    RETURN NULL;
                """,
        condition='WHEN (OLD."path" IS DISTINCT FROM (NEW."path"))',
        operation="UPDATE",
        when="AFTER",
    ),
    _trigger(
        "snapshot",
        "snapshot_never_changes",
        "1e00f",
        """
                    RAISE EXCEPTION 'A snapshot never changes: it may have been cited.'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'snapshot_never_changes';
                """,
        operation="UPDATE OR DELETE",
        when="BEFORE",
    ),
    _trigger(
        "shipment",
        "shipment_confirmed_needs_two_voices",
        "3d800",
        """
                    IF EXISTS (
                        SELECT FROM inventory_report r JOIN inventory_shipment s ON s.id = r.shipment_id
                        WHERE s.id = NEW.id AND r.credibility = 1 AND s.voice_count < 2
                    ) THEN
                        RAISE EXCEPTION 'Credibility 1 needs two independent voices.'
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'report_confirmed_needs_two_voices';
                    END IF;
                    RETURN NULL;
                """,
        condition='WHEN (NEW."voice_count" < 2 AND OLD."voice_count" >= 2)',
        constraint="CONSTRAINT",
        operation='UPDATE OF "voice_count"',
        timing="DEFERRABLE INITIALLY DEFERRED",
        when="AFTER",
    ),
    _trigger(
        "report",
        "report_confirmed_needs_two_voices",
        "00412",
        """
                    IF EXISTS (
                        SELECT FROM inventory_report r JOIN inventory_shipment s ON s.id = r.shipment_id
                        WHERE r.id = NEW.id AND r.credibility = 1 AND s.voice_count < 2
                    ) THEN
                        RAISE EXCEPTION 'Credibility 1 needs two independent voices.'
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'report_confirmed_needs_two_voices';
                    END IF;
                    RETURN NULL;
                """,
        condition='WHEN (NEW."credibility" = 1)',
        constraint="CONSTRAINT",
        operation='INSERT OR UPDATE OF "credibility", "shipment_id"',
        timing="DEFERRABLE INITIALLY DEFERRED",
        when="AFTER",
    ),
    _trigger(
        "reporteddetail",
        "reporteddetail_role_fits",
        "edd42",
        """
                    IF NEW.kind = 'delivery_point' AND EXISTS (
                        SELECT FROM inventory_place WHERE id = NEW.place_id AND kind IN ('country', 'region')
                    ) THEN
                        RAISE EXCEPTION 'A delivery point is a city, port or base.'
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'reporteddetail_role_fits';
                    END IF;
                    IF NEW.kind = 'carrier' AND EXISTS (
                        SELECT FROM inventory_party WHERE id = NEW.party_id AND kind = 'armed_group'
                    ) THEN
                        RAISE EXCEPTION 'A carrier is a company, a force or a state.'
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'reporteddetail_role_fits';
                    END IF;
                    RETURN NEW;
                """,
        operation='INSERT OR UPDATE OF "kind", "place_id", "party_id"',
        when="BEFORE",
    ),
    _trigger(
        "merge",
        "merge_no_chain",
        "8a165",
        """
                    PERFORM FROM inventory_shipment WHERE id IN (NEW.shipment_id, NEW.into_id)
                    ORDER BY id FOR UPDATE;
                    IF EXISTS (
                        SELECT FROM inventory_shipment
                        WHERE id = NEW.into_id AND merged_into_id IS NOT NULL
                            OR merged_into_id = NEW.shipment_id
                    ) THEN
                        RAISE EXCEPTION 'A shipment is not merged into a merged one, nor with what it got.'
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'merge_no_chain';
                    END IF;
                    RETURN NEW;
                """,
        condition='WHEN (NEW."undone_at" IS NULL)',
        operation="INSERT OR UPDATE",
        when="BEFORE",
    ),
    _trigger(
        "merge",
        "merge_marks_shipment",
        "a14c6",
        """
                    UPDATE inventory_shipment
                    SET merged_into_id = CASE WHEN NEW.undone_at IS NULL THEN NEW.into_id END
                    WHERE id = NEW.shipment_id;
                    RETURN NULL;
                """,
        operation='INSERT OR UPDATE OF "undone_at"',
        when="AFTER",
    ),
    _trigger(
        "merge",
        "merge_kept",
        "6c1e3",
        "RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
        operation="DELETE",
        when="BEFORE",
    ),
    *(
        _trigger(
            model,
            f"{model}_{operation.lower()}_not_on_merged",
            suffix,
            NOT_ON_MERGED,
            level="STATEMENT",
            operation=operation,
            referencing="REFERENCING NEW TABLE AS written ",
            when="AFTER",
        )
        for model, operation, suffix in (
            ("report", "INSERT", "1e26e"),
            ("report", "UPDATE", "c6d26"),
            ("assessment", "INSERT", "5bb6e"),
            ("assessment", "UPDATE", "0724f"),
            ("evidence", "INSERT", "0d37f"),
            ("evidence", "UPDATE", "075a4"),
        )
    ),
)


class Migration(migrations.Migration):
    initial = True
    replaces = (
        ("inventory", "0003_composite_keys"),
        ("inventory", "0009_faster_imports"),
    )
    dependencies = (("inventory", "0005_history"),)

    operations = (
        Together(TRIGGERS),
        *(
            migrations.RunSQL(
                _add(table, rule, columns, target),
                f"ALTER TABLE inventory_{table} DROP CONSTRAINT {table}_{rule}",
            )
            for table, rule, columns, target in KEYS
        ),
        *(
            migrations.RunSQL(
                f"ALTER INDEX {name} ALTER COLUMN 1 SET STATISTICS {LEXICON_SIZE};", migrations.RunSQL.noop
            )
            for name in LEXICONS
        ),
        # Packing a file takes the database longer than all else that is done with it, and little is gained.
        migrations.RunSQL(
            "ALTER TABLE inventory_importfile ALTER COLUMN content SET STORAGE EXTERNAL;",
            migrations.RunSQL.noop,
        ),
    )
