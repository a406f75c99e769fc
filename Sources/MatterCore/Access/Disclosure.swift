/// What of a matter an agency reads: its own duties, and of the rest what these duties need. All others who may read a
/// matter read all of it.
public struct Disclosure: Sendable {
    /// Nil: no agency.
    private let unit: OrganisationID?
    /// Assignments that the unit owes or contributes to.
    private let shares: [Share]
    private let isOpener: Bool

    private func owes(_ assignment: Int) -> Bool { shares.contains { $0.isOwed && $0.assignment == assignment } }

    /// - Parameters:
    ///   - assignments: at least those of the unit.
    ///   - openedBy: who opened the matter, where its fields are asked for.
    public init(
        to principal: Principal, assignments: some Sequence<DutyAssignment>, openedBy: OrganisationID? = nil
    ) {
        guard principal.role == .agency else {
            unit = nil
            shares = []
            isOpener = false
            return
        }
        let unit = principal.organisation.id
        self.unit = unit
        shares = assignments.compactMap { Share(of: unit, in: $0) }.sorted { $0.assignment < $1.assignment }
        isOpener = openedBy == unit
    }

    public init(to principal: Principal, of state: MatterState) {
        self.init(to: principal, assignments: state.assignments.values, openedBy: state.openedBy)
    }

    /// The reader is an agency.
    public var isRestricted: Bool { unit != nil }

    /// On what the reader's view of the matter rests; empty if the reader is no agency. Settled duties are among them,
    /// with what stays on record.
    public func grounds(under workflow: Workflow) -> [DisclosureGround] {
        guard unit != nil else { return [] }
        let opener = isOpener ? Self.opener(workflow) : nil
        return [opener].compactMap(\.self) + shares.compactMap { $0.ground(under: workflow) }
    }

    /// Which of the matter's fields, milestones and instruments the reader is shown.
    public func fields(under workflow: Workflow) -> DisclosedFields {
        unit == nil ? .everything : DisclosedFields(grounds(under: workflow))
    }

    /// A unit that opened a matter is shown that it did, as it is shown what it recorded; where the matter went from
    /// there is not its business unless it owes something.
    private static func opener(_ workflow: Workflow) -> DisclosureGround? {
        workflow.basis(of: .openMatter).map { basis in
            DisclosureGround(
                assignment: nil, duty: nil, isPending: false, groups: [.opening], milestones: [], instruments: [],
                purpose: LocalText(zh: "查阅本单位提出的案件", en: "to look up what the unit reported itself"),
                basis: basis)
        }
    }

    /// An agency reads what it recorded, what was sent to it and what happened to the duties it owes; never a bundle, which holds the
    /// letters to others.
    public func shows(_ event: MatterEvent) -> Bool {
        guard let unit else { return true }
        return event.by.organisation == unit || event.body.addressee == unit || event.assignment.map(owes) == true
    }

    /// Those of the events that the reader is shown.
    public func events(_ events: [MatterEvent]) -> [MatterEvent] { events.filter { shows($0) } }

    /// The matter with only the parts that the reader is shown. Its own fields are all there: `fields` says which of
    /// them may leave.
    public func parts(of state: MatterState, under workflow: Workflow) -> MatterState {
        guard let unit else { return state }
        let fields = fields(under: workflow)
        let known = Set(shares.map(\.assignment))
        var state = state
        state.assignments = state.assignments.filter { known.contains($0.key) }
        for number in state.assignments.keys where !owes(number) {
            state.assignments[number]?.parts.removeAll { $0.unit != unit }
            state.assignments[number]?.result = nil
            state.assignments[number]?.reminders.removeAll { $0.content.organisation != unit }
            state.assignments[number]?.keepClockOfOwnParts()
        }
        // What the parties and the court owe each other is no agency's business.
        state.deadlines = [:]
        state.fixedDates = [:]
        state.milestones = state.milestones.filter { fields.shows($0.key) }
        state.instruments = state.instruments.filter { fields.shows($0.value.content.kind) }
        let files = Set(
            state.assignments.values.flatMap { assignment in
                assignment.materials.map(\.attachment) + (assignment.result?.attachments ?? [])
                    + assignment.parts.flatMap(\.attachments)
            } + state.instruments.values.compactMap(\.content.attachment))
        state.attachments = state.attachments.filter { $0.value.addedBy == unit || files.contains($0.key) }
        state.requests = state.requests.compactMapValues { request in
            let own = request.assignments.filter { state.assignments[$0] != nil }
            guard !own.isEmpty else { return nil }
            return AssistanceRequest(
                number: request.number, filedBy: request.filedBy, filedAt: request.filedAt, note: request.note,
                assignments: own)
        }
        return state
    }
}
