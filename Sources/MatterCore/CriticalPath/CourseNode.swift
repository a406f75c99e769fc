/// A matter somewhere on a course, as far as the rest of the course can tell: what differs in nothing here ends on the
/// same day if it is reached on the same day.
struct CourseNode: Hashable {
    /// A tracked duty that is not done yet.
    struct Pending: Hashable {
        let duty: Int
        /// The open assignment; nil: a step of the course opened it.
        let assignment: Int?
        let end: Int
        let since: Int
    }

    var stage: Int
    var status: Int
    /// Milestones that are recorded.
    var recorded: CourseRules.Bits = 0
    /// Milestones that may have been recorded on the way or not: decided when a move first asks.
    var optional: CourseRules.Bits = 0
    /// Kinds of instruments that the matter has, or may have been issued on the way.
    var atHand: CourseRules.Bits = 0
    /// Those of the present status, which alone can carry a move of the procedure.
    var fresh: CourseRules.Bits = 0
    var opened: CourseRules.Bits = 0
    /// Duties that were done, as far as a move asks.
    var done: CourseRules.Bits = 0
    var pending: [Pending] = []
    /// Who may have filed; zero: nobody did.
    var filers: UInt8 = 0
    var terminatedOn: Int?
    /// Windows that opened, by bit.
    var windows: UInt64 = 0
    var hasJudge: Bool
    var hasAdministrator: Bool
    /// The status has not changed since the search began, so the instruments at hand may carry a move.
    var isFirstStatus = true

    /// Duties whose last day has come are done.
    mutating func settle(on day: Int, _ rules: CourseRules) {
        guard pending.contains(where: { $0.end <= day }) else { return }
        for duty in pending where duty.end <= day { done |= rules.duties[duty.duty].bit & rules.asked }
        pending.removeAll { $0.end <= day }
    }

}

/// What may happen on a course.
enum CourseStep: Hashable {
    case move(Int)
    case milestone(Int)
    case instrument(Int)
}
