"""What an affair still needs: its first unmet requirement is this month's bottleneck (§6.6)."""

from sim.foundation.terms import AffairClass, AffairState, Bottleneck, Decision
from sim.institutions import kernels
from sim.institutions.affairs import labour, payment, reach
from sim.institutions.setting import Setting
from sim.world.persons import BERTHS


def needs_people(setting: Setting, affair: int) -> bool:
    """Tell whether an affair still needs residents' consent or labour."""
    a = setting.world.affairs
    return bool(a.consent_required[affair] and a.state[affair] < AffairState.COMMITTED) or (
        labour.labour_left(setting, affair) > 0
    )


def anybody_to_ask(setting: Setting, affair: int) -> bool:
    """Tell whether a backbone or a team member lives among the affected, and those asked last month came (C049)."""
    world = setting.world
    if setting.month - int(world.affairs.unheeded[affair]) <= setting.params.issues.unheeded_months:
        return False
    rows, residents = reach.affected_rows(setting, affair), world.residents
    return bool(kernels.anybody_to_ask(residents.is_backbone, residents.team, world.households.size, rows, BERTHS))


def consent_missing(setting: Setting, affair: int) -> bool:
    """Tell whether an affair needs consent and does not have it."""
    a = setting.world.affairs
    return bool(a.consent_required[affair]) and a.state[affair] < AffairState.COMMITTED


def money_missing(setting: Setting, affair: int) -> bool:
    """Tell whether an affair's cost is neither paid nor payable."""
    a = setting.world.affairs
    return a.paid_fen[affair] < a.cost_fen[affair] and payment.affordable(setting, affair) is None


def unmet(setting: Setting, affair: int) -> list[Bottleneck]:
    """Return the unmet requirements of a recognised affair in order.

    Parking is looked at for its money first: an exchange is what makes an offer that residents can vote on.
    """
    a = setting.world.affairs
    if a.state[affair] == AffairState.EXECUTED:
        watched = a.consent_required[affair] and not (
            a.inside_dwellings[affair] and a.decision[affair] <= Decision.NOTICE
        )
        return [Bottleneck.COMPLIANCE] if watched else []
    found = []
    if a.klass[affair] == AffairClass.PARKING and a.unit[affair] < 0:
        found.append(Bottleneck.MONEY)
    if needs_people(setting, affair) and not anybody_to_ask(setting, affair):
        found.append(Bottleneck.NOBODY_TO_ASK)
    if consent_missing(setting, affair):
        found.append(Bottleneck.CONSENT)
    elif labour.labour_left(setting, affair) > 0:
        found.append(Bottleneck.LABOUR)
    elif money_missing(setting, affair) and Bottleneck.MONEY not in found:
        found.append(Bottleneck.MONEY)
    return found
