"""Which parameters an affair goes by, by its class (§3)."""

from sim.foundation.terms import AffairClass
from sim.institutions.setting import Setting

CLASS_GROUPS = {
    AffairClass.LAPSED_MANAGEMENT: "lapsed_management",
    AffairClass.ENVIRONMENT: "environment",
    AffairClass.CULTURAL_SPORTS: "cultural_sports",
    AffairClass.GOVERNMENT_WORKS: "government_works",
    AffairClass.PARKING: "parking",
    AffairClass.ENCROACHMENT: "encroachment",
}


def class_params(setting: Setting, klass: int):
    """Return the parameters of a class of affairs."""
    return getattr(setting.params, CLASS_GROUPS[AffairClass(klass)])
