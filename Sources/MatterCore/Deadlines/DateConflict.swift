/// Two dates on record that cannot both be right. Acts do not bring them about; a correction must not either.
struct DateConflict {
    /// The pair, whatever its dates are.
    let id: String
    let text: LocalText

    static func all(in state: MatterState, _ workflow: Workflow) -> [DateConflict] {
        turns(state) + milestones(state, workflow) + rulings(state, workflow) + windows(state, workflow)
            + bounds(state, workflow)
    }

    private init?(_ first: String, _ earlier: LegalDate?, _ second: String, _ later: LegalDate?) {
        guard let earlier, let later, later < earlier else { return nil }
        id = "\(first)>\(second)"
        text = LocalText(
            zh: "\(second)（\(later)）早于\(first)（\(earlier)）",
            en: "\(second) (\(later)) lies before \(first) (\(earlier))")
    }

    /// Filed, accepted, terminated, in this order.
    private static func turns(_ state: MatterState) -> [DateConflict] {
        let (filed, accepted, terminated) = (state.filing?.filedOn, state.acceptedOn, state.terminatedOn)
        return [
            DateConflict("FILING", filed, "ACCEPTANCE", accepted),
            DateConflict("ACCEPTANCE", accepted, "TERMINATION", terminated),
        ].compactMap(\.self)
    }

    private static func milestones(_ state: MatterState, _ workflow: Workflow) -> [DateConflict] {
        state.milestones.sorted { $0.key < $1.key }.compactMap { id, on in
            workflow.milestone(id).flatMap { milestone in
                DateConflict("START", Decision.earliest(milestone, state, workflow), id.rawValue, on)
            }
        }
    }

    /// A ruling that moves the procedure is not older than the milestones that the move rests on, nor than the acceptance.
    private static func rulings(_ state: MatterState, _ workflow: Workflow) -> [DateConflict] {
        let moves = workflow.content.moves.filter { $0.machine == .procedure }
        return state.instruments.values.sorted { $0.number < $1.number }.flatMap { instrument in
            moves.filter { $0.instruments.first == instrument.content.kind }.flatMap { move in
                let subject = "\(instrument.content.kind) \(instrument.number)"
                let runs = move.from.allSatisfy { workflow.status(StatusID($0))?.isRunning == true }
                let rests: [(String, LegalDate?)] = move.guards.compactMap { condition in
                    if case .milestone(let id) = condition { (id.rawValue, state.milestones[id]) } else { nil }
                }
                return ((runs ? [("ACCEPTANCE", state.acceptedOn)] : [("FILING", state.filing?.filedOn)]) + rests)
                    .compactMap { DateConflict($0.0, $0.1, subject, instrument.content.issuedOn) }
            }
        }
    }

    /// What was ruled within a window must still lie in it.
    private static func windows(_ state: MatterState, _ workflow: Workflow) -> [DateConflict] {
        guard let terminated = state.terminatedOn else { return [] }
        return workflow.content.moves.flatMap { move in
            move.guards.compactMap { condition in
                if case .windowOpen(let id) = condition { workflow.window(id) } else { nil }
            }.flatMap { window in
                state.instruments.values.filter { $0.content.kind == move.instruments.first }
                    .sorted { $0.number < $1.number }.flatMap { instrument in
                        let subject = "\(instrument.content.kind) \(instrument.number)"
                        let issued = instrument.content.issuedOn
                        return [
                            DateConflict("TERMINATION", terminated, subject, issued),
                            DateConflict(subject, issued, "\(window.id)", terminated.adding(years: window.years)),
                        ].compactMap(\.self)
                    }
            }
        }
    }

    /// Dates that were fixed lie within the bounds that the law gives them.
    private static func bounds(_ state: MatterState, _ workflow: Workflow) -> [DateConflict] {
        workflow.content.fixedDates.flatMap { rule -> [DateConflict] in
            guard let on = state.fixedDates[rule.id], let anchor = rule.from.flatMap(state.latest) else { return [] }
            let (earliest, latest) = rule.bounds(from: anchor)
            return [
                DateConflict("earliest", earliest, rule.id.rawValue, on),
                DateConflict(rule.id.rawValue, on, "latest", latest),
            ].compactMap(\.self)
        }
    }
}
