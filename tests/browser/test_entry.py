"""A report is entered by keyboard alone, in few presses; nothing that was typed is lost."""

import re

import pytest
from playwright.sync_api import expect

from inventory.models import Publication, Report, ReportDraft
from tests import factories
from tests.browser.axe import violations_now
from tests.browser.conftest import sign_in

MOST_PRESSES = 120
REFERENCE = "Large Russian military convoy seen in Mali"


@pytest.fixture
def editor(page, demo):
    """Sign the browser in as an editor and return the site's address."""
    user = factories.UserFactory(editor=True, username="anna")
    user.set_password("correct horse")
    user.save()
    sign_in(page, demo, user)
    return demo


class Typist:
    """Type at a page and count every press that is not a character of the report's own words and numbers."""

    def __init__(self, page):
        self._page = page
        self.presses = 0

    def words(self, text):
        """Type words or numbers of the report."""
        self._page.keyboard.type(text)

    def press(self, *keys):
        """Press keys that move, choose or send."""
        for key in keys:
            self._page.keyboard.press(key)
        self.presses += len(keys)

    def choose(self, letters):
        """Choose in a list by first letters; each is a press."""
        self.press(*letters)

    def is_in(self, name):
        """Check where the focus is."""
        expect(self._page.locator(":focus")).to_have_attribute("name", name)


# Each line of the reference report: type, words of count, what is behind More. The tracker's own file of the
# case has fifteen lines, one more than the case's short description names.
LINES = [
    ("Vehicles", "over 100", ("military vehicles", "", "t")),
    ("Trucks", "half", ()),
    ("Armoured Kamaz", "", ()),
    ("Engineering trucks", "engineering vehicles", ()),
    ("Tanks", "tanks", ()),
    ("T-72B3M", "", ()),
    ("IFV", "IFVs", ()),
    ("BMP-3", "", ()),
    ("BTR-82A", "", ()),
    ("Spartak", "", ()),
    ("Linza", "", ("Linza APCs", "Armoured personnel carriers")),
    ("Tigr", "", ()),
    ("D-30", "three", ()),
    ("anti-aircraft guns", "two", ()),
    ("boats", "a couple", ()),
]
# The three details of that file, and three more that the other voices give.
DETAILS = [
    ("d", "Bamako", ""),
    ("o", "Syria", "may have come"),
    ("st", "arrived", ""),
    ("a", "17 January 2025", ""),
    ("t", "Guinea", ""),
    ("s", "Russia", ""),
]


def enter_publication(page, typist):
    typist.words("https://www.defenceweb.co.za/featured/russian-military-convoy-in-mali/")
    typist.press("Tab")
    typist.words(REFERENCE)
    typist.press("Tab")
    expect(page.get_by_label("Source", exact=True)).to_have_value("defenceWeb")
    typist.is_in("publication-source")
    typist.press("Tab")
    typist.words("2025-01-17/2025-01-26")
    expect(page.get_by_role("radio", name="ML-2025-01-17")).to_be_visible()
    typist.press("Tab", "Tab", "Tab")


def enter_shipment_and_report(page, typist):
    proposal = page.get_by_role("radio", name="ML-2025-01-17")
    expect(proposal).to_be_focused()
    typist.press("Space")
    expect(page.get_by_label("Same as an earlier report")).to_be_visible()
    typist.press("Tab", "Tab")
    typist.is_in("report-voice")
    typist.press("Tab")
    typist.is_in("report-stage")
    typist.choose("a")
    typist.press("Tab", "Tab", "Space", "Tab", "Tab")


def enter_lines(page, typist):
    for number, (name, phrase, more) in enumerate(LINES):
        typist.is_in(f"lines-{number}-equipment_type")
        typist.words(name)
        typist.press("Tab")
        typist.words(phrase)
        if more:
            label, label_type, *scope = more
            typist.press("F2")
            typist.words(label)
            typist.press("Tab")
            typist.words(label_type)
            if scope:
                typist.press("Tab")
                typist.choose(scope[0])
            typist.press("Escape")
        typist.press("Tab")
    typist.press("Tab", "Tab")


def enter_details(page, typist):
    for number, (kind, value, hedge) in enumerate(DETAILS):
        typist.is_in(f"details-{number}-kind")
        typist.choose(kind)
        typist.press("Tab")
        typist.words(value)
        if hedge:
            typist.press("F2")
            typist.words(hedge)
            typist.press("Tab")
            typist.choose("su")  # suspected
            typist.press("Escape")
        typist.press("Tab")


def lines_of(report):
    """Return what a report counts, as far as it can be compared with another."""
    return {
        (
            line.equipment_type.slug,
            line.phrase,
            line.kind,
            line.quantity,
            line.best,
            line.scope,
            line.label,
            line.label_type and line.label_type.slug,
            line.base and line.base.equipment_type.slug,
        )
        for line in report.deliveries.select_related("equipment_type", "label_type", "base__equipment_type")
    }


def details_of(report):
    return {
        (detail.kind, detail.value, detail.polarity, detail.modality, detail.hedge)
        for detail in report.details.select_related("party", "place")
    }


def test_the_reference_report_takes_few_presses_and_is_recorded_as_in_the_demonstration(
    page, editor, report_figure
):
    reference = Report.objects.get(publication__title=REFERENCE, shipment__reference="ML-2025-01-17")
    page.goto(f"{editor}/reports/add/")
    typist = Typist(page)
    enter_publication(page, typist)
    enter_shipment_and_report(page, typist)
    enter_lines(page, typist)
    enter_details(page, typist)
    typist.press("Control+Enter")
    expect(page.get_by_role("heading", name="Review the report")).to_be_visible()
    expect(page.get_by_role("table").first.locator("tbody tr")).to_have_count(len(LINES))
    typist.press("Enter")
    page.wait_for_url("**/shipments/ML-2025-01-17/**")

    report_figure("key presses beyond the words, of at most 120", typist.presses)
    assert typist.presses <= MOST_PRESSES
    entered = Report.objects.exclude(pk=reference.pk).get(publication__title=REFERENCE)
    assert page.url.endswith(f"#report-{entered.pk}")
    assert lines_of(entered) == lines_of(reference)
    assert details_of(reference) < details_of(entered)
    assert details_of(entered) - details_of(reference) == {
        ("arrival", "2025-01-17", "affirmed", "", ""),
        ("transit", "Guinea", "affirmed", "", ""),
        ("supplier", "Russia", "affirmed", "", ""),
    }
    told = ("stage", "modality", "hedge", "is_first_hand", "attribution", "asserter")
    assert [getattr(entered, name) for name in told] == [getattr(reference, name) for name in told]
    assert entered.publication.source == reference.publication.source
    assert entered.publication.published_on == reference.publication.published_on
    assert entered.publication.language == "en"
    assert ReportDraft.objects.count() == 0


def test_a_combobox_lists_names_that_fit_and_takes_what_is_chosen(page, editor):
    page.goto(f"{editor}/reports/add/")
    cell = page.locator("[name=lines-0-equipment_type]")
    cell.focus()
    page.keyboard.type("spartak")
    options = page.locator(".names-list").get_by_role("option")
    expect(options).to_have_count(2)
    expect(cell).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(cell).to_have_attribute("aria-activedescendant", "names-option-1")
    page.keyboard.press("Enter")
    expect(cell).to_have_value("Spartak with S-60")
    expect(cell).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("about fifty")
    expect(page.locator("#lines-0-reading")).to_have_text("45–55 · approximate, best 50")


def test_a_name_that_alone_fits_is_taken_by_leaving_the_field(page, editor):
    page.goto(f"{editor}/reports/add/")
    cell = page.locator("[name=lines-0-equipment_type]")
    cell.focus()
    page.keyboard.type("t72b3m")
    page.keyboard.press("Tab")
    expect(cell).to_have_value("T-72B3M")
    expect(page.locator("#lines-0-reading")).to_contain_text("≥ 2")


def test_cells_from_a_spreadsheet_fill_rows(page, editor):
    page.goto(f"{editor}/reports/add/")
    page.locator("[name=lines-0-equipment_type]").focus()
    page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.setData("text/plain", "Tanks\\tseven\\nBMP-3\\tfive\\nBoats\\ta couple\\n");
            document.activeElement.dispatchEvent(
                new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }"""
    )
    expect(page.locator("[name=lines-2-equipment_type]")).to_have_value("Boats")
    expect(page.locator("#lines-2-reading")).to_contain_text("2–3")
    expect(page.locator("[name=lines-3-equipment_type]")).to_be_focused()


def test_what_is_typed_is_saved_by_itself_and_there_after_a_reload(page, editor):
    page.goto(f"{editor}/reports/add/")
    page.get_by_label("Title", exact=True).first.fill("Convoy")
    page.locator("[name=lines-0-equipment_type]").fill("Tanks")
    expect(page.locator("#draft-status")).to_have_text(re.compile(r"Draft saved at \d\d:\d\d"))
    page.wait_for_url("**/reports/add/?draft=**")
    page.reload()
    expect(page.get_by_label("Title", exact=True).first).to_have_value("Convoy")
    expect(page.locator("[name=lines-0-equipment_type]")).to_have_value("Tanks")


def test_whoever_is_signed_out_meanwhile_loses_nothing(page, editor):
    page.goto(f"{editor}/reports/add/")
    page.get_by_label("Title", exact=True).first.fill("Convoy")
    expect(page.locator("#draft-status")).to_contain_text("Draft saved")
    page.context.clear_cookies(name="sessionid")
    page.locator("[name=lines-0-equipment_type]").fill("Tanks")
    expect(page.locator("#draft-status")).to_contain_text("You are signed out.")
    page.get_by_role("button", name="Review").last.click()
    page.get_by_label("Username").fill("anna")
    page.get_by_label("Password").fill("correct horse")
    page.keyboard.press("Enter")
    page.wait_for_url("**/reports/add/?draft=**")
    expect(page.get_by_label("Title", exact=True).first).to_have_value("Convoy")
    expect(page.locator("[name=lines-0-equipment_type]")).to_have_value("Tanks")


def test_a_proposal_among_the_problems_mends_the_field(page, editor):
    page.goto(f"{editor}/reports/add/?shipment=ML-2025-01-17")
    page.locator("[name=lines-0-equipment_type]").fill("Spartac")
    page.get_by_role("button", name="Review").last.click()
    expect(page.locator("#problems")).to_be_focused()
    page.get_by_role("button", name="Spartak", exact=True).click()
    expect(page.locator("[name=lines-0-equipment_type]")).to_have_value("Spartak")


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_the_form_and_the_review_are_accessible_and_fit(page, editor, width, scheme):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{editor}/reports/add/?shipment=ML-2025-01-17")
    states = [audit(page)]
    page.locator("[name=publication-url]").fill("https://www.defenceweb.co.za/")
    page.locator("[name=lines-0-equipment_type]").type("Spart")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.locator("details").last.evaluate("element => element.open = true")
    states.append(audit(page))
    page.get_by_role("button", name="Review").last.click()
    expect(page.locator("#problems")).to_be_visible()
    states.append(audit(page))
    page.get_by_role("radio", name="Add the report to").check()
    page.locator("[name=lines-0-equipment_type]").fill("Spartak")
    page.get_by_role("button", name="Review").last.click()
    expect(page.get_by_role("heading", name="Review the report")).to_be_visible()
    states.append(audit(page))
    assert states == [[]] * 4


def audit(page):
    """Return what axe finds, and how much wider the page is than the screen."""
    told = violations_now(page)
    overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return told + ([f"{overflow} pixels too wide"] if overflow > 0 else [])


def test_without_a_script_the_same_form_records_a_report(new_context, page, editor):
    context = new_context(java_script_enabled=False, storage_state=page.context.storage_state())
    plain = context.new_page()
    plain.goto(f"{editor}/reports/add/")
    plain.get_by_role("button", name="More rows").click()
    plain.locator("[name=publication-url]").fill("https://www.rfi.fr/plain")
    plain.locator("[name=publication-title]").fill("Convoi à Bamako")
    plain.get_by_label("Another one, by its reference").check()
    plain.locator("[name=shipment-other]").fill("ml-2025-01-17")
    plain.locator("[name=lines-12-equipment_type]").fill("chars")
    plain.locator("[name=lines-12-phrase]").fill("sept")
    plain.get_by_role("button", name="Review").last.click()
    plain.get_by_role("button", name="Record it").click()
    plain.wait_for_url("**/shipments/ML-2025-01-17/**")
    publication = Publication.objects.get(url="https://www.rfi.fr/plain")
    assert publication.source.slug == "rfi"
    line = publication.reports.get().deliveries.get()
    assert (line.equipment_type.slug, line.phrase, line.quantity.lower) == ("tanks", "sept", 7)
