"""Add the extensions that the schema rests on, and the database's reading of EDTF dates."""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations

# The same forms as inventory.domain.dates, which a property test holds against it. Only built-in
# functions are called, so that a dump restores whatever the search path is.
CREATE_EDTF_DAYS = r"""
CREATE FUNCTION inventory_edtf_days(edtf text) RETURNS daterange
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
    written text := regexp_replace(edtf, '[?~%]', '', 'g');
    days daterange;
    half text;
    year_text text;
    rest text;
    first_day date;
    months integer;
BEGIN
    IF written = '' OR written LIKE 'XXXX%' THEN
        RETURN NULL;
    END IF;
    IF written LIKE '%/%' THEN
        IF written LIKE '%/%/%' THEN
            RAISE EXCEPTION 'Not an EDTF date: %', edtf USING ERRCODE = 'check_violation';
        END IF;
        FOREACH half IN ARRAY string_to_array(written, '/') LOOP
            IF half = '' OR half = '..' THEN
                RAISE EXCEPTION 'An open end cannot be indexed: %', edtf USING ERRCODE = 'check_violation';
            END IF;
        END LOOP;
    END IF;
    FOREACH half IN ARRAY string_to_array(written, '/') LOOP
        year_text := left(half, 4);
        rest := substr(half, 5);
        IF year_text !~ '^(\d{4}|\d{3}X|\d{2}XX)$' OR (year_text LIKE '%X' AND rest <> '') THEN
            RAISE EXCEPTION 'Not an EDTF date: %', edtf USING ERRCODE = 'check_violation';
        END IF;
        first_day := make_date(replace(year_text, 'X', '0')::integer, 1, 1);
        CASE
            WHEN rest IN ('', '-XX', '-XX-XX') THEN
                months := 12 * CASE
                    WHEN year_text LIKE '%XX' THEN 100 WHEN year_text LIKE '%X' THEN 10 ELSE 1 END;
            WHEN rest ~ '^-(0[1-9]|1[0-2])(-XX)?$' THEN
                first_day := make_date(year_text::integer, substr(rest, 2, 2)::integer, 1);
                months := 1;
            WHEN rest ~ '^-2[1-4]$' THEN
                first_day := make_date(year_text::integer, 3 * (right(rest, 1)::integer), 1);
                months := 3;
            WHEN rest ~ '^-3[3-6]$' THEN
                first_day := make_date(year_text::integer, 3 * (right(rest, 1)::integer - 3) + 1, 1);
                months := 3;
            WHEN rest ~ '^-4[01]$' THEN
                first_day := make_date(year_text::integer, 6 * right(rest, 1)::integer + 1, 1);
                months := 6;
            WHEN rest ~ '^-\d\d-\d\d$' THEN
                first_day := make_date(
                    year_text::integer, substr(rest, 2, 2)::integer, substr(rest, 5, 2)::integer);
                months := 0;
            ELSE
                RAISE EXCEPTION 'Not an EDTF date: %', edtf USING ERRCODE = 'check_violation';
        END CASE;
        days := daterange(
            COALESCE(lower(days), first_day),
            CASE months WHEN 0 THEN first_day + 1
                ELSE (first_day + make_interval(months => months))::date END
        );
    END LOOP;
    RETURN days;
END;
$$;
"""


class Migration(migrations.Migration):
    """Prepare the database for the schema."""

    initial = True
    dependencies = ()
    operations = (
        BtreeGistExtension(),
        TrigramExtension(),
        migrations.RunSQL(CREATE_EDTF_DAYS, "DROP FUNCTION inventory_edtf_days(text);"),
    )
