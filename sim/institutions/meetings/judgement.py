"""Link 1: judging whether an affair is worth going on with (§6.3, §6.6)."""

import math

from sim.foundation.purposes import Purpose
from sim.foundation.terms import AffairClass, Link
from sim.institutions import kernels
from sim.institutions.affairs import reach
from sim.institutions.meetings.invitations import adults_of
from sim.institutions.meetings.organizer import Organizer
from sim.institutions.setting import Setting


def judge(setting: Setting, organizer: Organizer, affair: int) -> bool:
    """Judge whether an affair is worth going on with: estimate of the mean benefit above the threshold (link 1)."""
    p, world = setting.params.issues, setting.world
    a = world.affairs
    if a.judged[affair] == 1:
        return True
    if a.klass[affair] == AffairClass.ENCROACHMENT:
        truth = p.encroachment_benefit
    else:
        truth = setting.society.mean_benefit(affair)
    informants = len(adults_of(setting, reach.affected_rows(setting, affair), kernels.ROLE_INFORMANT))
    lacking = p.unskilled_noise - organizer.skill(setting, Link.JUDGEMENT)
    spread = p.judgement_noise / math.sqrt(max(1, informants)) * lacking
    estimate = setting.normal(Purpose.JUDGEMENT, int(a.eid[affair]), int(not organizer.is_committee), 0, truth, spread)
    worth = estimate > p.judgement_threshold
    a.judged[affair], a.judged_month[affair] = (1 if worth else 2), setting.month
    if worth and truth > p.judgement_threshold:
        organizer.practise(setting, Link.JUDGEMENT)
    return worth
