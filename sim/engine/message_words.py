"""The words that sentences about events are made of, in English; the Chinese stands in the catalogue."""

from sim.foundation.text import N_

AFFAIRS = {
    "lapsed_management": N_("neglected housing management in {place}"),
    "environment": N_("the neglected surroundings in {place}"),
    "cultural_sports": N_("the want of room for culture and sports in {place}"),
    "government_works": N_("government works in {place}"),
    "parking": N_("the parking trouble in {place}"),
    "encroachment": N_("encroachments on common space in {place}"),
    "dispute": N_("a quarrel between two households in {place}"),
}
"""An affair, by its class."""

RULES = {
    "lapsed_management": N_("a rule on looking after housing in {place}"),
    "environment": N_("a rule on keeping the surroundings in order in {place}"),
    "cultural_sports": N_("a rule on times and places for culture and sports in {place}"),
}
"""The same where the affair is a rule to be agreed upon; other classes have none of their own."""

KITCHENS = N_("the renovation of shared kitchens in {place}")
NO_AFFAIR = N_("an affair of residents")

PLACES = {
    "lane": N_("lane {number}"),
    "estate": N_("estate {number}"),
    "neighbourhood": N_("the whole neighbourhood"),
}

ORGANIZATIONS = {
    "patrol": N_("the patrol"),
    "self_governance_group": N_("the self-governance group of {place}"),
    "leaders_joint_meeting": N_("the joint meeting of group leaders"),
    "council": N_("the self-governance council"),
    "team": N_("cultural-sports team {number}"),
}
NO_ORGANIZATION = N_("an organization of residents")
OF_NEIGHBOURHOOD = N_("Neighbourhood {number}: {sentence}")

CLASSES = {
    "lapsed_management": N_("housing management"),
    "environment": N_("the surroundings"),
    "cultural_sports": N_("culture and sports"),
    "government_works": N_("government works"),
    "parking": N_("parking"),
    "encroachment": N_("encroachments"),
    "dispute": N_("quarrels"),
}
BY = {
    "nobody": N_("nobody knows how"),
    "joined_cases": N_("many complaints turn out to be about one thing"),
    "scan": N_("the committee went round and looked"),
    "petition": N_("residents petition for it"),
    "spontaneous": N_("residents set to work on it by themselves"),
    "organization": N_("an organization whose own members suffer it raises it"),
    "street": N_("it arrives as a task from the street office"),
    "quarrel": N_("quarrels have made it plain"),
    "uproar": N_("so many complain that it is an uproar"),
}
DECISIONS = {
    "none": N_("nobody objects"),
    "notice": N_("a notice is put up"),
    "hearing": N_("a hearing was held"),
    "negotiated": N_("backbone members have won enough households"),
    "residents": N_("residents have decided and given their pledges"),
}
REASONS = {
    "unattended": N_("nobody has attended to it for too long"),
    "not kept": N_("what was agreed is not kept"),
    "deadlock": N_("vote after vote fails"),
    "unsigned": N_("too few have signed"),
    "not mediated": N_("nobody found the time to mediate"),
    "unit left": N_("the unit has left"),
}
OCCASIONS = {
    "games": N_("the lane games"),
    "outing": N_("an outing and golden weddings for the old"),
    "golden_wedding": N_("golden weddings"),
    "festival": N_("a festival"),
}
SHOCKS = {
    "chair_leaves": N_("the chair leaves office"),
    "unit_withdraws": N_("the unit that gives most withdraws"),
    "admin_surge": N_("assigned tasks surge"),
    "backbones_leave": N_("half of the backbone members move away"),
    "rumour": N_("a rumour runs through the neighbourhood"),
    "fund_scandal": N_("a scandal about funds breaks"),
}

FINDINGS = {
    "case_by_case": N_("complaints can be answered one by one"),
    "notice": N_("a notice can settle things without asking anybody"),
    "own_hours": N_("its own staff can do the work"),
    "wait": N_("one can wait until a fund is able to pay"),
    "ask_gift": N_("a unit may give money when it is asked"),
    "backbone_persuasion": N_("team activists and building heads can win their neighbours' consent"),
    "team_call": N_("teams and the patrol come to work when they are called"),
    "public_life": N_("games, outings and festivals make people known to each other"),
    "help_team": N_("a team that is helped to a venue can be asked for help in turn"),
    "advisory_meeting": N_("household representatives who talk an affair over come to know each other"),
    "exchange": N_("what lies idle, parking by day, is worth money to a unit year after year"),
    "decline_entrusted": N_("entrusted work that nobody pays for can be declined"),
    "join_cases": N_("many complaints may be about one affair"),
    "scan": N_("going round brings to light what nobody has brought"),
    "chain": N_("residents can decide for themselves: hearing, vote, pledge and public posting"),
    "demonstration_visit": N_("seeing where the like was done convinces"),
    "pilot_building": N_("one staircase done first convinces the others"),
    "delegate_to_group": N_("the people of a lane can form a group and look after an affair themselves"),
    "hand_over_to_team": N_("a cultural-sports team can look after an affair by itself"),
    "joint_meeting": N_("group leaders together can handle what goes beyond one territory"),
    "council": N_("a council of volunteers can carry what the committee cannot"),
}
"""What a committee finds out with each practice, as half a sentence after "that"."""

OTHER_FINDING = N_("there is another way: {title}")
"""The same for a practice that has no phrase of its own yet, with its title from the catalogue of practices."""

KINDS = {
    "affair_recognized": N_("affairs recognised"),
    "affair_heard": N_("hearings"),
    "hearing_too_small": N_("hearings with too few people"),
    "vote_without_quorum": N_("votes without a quorum"),
    "vote_failed": N_("votes that failed"),
    "affair_deliberated": N_("votes that carried"),
    "affair_committed": N_("affairs agreed to go ahead"),
    "affair_executed": N_("works done and paid"),
    "affair_resolved": N_("affairs and quarrels resolved"),
    "affair_lapsed": N_("affairs and quarrels lapsed"),
    "affair_relapsed": N_("affairs that came back"),
    "affair_moot": N_("affairs that ended of themselves"),
    "spontaneous_action": N_("spontaneous actions"),
    "petition": N_("petitions"),
    "practice_discovered": N_("practices found"),
    "practice_conscious": N_("practices become conscious"),
    "practice_tacit": N_("practices no longer conscious"),
    "practice_used": N_("practices tried for the first time"),
    "team_founded": N_("teams founded"),
    "team_ended": N_("teams ended"),
    "group_founded": N_("groups founded"),
    "organization_confirmed": N_("organizations confirmed"),
    "confirmation_withdrawn": N_("confirmations withdrawn"),
    "organization_dormant": N_("organizations fallen dormant"),
    "organization_dissolved": N_("organizations dissolved"),
    "council_founded": N_("councils founded"),
    "joint_meeting_founded": N_("joint meetings founded"),
    "affair_handed_over": N_("affairs handed over"),
    "contract_signed": N_("contracts signed"),
    "contract_renewed": N_("contracts renewed"),
    "contract_ended": N_("contracts ended"),
    "contract_vetoed": N_("contracts vetoed"),
    "gift_given": N_("gifts of units"),
    "parking_paralysis": N_("times that parking came to a standstill"),
    "enclosure_rush": N_("rushes to fence off parking spaces"),
    "election_held": N_("elections"),
    "chair_changed": N_("changes of chair"),
    "evaluation": N_("quarterly evaluations"),
    "quota_granted": N_("quotas granted"),
    "shock": N_("shocks"),
    "works_begun": N_("works inside dwellings begun"),
    "pledge_posted": N_("postings of pledges"),
    "visit_made": N_("visits elsewhere"),
    "pilot_building": N_("pilot staircases"),
    "public_life_held": N_("occasions of public life"),
    "false_alarm": N_("affairs judged too small"),
    "entrusted_work_declined": N_("times that entrusted work was declined"),
    "group_not_founded": N_("groups that did not come about"),
}
"""A kind of event where many are counted."""
