"""Numbers of teams and organizations (§6.7)."""

from dataclasses import dataclass

from sim.foundation.parameters import parameter


@dataclass
class Teams:
    """Cultural-sports teams (§6.7)."""

    founder_intensity: float = parameter(
        0.7, 0, 1, "share", "assumption", "hobby intensity from which a founder tries", "发起者爱好强度"
    )
    founding_per_month: float = parameter(0.01, 0, 1, "/month", "assumption", "a founder tries", "发起概率")
    least_members: int = parameter(6, 2, 50, "persons", "definition", "members that make a team", "成队最少人数")
    asked_at_most: int = parameter(
        30, 5, 300, "persons", "assumption", "hobby-mates that a founder asks", "发起者邀请人数上限"
    )
    members_per_slot: int = parameter(
        25, 5, 200, "persons", "assumption", "members of a venue slot at most", "场地容纳人数"
    )
    leaves_per_month: float = parameter(0.05, 0, 1, "/month", "assumption", "a member leaves", "成员退出率")
    orientation_rest: float = parameter(
        0.1, 0, 1, "share", "assumption", "public orientation at rest", "公共取向静态水平"
    )
    orientation_return: float = parameter(
        0.02, 0, 1, "/month", "assumption", "return to public orientation at rest", "公共取向回复率"
    )
    orientation_asked: float = parameter(0.04, 0, 1, "-", "C043", "orientation gained when asked", "受邀后公共取向增量")
    orientation_success: float = parameter(
        0.06, 0, 1, "-", "C049", "orientation gained by success", "成功后公共取向增量"
    )
    backbone_share: float = parameter(0.1, 0, 1, "share", "assumption", "members that are backbones", "骨干比例")

    ends_below: float = parameter(
        0.5, 0, 1, "share", "assumption", "least members' part below which a team ends", "团队解散的人数比例"
    )
    called_at_most: int = parameter(
        2, 0, 50, "teams", "assumption", "teams called to a day of work", "每次劳动动员的团队数"
    )
    loan_months: int = parameter(12, 1, 120, "months", "assumption", "a unit lends a hall for", "单位借出场地期限")
    rent_months: int = parameter(12, 1, 120, "months", "assumption", "a venue is rented for", "租用场地期限")


@dataclass
class Organizations:
    """Founding, confirmation, dormancy and end of residents' organizations (§6.7)."""

    group_least: int = parameter(
        5, 2, 15, "persons", "definition; reported at +-2", "acceptances that found a group", "成立小组最少人数"
    )
    backbone_bonus: float = parameter(
        0.8, 0, 5, "logit", "assumption", "backbones and building heads asked to found a group", "骨干参与成立小组加成"
    )
    group_habit: float = parameter(0.3, 0, 1, "share", "assumption", "habit that can carry a group", "可带头的自治习惯")
    group_asked_at_most: int = parameter(
        120, 5, 2000, "persons", "assumption", "persons asked to found a group", "成立小组邀请人数上限"
    )
    initiative_per_month: float = parameter(
        0.05, 0, 1, "/lane/month", "assumption", "a lane that acted founds a group itself", "自发成立小组概率"
    )
    initiative_months: int = parameter(
        12, 1, 60, "months", "assumption", "a lane founds a group within this time of its action", "自发行动有效期"
    )
    active_months: int = parameter(3, 1, 24, "months", "assumption", "an active member acted within", "活跃成员期限")
    least_active: int = parameter(
        3, 1, 20, "persons", "definition", "active members that keep an organization", "维持组织最少活跃人数"
    )
    dormant_months: int = parameter(
        6, 1, 60, "months", "C075", "without an object it is dormant after", "无对象休眠期限"
    )
    dissolved_months: int = parameter(
        6, 1, 60, "months", "C075", "a dormant organization is dissolved after", "休眠解散期限"
    )
    exit_base: float = parameter(0.01, 0, 1, "/month", "assumption", "a member leaves", "成员退出率")
    exit_fatigue: float = parameter(0.06, 0, 1, "/month", "assumption", "a member leaves by fatigue", "疲劳导致退出")
    patrol_asked_per_month: int = parameter(
        5, 0, 100, "persons", "assumption", "persons a patrol asks to try a shift", "巡逻队每月邀请人数"
    )
    patrol_at_most: int = parameter(
        30, 5, 300, "persons", "assumption", "members of a patrol at most", "巡逻队成员上限"
    )
    recruits_per_month: int = parameter(
        6, 0, 100, "persons", "assumption", "persons a group asks to lend a hand in a month", "每月邀请新成员数"
    )
    members_at_most: int = parameter(40, 5, 500, "persons", "assumption", "members of a group at most", "小组成员上限")
    informal_trust: float = parameter(
        -0.15, -1, 0, "share", "assumption", "trust lost by an informal asker", "非正式组织信任折扣"
    )
    confirm_per_month: float = parameter(
        0.3, 0, 1, "/month", "assumption", "a committee confirms what it may", "确认概率"
    )
    episodes_to_confirm: int = parameter(
        1, 0, 50, "-", "assumption", "joint episodes before it may; its proposal counts as one", "确认所需共同办理次数"
    )
    withdraw_per_month: float = parameter(
        0.0, 0, 1, "/month", "C104", "confirmation withdrawn", "撤销确认概率", varies=True
    )
    council_committees: list = parameter(
        [3, 5], 1, 9, "-", "assumption", "special committees, from and to", "专门委员会数量范围"
    )
    council_seat_least: int = parameter(
        3, 2, 20, "persons", "definition", "volunteers of a special committee", "专门委员会最少人数"
    )
    council_refill_months: int = parameter(
        6, 1, 60, "months", "assumption", "months to refill a special committee", "委员会补员期限"
    )
    council_habit: float = parameter(
        0.2, 0, 1, "share", "assumption", "habit of those asked for the council", "理事邀请对象习惯"
    )
    line_yuan_per_year: float = parameter(
        3000, 0, 1e6, "yuan/year", "assumption", "budget line of a confirmed organization at most", "组织年度经费额度"
    )
    levy_expected: float = parameter(
        0.5,
        0,
        1,
        "share",
        "assumption",
        "affected whom an organization expects to pay a levy",
        "组织预计分摊户比例",
    )
    own_hours_months: int = parameter(
        12,
        1,
        60,
        "months",
        "assumption",
        "months of shifts that an organization reckons with",
        "组织预计工时月数",
    )
    skill_gain: float = parameter(
        0.05, 0, 1, "-", "C109", "skill gained in joint episodes and own decisions", "组织能力提升"
    )
    unpaid_fatigue: float = parameter(
        0.05, 0, 1, "-", "assumption", "fatigue of members of an unpaid organization", "经费未付导致疲劳"
    )
    leader_trust_least: int = parameter(
        3, 2, 20, "groups", "C100", "groups that make a joint meeting", "联席会最少小组数"
    )
