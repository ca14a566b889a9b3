"""Look for lost confirmations only where a voice goes, and keep files as they are."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0008_snapshots"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="shipment",
            name="shipment_confirmed_needs_two_voices",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="shipment",
            trigger=pgtrigger.compiler.Trigger(
                name="shipment_confirmed_needs_two_voices",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."voice_count" < 2 AND OLD."voice_count" >= 2)',
                    constraint="CONSTRAINT",
                    func="\n                    IF EXISTS (\n                        SELECT FROM inventory_report r JOIN inventory_shipment s ON s.id = r.shipment_id\n                        WHERE s.id = NEW.id AND r.credibility = 1 AND s.voice_count < 2\n                    ) THEN\n                        RAISE EXCEPTION 'Credibility 1 needs two independent voices.'\n                        USING ERRCODE = 'check_violation', CONSTRAINT = 'report_confirmed_needs_two_voices';\n                    END IF;\n                    RETURN NULL;\n                ",
                    hash="939de105ff05ded5a71f2942363c739b6ceda07f",
                    operation='UPDATE OF "voice_count"',
                    pgid="pgtrigger_shipment_confirmed_needs_two_voices_3d800",
                    table="inventory_shipment",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        # Packing a file takes the database longer than all else that is done with it, and little is gained.
        migrations.RunSQL(
            "ALTER TABLE inventory_importfile ALTER COLUMN content SET STORAGE EXTERNAL;",
            "ALTER TABLE inventory_importfile ALTER COLUMN content SET STORAGE EXTENDED;",
        ),
    ]
