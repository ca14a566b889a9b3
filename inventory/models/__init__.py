"""Hold the record: reference data, publications, reports, evidence, analysis, workspace."""

from inventory.models.analysis import Assessment, Estimate
from inventory.models.batches import ImportBatch, ImportFile, ImportFinding, ImportProgress
from inventory.models.datasets import Dataset
from inventory.models.deliveries import ReportedDelivery
from inventory.models.details import ReportedDetail
from inventory.models.equipment import (
    ClassificationScheme,
    EquipmentAlias,
    EquipmentType,
    SchemeCategory,
    Verdict,
)
from inventory.models.evidence import Evidence, EvidenceCount
from inventory.models.languages import Language
from inventory.models.links import ShipmentLink
from inventory.models.mappings import MappingProfile, NameDecision
from inventory.models.merges import Merge
from inventory.models.people import PublicName
from inventory.models.publications import Basis, Citation, Publication
from inventory.models.reference import (
    Country,
    CountryAlias,
    CountryGroup,
    GroupMembership,
    Party,
    PartyAlias,
    Place,
    PlaceAlias,
)
from inventory.models.reports import NOT_DELIVERED, Modality, Report, ReportRepeat, Stage
from inventory.models.root_voices import RootVoice
from inventory.models.shipments import Shipment, State
from inventory.models.sign_ins import SignInFailure
from inventory.models.snapshots import Snapshot
from inventory.models.sources import ReliabilityRating, Source, SourceAlias
from inventory.models.workspace import ListPage, ListPreference, ReportDraft, SavedView

__all__ = [
    "NOT_DELIVERED",
    "Assessment",
    "Basis",
    "Citation",
    "ClassificationScheme",
    "Country",
    "CountryAlias",
    "CountryGroup",
    "Dataset",
    "EquipmentAlias",
    "EquipmentType",
    "Estimate",
    "Evidence",
    "EvidenceCount",
    "GroupMembership",
    "ImportBatch",
    "ImportFile",
    "ImportFinding",
    "ImportProgress",
    "Language",
    "ListPage",
    "ListPreference",
    "MappingProfile",
    "Merge",
    "Modality",
    "NameDecision",
    "Party",
    "PartyAlias",
    "Place",
    "PlaceAlias",
    "PublicName",
    "Publication",
    "ReliabilityRating",
    "Report",
    "ReportDraft",
    "ReportRepeat",
    "ReportedDelivery",
    "ReportedDetail",
    "RootVoice",
    "SavedView",
    "SchemeCategory",
    "Shipment",
    "ShipmentLink",
    "SignInFailure",
    "Snapshot",
    "Source",
    "SourceAlias",
    "Stage",
    "State",
    "Verdict",
]
