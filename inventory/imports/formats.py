"""List the shapes of file that can be imported."""

from inventory.imports.deliveries import REPORTED_DELIVERIES
from inventory.imports.matrix import COMPARE_MATRIX
from inventory.imports.oryx import ORYX_LISTS
from inventory.imports.own_files import OWN_FILES
from inventory.imports.packed_list import PACKED_LIST
from inventory.imports.press.staging import PRESS_REPORTS
from inventory.imports.sipri.new import SIPRI_BY_YEAR
from inventory.imports.sipri.old import SIPRI_BY_DEAL
from inventory.imports.symbols import SYMBOL_TABLES
from inventory.imports.unroca import UNROCA

FORMATS = (
    PRESS_REPORTS,
    SIPRI_BY_YEAR,
    SIPRI_BY_DEAL,
    REPORTED_DELIVERIES,
    COMPARE_MATRIX,
    UNROCA,
    PACKED_LIST,
    *ORYX_LISTS,
    *SYMBOL_TABLES,
    *OWN_FILES,
)
