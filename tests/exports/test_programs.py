"""Run the examples of docs/files.md: other programs read every file with the types that it declares.

They are in the dependency group ``readers``, which is not installed by default; without, tests are skipped.
"""

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from inventory.exports.formats import FORMATS
from inventory.exports.profiles import PROFILES
from inventory.models import Estimate
from inventory.models.whole_record import Type
from tests import factories
from tests.exports.verdicts import judge
from tests.views.test_deliveries import full_line

pytestmark = pytest.mark.django_db

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "files.md").read_text()
EXAMPLES = dict(re.findall(r"^## (\S+)\n+```\w+\n(.*?)```", GUIDE, re.MULTILINE | re.DOTALL))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Write the package and the Parquet file of every kind; some rows are of Namibia."""
    line = full_line()
    namibia = factories.CountryFactory(code="NA", alpha3="NAM", name="Namibia")
    line.shipment.destination = factories.PlaceFactory(country=namibia)
    line.shipment.save()
    for scheme in ("sipri", "unroca"):
        judge(line.equipment_type, scheme, "I", "Battle tanks")
    Estimate.objects.all().delete()
    Estimate.objects.recompute([line.shipment_id])
    for name, profile in PROFILES.items():
        export = replace(profile.everything("https://x.example/"), address="https://x.example/?a=b")
        for form in ("package", "parquet"):
            data = b"".join(FORMATS[form].write(export))
            (tmp_path / f"{name}.{FORMATS[form].suffix}").write_bytes(data)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def columns_of(name):
    return PROFILES[name].everything("").columns


def run(program, name):
    """Return the table that an example makes of one kind of file."""
    found = {}
    exec(EXAMPLES[program].replace('"deliveries_long"', f'"{name}"'), found)
    return found["table"]


def test_the_guide_has_an_example_for_each_program():
    assert list(EXAMPLES) == ["pandas", "polars", "DuckDB", "R"]


def test_pandas_reads_every_file_with_its_types(folder):
    pandas = pytest.importorskip("pandas", reason="pandas is not installed: uv sync --group readers")
    kinds = {
        Type.STRING: pandas.api.types.is_string_dtype,
        Type.INTEGER: pandas.api.types.is_integer_dtype,
        Type.NUMBER: pandas.api.types.is_float_dtype,
        Type.BOOLEAN: pandas.api.types.is_bool_dtype,
        Type.DATE: pandas.api.types.is_datetime64_any_dtype,
    }
    for name in PROFILES:
        table = run("pandas", name)
        # Of a file without rows it makes texts of days.
        wrong = [c.name for c in columns_of(name) if len(table) and not kinds[c.type](table[c.name].dtype)]
        assert wrong == [], name
    assert run("pandas", "destinations")["country"].tolist() == ["NA"]
    assert run("pandas", "shipments_wide")["destination_country"].tolist() == ["NA"]


def test_polars_reads_every_file_with_its_types(folder):
    polars = pytest.importorskip("polars", reason="polars is not installed: uv sync --group readers")
    kinds = {
        Type.STRING: polars.String,
        Type.INTEGER: polars.Int64,
        Type.NUMBER: polars.Float64,
        Type.BOOLEAN: polars.Boolean,
        Type.DATE: polars.Date,
    }
    for name in PROFILES:
        declared = {column.name: kinds[column.type] for column in columns_of(name)}
        assert dict(run("polars", name).schema) == declared
        assert dict(polars.read_parquet(f"{name}.parquet").schema) == declared
        assert run("polars", name).rows() == polars.read_parquet(f"{name}.parquet").rows()
    assert run("polars", "destinations")["country"].to_list() == ["NA"]


def test_duckdb_reads_every_file_with_its_types(folder):
    pytest.importorskip("duckdb", reason="DuckDB is not installed: uv sync --group readers")
    kinds = {
        Type.STRING: "VARCHAR",
        Type.INTEGER: "BIGINT",
        Type.NUMBER: "DOUBLE",
        Type.BOOLEAN: "BOOLEAN",
        Type.DATE: "DATE",
    }
    for name in PROFILES:
        table = run("DuckDB", name)
        assert dict(zip(table.columns, map(str, table.types), strict=True)) == {
            column.name: kinds[column.type] for column in columns_of(name)
        }
    assert run("DuckDB", "destinations").select("country").fetchall() == [("NA",)]


def test_r_reads_every_file_with_its_types(folder):
    program = shutil.which("Rscript")
    if program is None:
        pytest.skip("R is not installed: Debian's r-base-core")
    kinds = {
        Type.STRING: "character",
        Type.INTEGER: "integer",
        Type.NUMBER: "numeric",
        Type.BOOLEAN: "logical",
        Type.DATE: "Date",
    }
    for name in PROFILES:
        told = (
            "writeLines(sapply(table, class));"
            'cat(sum(sapply(table, function(x) is.character(x) && any(x == "NA", na.rm = TRUE))))'
        )
        script = f"{EXAMPLES['R']}\n{told}".replace('"deliveries_long"', f'"{name}"')
        answer = subprocess.run(
            [program, "-e", script], check=True, capture_output=True, text=True, cwd=folder
        )
        *types, missing = answer.stdout.splitlines()
        assert types == [kinds[column.type] for column in columns_of(name)]
        assert (int(missing) > 0) == (name in ("deliveries_long", "shipments_wide", "destinations")), name


def test_frictionless_validates_every_package(folder):
    reason = "Frictionless is not installed: uv sync --group readers"
    frictionless = pytest.importorskip("frictionless", reason=reason)
    for name in PROFILES:
        report = frictionless.Package(str(folder / f"{name}.zip")).validate()
        assert (report.valid, report.flatten(["message"])) == (True, []), name
