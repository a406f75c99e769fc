/// The product of the stage machine and the procedure machine with the facts that guards and prohibitions read, for
/// some roles acting together. A place is a pair of stage and status; what can happen in it is a list of steps.
/// A class, like the exploration, because copying it once a state costs more than everything else.
final class Product {
    let workflow: Workflow
    let authority: Authority
    let facts: FactTable
    private(set) var openings: [Step] = []
    private(set) var steps: [[Step]] = []
    /// Facts of each place that can still matter. The others are dropped, which loses nothing: no step that can
    /// follow reads them before they are written again.
    private(set) var live: [UInt64] = []

    private let stageIndex: [StageID: Int]
    private let statusIndex: [StatusID: Int]

    init(_ workflow: Workflow, roles: Set<Role>) {
        self.workflow = workflow
        authority = Authority(workflow: workflow, roles: roles)
        facts = FactTable(workflow, authority)
        stageIndex = Dictionary(
            workflow.content.stages.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        statusIndex = Dictionary(
            workflow.content.statuses.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        openings = compileOpenings()
        steps = Array(repeating: [], count: placeCount)
        compile()
        live = liveFacts()
        for place in steps.indices {
            steps[place].removeAll { $0.moveIndex == nil && ($0.sets | $0.clears) & live[place] == 0 }
        }
    }

    var placeCount: Int { workflow.content.stages.count * workflow.content.statuses.count }
    func stage(_ place: Int) -> Stage { workflow.content.stages[place / workflow.content.statuses.count] }
    func status(_ place: Int) -> ProcedureStatus { workflow.content.statuses[place % workflow.content.statuses.count] }

    func place(_ stage: StageID, _ status: StatusID) -> Int? {
        guard let row = stageIndex[stage], let column = statusIndex[status] else { return nil }
        return row * workflow.content.statuses.count + column
    }

    func label(_ step: Step) -> String {
        let place = "\(stage(step.target).id) × \(status(step.target).id)"
        switch step.kind {
        case .opening(let index, let filer):
            return "open \(workflow.content.openings[index].origin)\(Self.by(filer)): \(place)"
        case .move(let index, let filer): return "move \(workflow.content.moves[index].id)\(Self.by(filer)): \(place)"
        case .milestone(let index): return "milestone \(workflow.content.milestones[index].id)"
        case .instrument(let kind): return "instrument \(kind)"
        case .act(let act): return "act \(act.rawValue)"
        case .dutyRequested(let duty): return "duty \(duty) requested"
        case .dutyCompleted(let duty): return "duty \(duty) completed"
        case .windowOver(let window): return "window \(window) over"
        }
    }

    private static func by(_ filer: Filer?) -> String { filer.map { " by \($0.rawValue)" } ?? "" }

    /// Compiles the places that the openings and the moves lead to, whatever the facts.
    private func compile() {
        var queue = openings.map(\.target)
        var seen = Set(queue)
        while let place = queue.popLast() {
            if stage(place).isFinal { continue }
            steps[place] = compileMoves(place) + compileFacts(place)
            for step in steps[place] where seen.insert(step.target).inserted { queue.append(step.target) }
        }
    }

    /// Backward data flow to a fixed point: a fact is live where a step or a prohibition reads it, and wherever a
    /// step leads to such a place without writing the fact.
    private func liveFacts() -> [UInt64] {
        var live = (0..<placeCount).map(prohibitionReads)
        var changed = true
        while changed {
            changed = false
            for place in steps.indices.reversed() {
                var bits = live[place]
                for step in steps[place] {
                    if step.moveIndex != nil {
                        bits |= step.reads | (live[step.target] & ~(step.sets | step.clears))
                    } else if (step.sets | step.clears) & bits != 0 {
                        bits |= step.reads
                    }
                }
                if bits != live[place] {
                    live[place] = bits
                    changed = true
                }
            }
        }
        return live
    }

    private func prohibitionReads(_ place: Int) -> UInt64 {
        var bits: UInt64 = 0
        for prohibition in workflow.content.prohibitions {
            switch prohibition.rule {
            case .state(let stages, let statuses, .some(let milestone)):
                if stages.contains(stage(place).id), statuses.contains(status(place).id) {
                    bits |= facts[.milestone(milestone)]
                }
            case .leaveStage(let left, let duty, let milestone) where left == stage(place).id:
                bits |= facts[.dutyCompleted(duty)] | facts[.milestone(milestone)]
            case .never(let after, let statuses) where statuses.contains(status(place).id):
                bits |= facts[.reached(after)]
            case .state, .leaveStage, .never, .move, .moveWithoutInstrument, .milestoneOutside: break
            }
        }
        return bits
    }
}
