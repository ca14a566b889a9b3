"""Let PostgreSQL compare names whatever their spelling, and find the words of quotes."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import migrations, models

# The same rule as inventory.domain.spelling, which a property test holds against it. Only built-in functions
# are called, so that indexes can be built and a dump restores whatever the search path is.
FOLD = r"""
    IF octet_length(folded) = length(folded) THEN
        folded := lower(folded);
    ELSE
        folded := regexp_replace(lower(normalize(folded, NFKD)), '[\u0300-\u036f]', '', 'g');
        folded := translate(folded, 'абвгдезиклмнопрстуфыэіґєøłđðħı×ъь', 'abvgdeziklmnoprstufyeigeolddhix');
        IF folded ~ '[щжхцчшюяßæœþ]' THEN
            folded := replace(replace(replace(replace(folded, 'щ', 'shch'), 'ж', 'zh'), 'х', 'kh'), 'ц', 'ts');
            folded := replace(replace(replace(replace(folded, 'ч', 'ch'), 'ш', 'sh'), 'ю', 'yu'), 'я', 'ya');
            folded := replace(replace(replace(replace(folded, 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th');
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
# the limit of what an index takes could be reached, since a long quote must never be refused for it.
CREATE_WORDS = rf"""
CREATE FUNCTION inventory_words(one text, two text DEFAULT '', three text DEFAULT '') RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT COST 500 AS $$
DECLARE
    folded text := left(one || ' ' || two || ' ' || three, 100000);
BEGIN
    {FOLD}
    IF folded ~ '[[:alpha:]][-‐‑–.][0-9]' THEN
        folded := regexp_replace(folded, '([[:alpha:]]+)[-‐‑–.]([0-9][[:alnum:]]*)', '\1\2 \1 \2', 'g');
    END IF;
    -- The parser would read 0E0A as a number and a letter, were its E not made another letter.
    IF folded ~ '[0-9]e[0-9]' THEN
        folded := regexp_replace(folded, '([0-9])e(?=[0-9])', '\1ə', 'g');
    END IF;
    RETURN to_tsvector(
        'pg_catalog.simple'::regconfig, left(regexp_replace(folded, '[^[:alnum:]]+', ' ', 'g'), 200000)
    );
END;
$$;
"""

NAMED = (
    "equipmenttype",
    "equipmentalias",
    "place",
    "placealias",
    "party",
    "partyalias",
    "source",
    "sourcealias",
)
WORDED = (
    ("shipment", "shipment_words", ("reference", "title"), None),
    ("publication", "publication_words", ("title", "url"), None),
    ("publication", "publication_text_words", ("text",), models.Q(is_text_public=True)),
    ("report", "report_words", ("quote", "attribution_phrase", "hedge"), None),
    ("reporteddelivery", "reporteddelivery_words", ("label", "phrase", "quote"), None),
    ("reporteddetail", "reporteddetail_words", ("text", "quote", "hedge"), None),
)
# The commonest words of these, which ANALYZE collects, serve to propose a word for a misspelt one.
LEXICONS = ("report_words", "publication_words")
LEXICON_SIZE = 300  # Ten times as many words are kept; ANALYZE reads 300 times as many rows.


def _name_index(model: str) -> migrations.AddIndex:
    plain = models.Func(models.F("name"), function="inventory_plain", output_field=models.TextField())
    index = GinIndex(OpClass(plain, name="gin_trgm_ops"), name=f"{model}_name_plain")
    return migrations.AddIndex(model, index)


def _words_index(
    model: str, name: str, columns: tuple[str, ...], condition: models.Q | None
) -> migrations.AddIndex:
    words = models.Func(
        *(models.F(column) for column in columns),
        function="inventory_words",
        output_field=SearchVectorField(),
    )
    return migrations.AddIndex(model, GinIndex(words, name=name, condition=condition))


class Migration(migrations.Migration):
    """Add the functions and the indexes that stand on them."""

    dependencies = (("inventory", "0004_desk"),)
    operations = (
        migrations.RunSQL(CREATE_PLAIN, "DROP FUNCTION inventory_plain(text);"),
        migrations.RunSQL(CREATE_WORDS, "DROP FUNCTION inventory_words(text, text, text);"),
        *(_name_index(model) for model in NAMED),
        *(_words_index(*worded) for worded in WORDED),
        *(
            migrations.RunSQL(
                f"ALTER INDEX {name} ALTER COLUMN 1 SET STATISTICS {LEXICON_SIZE};", migrations.RunSQL.noop
            )
            for name in LEXICONS
        ),
    )
