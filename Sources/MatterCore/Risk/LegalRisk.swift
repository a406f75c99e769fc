/// In which order work is done: what is overdue first, then what ends within three working days, within ten, and later; in
/// each of these first what holds up most; then by the last day.
public struct LegalRisk: Hashable, Comparable, Codable, Sendable {
    /// Working time left. The limits of the bands are practice of this program, not law.
    public enum Urgency: Int, Codable, CaseIterable, Sendable {
        case overdue, withinThreeDays, withinTenDays, later
    }

    /// What a delay holds up.
    public enum Consequence: Int, Codable, CaseIterable, Sendable {
        /// A deadline of the law, or one that the court set in the matter.
        case statutory
        /// A mandatory duty without which the matter does not leave its present stage.
        case blocksPresentStage
        /// A mandatory duty; without it the matter does not leave the stage of the duty.
        case mandatory
        case ordinary
    }

    public let urgency: Urgency
    public let consequence: Consequence

    public init(urgency: Urgency, consequence: Consequence) {
        self.urgency = urgency
        self.consequence = consequence
    }

    /// The smaller, the sooner.
    public var rank: Int { urgency.rawValue * Consequence.allCases.count + consequence.rawValue }

    public static func < (left: LegalRisk, right: LegalRisk) -> Bool { left.rank < right.rank }
}

extension LegalRisk {
    /// Last days of the bands, worked out once a day.
    public struct Bands: Hashable, Sendable {
        public let today: LegalDate
        public let three: LegalDate
        public let ten: LegalDate

        public init(on today: LegalDate, _ calendar: WorkCalendar) {
            self.today = today
            three = calendar.workingDay(3, after: today)
            ten = calendar.workingDay(10, after: today)
        }

        /// What does not run, because somebody else holds it, is not overdue.
        public func urgency(of due: LegalDate, isRunning: Bool) -> Urgency {
            if isRunning, due < today { return .overdue }
            return due <= three ? .withinThreeDays : due <= ten ? .withinTenDays : .later
        }
    }

    /// - Parameter stage: Where the matter is; nil for who is not shown it.
    public init(
        of assignment: DutyAssignment, in stage: StageID?, _ workflow: Workflow, _ bands: Bands
    ) {
        let order = workflow.content.stages.map(\.id)
        let here = stage.flatMap { order.firstIndex(of: $0) }
        let scene = order.firstIndex(of: assignment.scene)
        let blocks = here.map { here in scene.map { $0 <= here } ?? true } ?? false
        self.init(
            urgency: bands.urgency(of: assignment.due.date, isRunning: assignment.holder == .unit),
            consequence: !assignment.isMandatory ? .ordinary : blocks ? .blocksPresentStage : .mandatory)
    }

    /// A deadline of practice weighs as a duty that is not mandatory.
    public init(of deadline: Deadline, _ workflow: Workflow, _ bands: Bands) {
        let isPractice = deadline.rule.flatMap(workflow.deadline)?.basis.provenance == .practice
        self.init(
            urgency: bands.urgency(of: deadline.due.date, isRunning: deadline.state != .suspended),
            consequence: isPractice ? .ordinary : .statutory)
    }
}
