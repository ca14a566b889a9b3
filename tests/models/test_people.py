"""Call people by the name that they chose, in every place that anybody may read."""

import pytest
from django.db import IntegrityError, transaction

from inventory.models import PublicName, Snapshot
from inventory.models.people import public_name
from tests import factories

pytestmark = pytest.mark.django_db


def test_without_a_name_people_have_a_number():
    person = factories.UserFactory(username="secret")
    assert public_name(person) == f"Contributor {person.pk}"
    assert public_name(factories.UserFactory(known_as="Ada")) == "Ada"


@pytest.mark.parametrize(
    ("rule", "name"),
    [
        ("publicname_unique", "ADA"),
        ("publicname_not_blank", " \t"),
        ("publicname_nobody_elses", "contributor 12"),
        ("publicname_nobody_elses", "Contributeur 12"),
    ],
)
def test_the_database_refuses_names_that_would_mislead(rule, name):
    factories.UserFactory(known_as="Ada")
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        PublicName.objects.create(person=factories.UserFactory(), name=name)


def test_the_database_keeps_a_withdrawal_whole():
    kept = Snapshot.objects.create(
        title="T", profile="sources", path="/", content="a\n", sha256="0" * 64, row_count=0
    )
    with pytest.raises(IntegrityError, match="snapshot_withdrawal_whole"), transaction.atomic():
        kept.withdraw(factories.UserFactory(), " ")
