"""Add the extensions and functions that the tables rest on: days of EDTF dates, names and words as compared."""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations

# The same forms as inventory.domain.dates, which a property test holds against it. Only built-in
# functions are called, so that a dump restores whatever the search path is.
CREATE_EDTF_DAYS = r"""
CREATE FUNCTION inventory_edtf_days(edtf text) RETURNS daterange
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
    written text := regexp_replace(edtf, '[?~%]', '', 'g');
    division_starts CONSTANT integer[] := ARRAY[3,6,9,12, 3,6,9,12, 9,12,3,6, 1,4,7,10, 1,5,9, 1,7];
    part text;
    digits text[];
    days daterange;
    found daterange;
    first_year integer;
    last_year integer;
    division integer;
    months integer;
BEGIN
    IF written IN ('', '..') THEN
        RETURN NULL;
    END IF;
    IF written LIKE '%/%' AND written !~ '^[^/]*[0-9X][^/]*/[^/]*[0-9X][^/]*$' THEN
        RAISE EXCEPTION 'An open end cannot be placed in time: %', edtf USING ERRCODE = 'check_violation';
    END IF;
    FOREACH part IN ARRAY string_to_array(written, '/') LOOP
        digits := regexp_match(part, '^([0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?$');
        IF digits IS NULL THEN
            RAISE EXCEPTION 'Not an EDTF date: %', edtf USING ERRCODE = 'check_violation';
        END IF;
        -- A year that may be any, or that leaves its first digits open, cannot be placed.
        CONTINUE WHEN digits[1] !~ '^[0-9]{2}([0-9]{2}|[0-9]X|XX)$';
        first_year := greatest(1, replace(digits[1], 'X', '0')::integer);
        last_year := replace(digits[1], 'X', '9')::integer;
        IF digits[3] IS NULL AND digits[2] ~ '^(2[1-9]|3[0-9]|4[01])$' THEN
            -- Seasons (21 to 32), quarters (33 to 36), thirds (37 to 39) and halves of a year.
            division := digits[2]::integer;
            months := CASE WHEN division < 37 THEN 3 WHEN division < 40 THEN 4 ELSE 6 END;
            division := division_starts[division - 20];
            found := daterange(
                make_date(first_year, division, 1),
                (make_date(last_year, division, 1) + make_interval(months => months))::date
            );
        ELSIF coalesce(digits[2], 'XX') = 'XX' AND coalesce(digits[3], 'XX') = 'XX' THEN
            found := daterange(make_date(first_year, 1, 1), make_date(last_year, 12, 31) + 1);
        ELSIF digits[2] ~ '^[0-9]{2}$' AND coalesce(digits[3], 'XX') = 'XX' THEN
            found := daterange(
                make_date(first_year, digits[2]::integer, 1),
                (make_date(last_year, digits[2]::integer, 1) + make_interval(months => 1))::date
            );
        ELSIF part !~ 'X' THEN
            found := daterange(
                make_date(first_year, digits[2]::integer, digits[3]::integer),
                make_date(first_year, digits[2]::integer, digits[3]::integer) + 1
            );
        ELSE
            -- Any other digit may be open, as in 2025-1X: try every day of the years.
            SELECT daterange(min(day), max(day) + 1) INTO STRICT found
            FROM (
                SELECT make_date(first_year, 1, 1) + n AS day
                FROM generate_series(0, make_date(last_year, 12, 31) - make_date(first_year, 1, 1)) AS n
            ) AS every
            WHERE lpad(extract(year FROM day)::text, 4, '0') LIKE replace(digits[1], 'X', '_')
                AND lpad(extract(month FROM day)::text, 2, '0') LIKE replace(coalesce(digits[2], 'XX'), 'X', '_')
                AND lpad(extract(day FROM day)::text, 2, '0') LIKE replace(coalesce(digits[3], 'XX'), 'X', '_');
            IF lower(found) IS NULL THEN
                RAISE EXCEPTION 'This day does not exist: %', edtf USING ERRCODE = 'check_violation';
            END IF;
        END IF;
        IF part = split_part(written, '/', 1) AND days IS NULL THEN
            days := found;
        ELSE
            days := daterange(lower(days), upper(found));
        END IF;
    END LOOP;
    -- Both ends must be placed.
    RETURN CASE WHEN written ~ '(^|/)(X|[0-9]X|[0-9]{2}X[0-9])' THEN NULL ELSE days END;
END;
$$;
"""
# The same rule as inventory.domain.spelling, which a property test holds against it. Only built-in functions
# are called, so that indexes can be built and a dump restores whatever the search path is. Letters other
# than plain ones are looked for only where some are left once marks are gone.
FOLD = r"""
    IF octet_length(folded) = length(folded) THEN
        folded := lower(folded);
    ELSE
        folded := regexp_replace(lower(normalize(folded, NFKD)), '[\u0300-\u036f]', '', 'g');
        IF octet_length(folded) > length(folded) THEN
            folded := translate(folded, 'абвгдезиклмнопрстуфыэіґєøłđðħı×ъь', 'abvgdeziklmnoprstufyeigeolddhix');
            IF folded ~ '[щжхцчшюяßæœþ]' THEN
                folded := replace(replace(replace(folded, 'щ', 'shch'), 'ж', 'zh'), 'х', 'kh');
                folded := replace(replace(replace(folded, 'ц', 'ts'), 'ч', 'ch'), 'ш', 'sh');
                folded := replace(replace(replace(folded, 'ю', 'yu'), 'я', 'ya'), 'ß', 'ss');
                folded := replace(replace(replace(folded, 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th');
            END IF;
        END IF;
    END IF;
"""
CREATE_PLAIN = rf"""
CREATE FUNCTION inventory_plain(name text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT COST 300 AS $$
DECLARE
    folded text := name;
BEGIN
    {FOLD}
    RETURN regexp_replace(folded, '[^[:alnum:]]+', '', 'g');
END;
$$;
"""
# A designation is indexed as one word and in its parts: BTR-82A as btr82a, btr and 82a. Texts are cut where
# the limit of what an index takes could be reached, since a long quote must never be refused for it. The parser
# would read 0E0A as a number and a letter, were its E not made another letter.
CREATE_WORDS = rf"""
CREATE FUNCTION inventory_words(one text, two text DEFAULT '', three text DEFAULT '') RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT COST 500 AS $$
DECLARE
    folded text := left(one || ' ' || two || ' ' || three, 100000);
BEGIN
    {FOLD}
    IF folded ~ '[0-9]' THEN
        IF folded ~ '[[:alpha:]][-‐‑–.][0-9]' THEN
            folded := regexp_replace(folded, '([[:alpha:]]+)[-‐‑–.]([0-9][[:alnum:]]*)', '\1\2 \1 \2', 'g');
        END IF;
        IF folded ~ '[0-9]e[0-9]' THEN
            folded := regexp_replace(folded, '([0-9])e(?=[0-9])', '\1ə', 'g');
        END IF;
    END IF;
    RETURN to_tsvector(
        'pg_catalog.simple'::regconfig, left(regexp_replace(folded, '[^[:alnum:] ]+', ' ', 'g'), 200000)
    );
END;
$$;
"""


class Migration(migrations.Migration):
    initial = True
    replaces = (
        ("inventory", "0001_extensions_and_dates"),
        ("inventory", "0005_search"),
        ("inventory", "0011_lighter_writes"),
    )

    operations = (
        BtreeGistExtension(),
        TrigramExtension(),
        migrations.RunSQL(CREATE_EDTF_DAYS, "DROP FUNCTION inventory_edtf_days(text);"),
        migrations.RunSQL(CREATE_PLAIN, "DROP FUNCTION inventory_plain(text);"),
        migrations.RunSQL(CREATE_WORDS, "DROP FUNCTION inventory_words(text, text, text);"),
    )
