"""The terms of the source article: Chinese, English, and the identifier in the code; and words that entries share."""

from sim.foundation.text import N_

TERMS: tuple[tuple[str, str, str], ...] = (
    ("居民", "resident", "Resident"),
    ("居委会", "residents' committee", "ResidentsCommittee"),
    ("街道办事处", "street office", "StreetOffice"),
    ("驻区单位", "resident-area unit: an employer or institution based in the area", "ResidentAreaUnit"),
    ("文体团队", "cultural-sports team", "CulturalSportsTeam"),
    ("居民自治小组", "self-governance group (of a lane or building)", "SelfGovernanceGroup"),
    ("自治小组组长联席会", "joint meeting of group leaders", "LeadersJointMeeting"),
    ("自治理事会", "self-governance council", "SelfGovernanceCouncil"),
    ("红袖章巡逻队", "red-armband patrol", "RedArmbandPatrol"),
    ("家庭代表会议 (户代表会议)", "household representatives' meeting", "household_meeting"),
    ("居民听证会", "residents' hearing", "hearing"),
    ("公共事务 (潜在/显在)", "public affair (latent / manifest): it exists, perhaps unseen", "Affair"),
    ("公共议题", "public issue: an affair put on the agenda", "issue"),
    ("社会资本", "social capital: measured from ties, trust and reciprocity, never a stored number", "social_capital"),
    ("骨干", "backbone member", "is_backbone"),
    ("楼组长 · 居民小组", "building head · statutory residents' group (not 居民自治小组)", "is_building_head"),
    ("小区", "estate", "estate"),
    ("里弄", "lane", "lane"),
    ("违章搭建", "encroachment on common space", "encroachment"),
    ("抢占路面、圈占车位", "enclosure of parking space", "enclosure"),
    ("指标", "renovation quota", "quota"),
    ("专款专用", "earmark", "earmark"),
    ("居民捐助", "donations of residents", "donation"),
    ("驻区单位资助", "gifts of units", "gift"),
    ("专门委员会", "special committee of the council", "special_committee"),
    ("承诺书、张榜公布", "signed pledge, public posting", "Pledge"),
    ("错时停车", "time-shared parking", "time_shared_parking"),
    ("一平方米改造", "one-square-metre renovation", "one_square_metre"),
    ("选择性应付", "selective coping", "selective_coping"),
    ("社会资本的培育", "mechanism: building of social capital", "social_capital"),
    ("经济资源的开发", "mechanism: development of economic resources", "resource_development"),
    ("公共议题的创设", "mechanism: creation of public issues", "public_issue_creation"),
    ("组织主体的转换", "mechanism: transfer to other organizations", "organizational_transfer"),
)

TIERS = {"key": N_("key: on the first help screen"), "expert": N_("expert"), "numerical": N_("numerical")}
"""Tiers of parameters."""

BOTTLENECKS = {
    "seen": N_("nobody has seen the affair"),
    "nobody_to_ask": N_("there is nobody to ask"),
    "consent": N_("consent is missing"),
    "labour": N_("labour is missing"),
    "money": N_("money is missing"),
    "compliance": N_("the rules are not kept"),
}
"""What a practice answers, by the word of `sim.foundation.terms.Bottleneck`."""
