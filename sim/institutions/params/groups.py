"""Parameters of the institutions, group by group: affairs, cases, time, learning, money, bodies, the street."""

from sim.institutions.params.affair_classes import (
    CulturalSportsParams,
    EncroachmentParams,
    EnvironmentParams,
    GovernmentWorksParams,
    LapsedManagementParams,
    ParkingParams,
)
from sim.institutions.params.affairs import Affairs, Cases
from sim.institutions.params.bodies import Organizations, Teams
from sim.institutions.params.committee import Committee, Learning
from sim.institutions.params.events import PublicEvents
from sim.institutions.params.issues import Issues
from sim.institutions.params.money import Contracts, Money, Units
from sim.institutions.params.street import StreetOffice

GROUPS = {
    "lapsed_management": LapsedManagementParams,
    "environment": EnvironmentParams,
    "cultural_sports": CulturalSportsParams,
    "government_works": GovernmentWorksParams,
    "parking": ParkingParams,
    "encroachment": EncroachmentParams,
    "affairs": Affairs,
    "cases": Cases,
    "committee": Committee,
    "learning": Learning,
    "issues": Issues,
    "money": Money,
    "contracts": Contracts,
    "units": Units,
    "teams": Teams,
    "organizations": Organizations,
    "public_events": PublicEvents,
    "street_office": StreetOffice,
}
"""Parameter classes of the institutions by the name of their group in configurations."""
