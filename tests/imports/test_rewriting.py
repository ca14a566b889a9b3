"""Test that our own export, opened and saved again by other programs, changes nothing of the record."""

import csv
import io
import re
import shutil
import subprocess
from datetime import date
from itertools import product

import pytest
from openpyxl import Workbook

from inventory.exports.formats import FORMATS
from inventory.exports.profiles import PROFILES
from inventory.imports.demo import PRESS_REPORTS
from inventory.imports.pipeline import import_file
from inventory.imports.planning import Plan, Status
from inventory.imports.tables import RefusedTableError, UnknownTableError
from inventory.models import Publication, Report, ReportedDelivery
from inventory.wording.messages import words
from tests.imports.delivery_rows import row
from tests.waiting import LIMIT

pytestmark = pytest.mark.django_db

# Each of them is the words of a count, a label, a hedge, a quote and a title, and what programs make of it.
TEXTS = {
    "(12)": "-12",
    "1-2": "01.02.2026",
    "1,200": "1200",
    "1E3": "1,00E+03",
    "a\r\nb": "a\nb",
    "Ж": "?",
    "NA": "",
}
IN_TEXTS = ("phrase", "label", "hedge", "quote", "report_quote")


def unchanged(plan: Plan) -> bool:
    """Tell whether every row of a plan is unchanged; if not, say why."""
    assert [str(problem) for problem in plan.problems] == []
    assert [str(change) for change in plan.changes] == []
    return plan.is_empty and plan.count(Status.UNCHANGED) == plan.rows_read > 0


def exported(name: str = "csv") -> bytes:
    return b"".join(FORMATS[name].write(PROFILES["deliveries_long"].everything("https://x.example/")))


@pytest.fixture
def rewritten(written, tmp_path):
    """Record a line for each text, and return a function that writes the export with cells changed."""
    rows = [
        row(number, kind="approximate", low="1", high="14", best="12") | dict.fromkeys(IN_TEXTS, text)
        for number, text in enumerate(TEXTS, start=1)
    ]
    import_file(written(*rows), dry_run=False)

    def write(change):
        records = list(csv.DictReader(io.StringIO(exported().decode(), newline="")))
        path = tmp_path / "again.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, records[0])
            writer.writeheader()
            writer.writerows({**record, **change(record)} for record in records)
        return path

    return write


def test_cells_that_a_program_rewrote_are_kept_as_recorded_and_told(rewritten):
    path = rewritten(lambda record: {name: TEXTS[record[name].removeprefix("'")] for name in IN_TEXTS})
    plan = import_file(path, dry_run=True).plan
    assert unchanged(plan)
    assert words(plan.notes[-1]) == (
        "7 cells of report_quote kept as recorded: a program has rewritten them, first on line 2, “-12” for"
        " “(12)”."
    )


def test_a_cell_that_somebody_changed_beside_them_is_a_change(rewritten):
    path = rewritten(lambda record: {"phrase": "-12", "low": "2"} if record["phrase"] == "(12)" else {})
    import_file(path, dry_run=False)
    line = ReportedDelivery.objects.get(phrase="(12)")
    assert (line.quantity.lower, line.quantity.upper) == (2, 15)
    path = rewritten(lambda record: {"hedge": "perhaps"} if record["phrase"] == "(12)" else {})
    assert [words(change.new) for change in import_file(path, dry_run=True).plan.changes] == ["“perhaps”"]


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        ("-12", "“-12” is a negative number that a spreadsheet made of (12)."),
        ("01.14.2026", "“01.14.2026” is a date that a spreadsheet made of the count 1-14."),
    ],
)
def test_words_that_a_program_made_of_a_count_are_refused_unless_recorded(rewritten, phrase, reason):
    path = rewritten(lambda record: {"phrase": phrase} if record["phrase"] == "1E3" else {})
    problems = import_file(path, dry_run=True).plan.problems
    assert [str(problem) for problem in problems] == [f"line 5, column phrase: {reason}"]


def test_first_days_stand_for_months_where_a_spreadsheet_made_days_of_all(rewritten):
    publications = Publication.objects.order_by("pk")[:2]
    for publication, month in zip(publications, ("2025-01", "2024-11"), strict=True):
        publication.published_on = month
        publication.save()
    days = {"2025-01": "2025-01-01", "2024-11": "2024-11-01"}

    def plan(*months):
        def change(record):
            month = record["published_on"]
            return {"published_on": days[month] if month in months else month}

        return import_file(rewritten(change), dry_run=True).plan

    assert unchanged(plan("2025-01", "2024-11"))
    assert [words(change.new) for change in plan("2025-01").changes] == ["“2025-01-01”"]


SUMS = ("shipments_wide", "publications", "destinations", "sources", "equipment", "totals")


def test_files_that_sum_up_the_record_are_refused_as_that(written, tmp_path):
    import_file(written({}), dry_run=False)
    for name in SUMS:
        path = tmp_path / f"{name}.csv"
        path.write_bytes(b"".join(FORMATS["csv"].write(PROFILES[name].everything("https://x.example/"))))
        with pytest.raises(RefusedTableError, match=r"our own file that sums up what is recorded"):
            import_file(path, dry_run=True)


def test_a_table_that_shares_columns_with_such_a_file_is_not_taken_for_one(tmp_path):
    path = tmp_path / "acled.csv"
    path.write_text("event_date,country,location,latitude,longitude,name\n2025,Mali,Bamako,12.6,-8.0,x\n")
    with pytest.raises(UnknownTableError, match="no known header"):
        import_file(path, dry_run=True)


@pytest.mark.usefixtures("reference_data")
def test_a_short_name_is_known_in_the_day_that_a_spreadsheet_made_of_it(tmp_path):
    import_file(PRESS_REPORTS, dry_run=False)
    radar = ReportedDelivery.objects.first()
    radar.equipment_type = type(radar.equipment_type).objects.get(slug="apr-40")
    radar.save()
    for day in ("01.04.40", "1940-04-01", "Apr-40"):
        path = tmp_path / "again.csv"
        path.write_bytes(exported().replace(b",apr-40,", f",{day},".encode()))
        assert unchanged(import_file(path, dry_run=True).plan)


def hostile_record() -> None:
    """Load press reports, with texts among them that programs take for numbers, days and formulas."""
    import_file(PRESS_REPORTS, dry_run=False)
    lines = list(ReportedDelivery.objects.order_by("pk"))
    for line, text in zip(lines, [*TEXTS, "=2+2", "007", "10-12", "1.5", "100%", "Jan 2025"], strict=False):
        line.label, line.quote, line.hedge = text, text, text
        line.save()
    for line, phrase in zip(lines[20:], ["(12)", "1-2", "3/4", "1,200", "1.200", "'=x"], strict=False):
        line.phrase = phrase
        line.save()
    for report, text in zip(Report.objects.order_by("pk"), TEXTS, strict=False):
        report.quote = report.hedge = text
        report.save()


LANGUAGES = {"en_US": 1033, "de_DE": 1031, "fr_FR": 1036}


def converted(program, path, *options):
    """Let LibreOffice convert a file; where it cannot, the result says why."""
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    into = ["--outdir", path.parent / "again", path]
    command = [program, profile, "--headless", *options, *into]
    return subprocess.run(command, capture_output=True, timeout=LIMIT, check=False)


@pytest.fixture(scope="module")
def libreoffice(tmp_path_factory):
    """Return the program; without fonts, say, it is installed and does not start."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed: Debian's libreoffice-calc")
    path = tmp_path_factory.mktemp("libreoffice") / "one.csv"
    path.write_text("a\n1\n")
    run = converted(program, path, "--convert-to", "xlsx")
    if run.returncode:
        pytest.skip(f"LibreOffice does not start here: {run.stderr.decode(errors='replace').strip()}")
    return program


@pytest.mark.usefixtures("reference_data")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("source", "target"), [("csv", "csv"), ("csv", "xlsx"), ("xlsx", "ods"), ("xlsx", "csv")]
)
def test_libreoffice_changes_nothing(libreoffice, tmp_path, language, source, target):
    hostile_record()
    path = tmp_path / f"all.{source}"
    path.write_bytes(exported(source))
    how = f"44,34,76,1,,{LANGUAGES[language]},false,true"
    to = f"csv:Text - txt - csv (StarCalc):{how}" if target == "csv" else target
    options = [f"--infilter=CSV:{how}"] if source == "csv" else []
    run = converted(libreoffice, path, *options, "--convert-to", to)
    assert not run.returncode, run.stderr
    assert unchanged(import_file(tmp_path / "again" / f"all.{target}", dry_run=True).plan)


@pytest.mark.usefixtures("reference_data")
def test_r_changes_nothing(tmp_path):
    program = shutil.which("Rscript")
    if program is None:
        pytest.skip("R is not installed: Debian's r-base-core")
    hostile_record()
    (tmp_path / "all.csv").write_bytes(exported())
    script = """
        table <- read.csv("all.csv", encoding = "UTF-8")
        write.csv(table, "again.csv", fileEncoding = "UTF-8")
        write.csv2(table, "again2.csv", fileEncoding = "UTF-8", row.names = FALSE)
        write.csv(table, "again3.csv", fileEncoding = "UTF-8", na = "")
        write.table(table, "again4.tsv", fileEncoding = "UTF-8", sep = "\\t", qmethod = "double")
    """
    subprocess.run([program, "-e", script], check=True, capture_output=True, cwd=tmp_path)
    for path in sorted(tmp_path.glob("again*")):
        assert unchanged(import_file(path, dry_run=True).plan), path.name


@pytest.mark.usefixtures("reference_data")
@pytest.mark.filterwarnings("ignore:The default")  # What pandas does by default is what is tested.
def test_pandas_changes_nothing(tmp_path):
    pandas = pytest.importorskip("pandas", reason="pandas is not installed: uv sync --group readers")
    hostile_record()
    for source in ("csv", "tsv", "xlsx", "jsonl", "parquet"):
        (tmp_path / f"all.{source}").write_bytes(exported(source))
    tables = [
        pandas.read_csv(tmp_path / "all.csv"),
        pandas.read_csv(tmp_path / "all.tsv", sep="\t"),
        pandas.read_excel(tmp_path / "all.xlsx"),
        pandas.read_json(tmp_path / "all.jsonl", lines=True),
        pandas.read_parquet(tmp_path / "all.parquet"),
    ]
    for number, table in enumerate(tables):
        table.to_csv(tmp_path / f"again{number}.csv")
        table.to_csv(tmp_path / f"again{number}.tsv", sep="\t", index=False, encoding="utf-8-sig")
        table.to_excel(tmp_path / f"again{number}.xlsx")
        table.to_json(tmp_path / f"again{number}.json")
        table.to_json(tmp_path / f"again{number}.jsonl", orient="records", lines=True)
    for path in sorted(tmp_path.glob("again*")):
        assert unchanged(import_file(path, dry_run=True).plan), path.name


@pytest.mark.usefixtures("reference_data")
def test_polars_and_duckdb_change_nothing(tmp_path):
    polars = pytest.importorskip("polars", reason="polars is not installed: uv sync --group readers")
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed: uv sync --group readers")
    hostile_record()
    for source in ("csv", "jsonl", "parquet"):
        (tmp_path / f"all.{source}").write_bytes(exported(source))
    tables = [
        polars.read_csv(tmp_path / "all.csv", infer_schema_length=None),
        polars.read_ndjson(tmp_path / "all.jsonl", infer_schema_length=None),
        polars.read_parquet(tmp_path / "all.parquet"),
    ]
    for number, table in enumerate(tables):
        table.write_csv(tmp_path / f"again{number}.csv")
        table.write_json(tmp_path / f"again{number}.json")
        table.write_ndjson(tmp_path / f"again{number}.jsonl")
    for source in ("csv", "parquet"):
        for target in ("csv", "json"):
            read = duckdb.sql(f"SELECT * FROM '{tmp_path}/all.{source}'")
            duckdb.sql(f"COPY read TO '{tmp_path}/again_{source}.{target}'")
            assert read.columns
    for path in sorted(tmp_path.glob("again*")):
        assert unchanged(import_file(path, dry_run=True).plan), path.name


DAY = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")
EXCEL = {
    # Delimiter, true and false, a day, a month, the names of months
    "en": (",", "TRUE", "FALSE", "{month}/{day}/{year}", "{name}-{short}"),
    "de": (";", "WAHR", "FALSCH", "{day:02}.{month:02}.{year}", "{name} {short}"),
    "fr": (";", "VRAI", "FAUX", "{day:02}/{month:02}/{year}", "{name}-{short}"),
}
MONTHS = {
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "de": "Jan Feb Mrz Apr Mai Jun Jul Aug Sep Okt Nov Dez",
    "fr": "janv févr mars avr mai juin juil août sept oct nov déc",
}


def in_excel(cell: str, language: str) -> str:
    """Return what Excel shows, and so saves, of a cell that it has taken for a truth, a day or a negative."""
    _delimiter, true, false, of_day, of_month = EXCEL[language]
    names = MONTHS[language].split()
    if match := DAY.fullmatch(cell):
        year, month, day = match[1], int(match[2]), int(match[3] or 1)
        if month > len(names):
            return cell
        form = of_day if match[3] else of_month
        return form.format(year=year, short=year[2:], month=month, day=day, name=names[month - 1])
    if re.fullmatch(r"\(\d+\)", cell):
        return f"-{cell[1:-1]}"
    return {"true": true, "false": false}.get(cell, cell.replace("\r\n", "\n"))


@pytest.mark.usefixtures("reference_data")
def test_excel_changes_nothing(tmp_path):
    hostile_record()
    records = list(csv.reader(io.StringIO(exported().decode(), newline="")))
    path = tmp_path / "again.csv"
    for language, encoding in product(EXCEL, ("utf-8-sig", "cp1252", "utf-16")):
        with path.open("w", encoding=encoding, errors="replace", newline="") as file:
            delimiter = "\t" if encoding == "utf-16" else EXCEL[language][0]
            rows = [[in_excel(cell, language) for cell in record] for record in records]
            csv.writer(file, delimiter=delimiter).writerows(rows)
        assert unchanged(import_file(path, dry_run=True).plan), (language, encoding)
    # A workbook keeps months as their first day, and truths and numbers as such.
    book = Workbook()
    for record in records:
        cells = [in_excel(cell, "en") if cell.startswith("(") else cell for cell in record]
        book.active.append([as_excel_holds(cell) for cell in cells])
    book.save(tmp_path / "again.xlsx")
    assert unchanged(import_file(tmp_path / "again.xlsx", dry_run=True).plan)


def as_excel_holds(cell: str):
    """Return the value that Excel makes of a cell of text."""
    if re.fullmatch(r"-?\d{1,9}", cell):
        return int(cell)
    match = DAY.fullmatch(cell)
    if match and int(match[2]) <= 12:
        return date(int(match[1]), int(match[2]), int(match[3] or 1))
    return {"true": True, "false": False}.get(cell, cell)
