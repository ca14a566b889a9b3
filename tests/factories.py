"""Make the smallest valid objects, always the same ones; a test states every value that it asserts on."""

import datetime

import factory
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.backends.postgresql.psycopg_any import NumericRange
from factory.django import DjangoModelFactory

from inventory import models


class UserFactory(DjangoModelFactory):
    """Make a user without rights."""

    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    class Params:
        editor = factory.Trait(is_staff=True, is_superuser=True)

    username = factory.Sequence("user{}".format)

    @factory.post_generation
    def rights(self, create, rights):
        """Give permissions: ``rights=[Right.KEEP]``."""
        if rights:
            codenames = [right.removeprefix("inventory.") for right in rights]
            found = Permission.objects.filter(content_type__app_label="inventory", codename__in=codenames)
            self.user_permissions.set(found)

    @factory.post_generation
    def known_as(self, create, name):
        """Give a public name: ``known_as="Ada"``."""
        if name:
            models.PublicName.objects.create(person=self, name=name)


class CountryFactory(DjangoModelFactory):
    """Make a country with a code of its own: AA, AB and so on."""

    class Meta:
        model = models.Country

    code = factory.Sequence(lambda n: chr(65 + n // 26 % 26) + chr(65 + n % 26))
    name = factory.Sequence("Country {}".format)


class CountryGroupFactory(DjangoModelFactory):
    """Make a group without members."""

    class Meta:
        model = models.CountryGroup

    slug = factory.Sequence("group-{}".format)
    name = factory.Sequence("Group {}".format)


class PlaceFactory(DjangoModelFactory):
    """Make a city in a country of its own."""

    class Meta:
        model = models.Place

    slug = factory.Sequence("place-{}".format)
    name = factory.Sequence("Place {}".format)
    kind = models.Place.Kind.CITY
    country = factory.SubFactory(CountryFactory)


class PartyFactory(DjangoModelFactory):
    """Make an armed force."""

    class Meta:
        model = models.Party

    slug = factory.Sequence("party-{}".format)
    name = factory.Sequence("Party {}".format)
    kind = models.Party.Kind.ARMED_FORCE


class SourceFactory(DjangoModelFactory):
    """Make a newspaper."""

    class Meta:
        model = models.Source

    slug = factory.Sequence("source-{}".format)
    name = factory.Sequence("Source {}".format)
    kind = models.Source.Kind.NEWSPAPER


class RootTypeFactory(DjangoModelFactory):
    """Make or find the root of the equipment tree."""

    class Meta:
        model = models.EquipmentType
        django_get_or_create = ("slug",)

    slug = "military-equipment"
    name = "Military equipment"
    level = models.EquipmentType.Level.ROOT
    unit = models.EquipmentType.Unit.ITEMS


class EquipmentTypeFactory(DjangoModelFactory):
    """Make a category of vehicles under the root."""

    class Meta:
        model = models.EquipmentType

    class Params:
        family = factory.Trait(level=models.EquipmentType.Level.FAMILY)
        variant = factory.Trait(level=models.EquipmentType.Level.VARIANT)

    parent = factory.SubFactory(RootTypeFactory)
    slug = factory.Sequence("type-{}".format)
    name = factory.Sequence("Type {}".format)
    level = models.EquipmentType.Level.CATEGORY
    unit = models.EquipmentType.Unit.VEHICLES


class DatasetFactory(DjangoModelFactory):
    """Make a register that declares no limits."""

    class Meta:
        model = models.Dataset

    slug = factory.Sequence("dataset-{}".format)
    name = factory.Sequence("Dataset {}".format)
    kind = models.Dataset.Kind.REGISTER
    source = factory.SubFactory(SourceFactory, kind=models.Source.Kind.REGISTER)


class PublicationFactory(DjangoModelFactory):
    """Make an article with an address, without a date."""

    class Meta:
        model = models.Publication

    source = factory.SubFactory(SourceFactory)
    title = factory.Sequence("Article {}".format)
    url = factory.Sequence("https://news.example/{}".format)


class ShipmentFactory(DjangoModelFactory):
    """Make an event of which nothing is known but its name."""

    class Meta:
        model = models.Shipment

    class Params:
        tally = factory.Trait(dataset=factory.SubFactory(DatasetFactory))

    reference = factory.Sequence("XX-{}".format)
    title = factory.Sequence("Shipment {}".format)


class ReportFactory(DjangoModelFactory):
    """Make a report in its publication's own voice."""

    class Meta:
        model = models.Report

    shipment = factory.SubFactory(ShipmentFactory)
    publication = factory.SubFactory(PublicationFactory)


class ReportRepeatFactory(DjangoModelFactory):
    """Make a report repeat another on the same shipment."""

    class Meta:
        model = models.ReportRepeat

    report = factory.SubFactory(ReportFactory)
    shipment = factory.SelfAttribute("report.shipment")
    repeated = factory.SubFactory(ReportFactory, shipment=factory.SelfAttribute("..shipment"))


class ReportedDeliveryFactory(DjangoModelFactory):
    """Make a line that counts exactly three."""

    class Meta:
        model = models.ReportedDelivery

    class Params:
        unknown = factory.Trait(
            phrase="undisclosed", kind=models.ReportedDelivery.Kind.UNKNOWN, quantity=None
        )
        denied = factory.Trait(
            phrase="none", kind=models.ReportedDelivery.Kind.NONE, quantity=NumericRange(0, 1)
        )

    report = factory.SubFactory(ReportFactory)
    shipment = factory.SelfAttribute("report.shipment")
    equipment_type = factory.SubFactory(EquipmentTypeFactory)
    phrase = "three"
    kind = models.ReportedDelivery.Kind.EXACT
    quantity = NumericRange(3, 4)


class ReportedDetailFactory(DjangoModelFactory):
    """Make a statement of the destination."""

    class Meta:
        model = models.ReportedDetail

    report = factory.SubFactory(ReportFactory)
    shipment = factory.SelfAttribute("report.shipment")
    kind = models.ReportedDetail.Kind.DESTINATION
    place = factory.SubFactory(PlaceFactory)


class EvidenceFactory(DjangoModelFactory):
    """Make a video."""

    class Meta:
        model = models.Evidence

    shipment = factory.SubFactory(ShipmentFactory)
    kind = models.Evidence.Kind.VIDEO
    title = factory.Sequence("Video {}".format)


class AssessmentFactory(DjangoModelFactory):
    """Make a judgement on a type."""

    class Meta:
        model = models.Assessment

    shipment = factory.SubFactory(ShipmentFactory)
    equipment_type = factory.SubFactory(EquipmentTypeFactory)
    judgement = "Seven tanks arrived."
    rationale = "Two voices agree."
    assessed_by = factory.SubFactory(UserFactory)
    assessed_on = datetime.date(2025, 2, 1)
