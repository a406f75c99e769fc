/// When a matter can be closed at the earliest, by which moves, and how much later each thing it waits for may come
/// without moving that day.
public struct CriticalPath: Hashable, Codable, Sendable {
    /// Which moves the way may take.
    public enum Course: String, Codable, CaseIterable, Sendable {
        /// Duties are carried to their end: no move that cancels open duties, unless it is the closing itself.
        case completed
        /// Any legal move, also one that breaks the case off.
        case any
    }

    public struct Closing: Hashable, Codable, Sendable {
        public let date: LegalDate
        /// A day that decides lies past the last loaded holiday notice.
        public let isProvisional: Bool
        public let stage: StageID
        public let status: StatusID
    }

    /// A move on the way, on the earliest day for it.
    public struct Step: Hashable, Codable, Sendable {
        public let move: MoveID
        public let machine: Move.Machine
        public let name: LocalText
        public let to: String
        public let on: LegalDate
        public let basis: LegalBasis
    }

    /// What one agency may take without moving the day.
    public struct AgencyShare: Hashable, Codable, Sendable {
        public let agency: AgencyID
        /// The least of its items; nil: none of them has a limit.
        public let slack: Int?
        public let items: Int
    }

    public let asOf: LegalDate
    public let course: Course
    /// Nil: the matter is closed, or no course of this kind leads to an end.
    public let closing: Closing?
    public let route: [Step]
    /// Those without slack, in the order in which the route meets them, come first; then by slack; last what holds nothing
    /// up.
    public let items: [CriticalItem]
    public let agencies: [AgencyShare]
    public let explanation: LocalText
    public let assumptions: [Assumption]
}

extension CriticalPath {
    /// - Parameters:
    ///   - state: With all unsettled assignments and all instruments loaded.
    ///   - ending: The status of the procedure with which the matter is to be closed; nil: any.
    public init(
        of state: MatterState, _ workflow: Workflow, _ calendar: WorkCalendar, today: LegalDate, course: Course,
        ending: StatusID? = nil
    ) {
        let rules = state.closedAt == nil ? CourseRules(workflow) : nil
        let machine = rules.flatMap { CourseMachine($0, state, calendar, today: today, course: course, ending: ending) }
        let found = machine.flatMap { machine in
            CourseSearch(machine: machine).earliest().map { FoundCourse($0, machine, state, calendar) }
        }
        let items = found?.items ?? []
        asOf = today
        self.course = course
        route = found?.route ?? []
        closing = found?.closing(items)
        self.items = items
        agencies = Dictionary(grouping: items.filter { $0.agency != nil }, by: { $0.agency ?? "" })
            .map { agency, items in
                AgencyShare(agency: agency, slack: items.compactMap(\.slack).min(), items: items.count)
            }
            .sorted { ($0.slack ?? .max, $0.agency) < ($1.slack ?? .max, $1.agency) }
        explanation = Self.explain(closing, items, isClosed: state.closedAt != nil)
        assumptions = Assumption.all(for: course)
    }
}
