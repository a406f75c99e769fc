/// Gives each fact that somebody reads one bit.
struct FactTable {
    /// Bits beside the place in one word.
    static let capacity = 52

    private(set) var facts: [Fact] = []
    private var bits: [Fact: UInt64] = [:]

    var fits: Bool { facts.count <= Self.capacity }

    /// Zero if nobody reads the fact.
    subscript(fact: Fact) -> UInt64 { bits[fact] ?? 0 }

    init(_ workflow: Workflow, _ authority: Authority) {
        if workflow.content.openings.contains(where: \.needsFiler) { add(.filerKnown) }
        for move in workflow.content.moves {
            for condition in move.guards { addFacts(of: condition) }
            for kind in move.instruments where Self.mayLapse(kind, before: move, workflow, authority) {
                add(.instrument(kind))
            }
        }
        for milestone in workflow.content.milestones {
            if let kind = milestone.instrument, !authority.alwaysIssues(kind, in: milestone.statuses) {
                add(.instrument(kind))
            }
        }
        for prohibition in workflow.content.prohibitions {
            switch prohibition.rule {
            case .state(_, _, .some(let milestone)): add(.milestone(milestone))
            case .leaveStage(_, let duty, let milestone):
                add(.dutyOpened(duty))
                add(.dutyCompleted(duty))
                add(.milestone(milestone))
            case .never(let status, _): add(.reached(status))
            case .move, .moveWithoutInstrument, .state, .milestoneOutside: break
            }
        }
    }

    private mutating func addFacts(of condition: Guard) {
        switch condition {
        case .procedure, .stage, .mandatoryDutiesSettled: break
        case .milestone(let id), .milestoneAbsent(let id): add(.milestone(id))
        case .enteredIfFiled(let duty, let milestone):
            add(.dutyOpened(duty))
            add(.dutyCompleted(duty))
            add(.milestone(milestone))
        case .judgeAssigned: add(.judgeAssigned)
        case .administratorAppointed: add(.administratorAppointed)
        case .filer(let filers): add(.filerAmong(filers))
        case .windowOpen(let id), .windowOver(let id):
            add(.windowOpen(id))
            add(.windowOver(id))
        }
    }

    private mutating func add(_ fact: Fact) {
        guard bits[fact] == nil else { return }
        // Facts beyond the capacity get no bit; the gate refuses the definition before it explores anything.
        bits[fact] = facts.count < Self.capacity ? 1 << UInt64(facts.count) : 0
        facts.append(fact)
    }

    private static func mayLapse(
        _ kind: InstrumentKindID, before move: Move, _ workflow: Workflow, _ authority: Authority
    ) -> Bool {
        var statuses = move.machine == .procedure ? move.from.map { StatusID($0) } : workflow.content.statuses.map(\.id)
        for case .procedure(let listed) in move.guards { statuses.removeAll { !listed.contains($0) } }
        return !authority.alwaysIssues(kind, in: statuses)
    }
}
