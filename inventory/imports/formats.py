"""List the shapes of file that can be imported."""

from inventory.imports.deliveries import REPORTED_DELIVERIES
from inventory.imports.press.staging import PRESS_REPORTS
from inventory.imports.sipri.new import SIPRI_BY_YEAR
from inventory.imports.sipri.old import SIPRI_BY_DEAL

FORMATS = (PRESS_REPORTS, SIPRI_BY_YEAR, SIPRI_BY_DEAL, REPORTED_DELIVERIES)
