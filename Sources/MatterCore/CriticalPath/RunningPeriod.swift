/// A deadline that has to be over before a milestone can come: what the law lets run from its end, such as the first
/// creditors' meeting from the end of the period for claims.
struct RunningPeriod {
    let number: Int
    /// The first day after its end.
    let over: Int
    let since: Int
    let milestones: CourseRules.Bits

    static func all(_ state: MatterState, _ rules: CourseRules) -> [RunningPeriod] {
        state.deadlines.values.filter { $0.settledAt == nil && $0.state == .open }.compactMap { deadline in
            guard let id = deadline.rule else { return nil }
            let followers = rules.workflow.content.deadlines.filter { rule in
                rule.nature == .obligation && rule.anchors.contains(.deadline(id))
            }
            let milestones = rules.bits(of: followers.flatMap { $0.metBy.compactMap(\.milestone) })
            guard milestones != 0 else { return nil }
            return RunningPeriod(
                number: deadline.number, over: deadline.due.date.dayNumber + 1,
                since: deadline.openedAt.legalDate.dayNumber, milestones: milestones)
        }.sorted { $0.number < $1.number }
    }
}
