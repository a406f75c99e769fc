extension Outage {
    /// The longest outage that one declaration covers, in days.
    static let longest = 30

    /// What the operator declares for everybody, or a judge for the matters of the own court. It is over by then, so that
    /// nobody moves dates that are still to come.
    public static func declared(
        _ number: Int64, from: Instant, through: Instant, reason: String, by principal: Principal, at now: Instant
    ) throws(Refusal) -> Outage {
        let own = principal.organisation
        guard principal.role.isHeld(in: own.kind), principal.role == .operator || principal.role == .judge else {
            throw Refusal(
                .forbidden, "role-may-not", zh: "系统停用由运维人员或者法院宣布。",
                en: "The operator declares an outage, or a judge for the own court.")
        }
        try TextRule.require(reason, at: "/reason")
        guard from < through else {
            throw Refusal(
                .invalid, "outage-empty", zh: "停用的终点须晚于起点。", en: "An outage ends after it begins.",
                pointer: "/through")
        }
        guard through <= now else {
            throw Refusal(
                .invalid, "outage-not-over", zh: "停用结束后方可宣布。", en: "An outage is declared when it is over.",
                pointer: "/through")
        }
        guard through <= from.adding(hours: 24 * longest) else {
            throw Refusal(
                .invalid, "outage-too-long", zh: "一次宣布不超过\(longest)日。",
                en: "One declaration covers \(longest) days at most.", pointer: "/through")
        }
        return Outage(
            number: number, court: principal.role == .judge ? own.id : nil, from: from, through: through,
            reason: reason, declaredBy: principal.person, declaredAt: now)
    }
}
