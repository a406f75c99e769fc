/// The same fact on another day.
struct Correction {
    /// The fact, and what happened with it.
    let sources: [DeadlineSource]
    let before: LegalDate
    let after: LegalDate
    let cause: DeadlineCause

    /// Another service of the same instrument may have been the last one that a rule waited for.
    func concerns(_ source: DeadlineSource) -> Bool {
        sources.contains { own in
            if case .instrument(let one, .served) = own, case .instrument(let other, .served) = source {
                return one == other
            }
            return own == source
        }
    }

    func stopped(_ suspension: DeadlineRule.Suspension?) -> Bool {
        sources.contains { $0.isMilestone(suspension?.from) }
    }
    func resumed(_ suspension: DeadlineRule.Suspension?) -> Bool {
        sources.contains { $0.isMilestone(suspension?.until) }
    }
}

extension DeadlineSource {
    fileprivate func isMilestone(_ pattern: FactPattern?) -> Bool {
        if case .milestone(let id) = self { pattern?.milestone == id } else { false }
    }
}

/// What a corrected date does: deadlines run from it, stop or run on with it, or were met by it.
extension Draft {
    mutating func correct(_ correction: Correction) throws(Refusal) {
        for number in state.deadlines.keys.sorted() {
            // An earlier one may have taken this one along.
            guard let deadline = state.deadlines[number], deadline.state != .ended,
                let rule = deadline.rule.flatMap(context.workflow.deadline)
            else { continue }
            try correct(deadline, rule, correction)
            correctFulfilment(of: deadline, rule, correction)
        }
    }

    private mutating func correct(
        _ deadline: Deadline, _ rule: DeadlineRule, _ correction: Correction
    ) throws(Refusal) {
        let anchor = deadline.steps.first?.due.derivation?.anchor.on
        let moved =
            correction.concerns(deadline.source)
            ? date(of: deadline.source, in: rule.anchors, was: anchor, correction) : nil
        var steps = deadline.steps
        for index in steps.indices where steps[index].kind == .resumed {
            if correction.stopped(rule.suspension), steps[index].stoppedOn == correction.before {
                steps[index].stoppedOn = correction.after
            }
            if correction.resumed(rule.suspension), steps[index].resumedOn == correction.before {
                steps[index].resumedOn = correction.after
            }
        }
        if correction.stopped(rule.suspension), deadline.suspendedOn == correction.before {
            add(.deadlineSuspended(deadline: deadline.number, on: correction.after, cause: correction.cause))
        }
        guard moved != nil || steps != deadline.steps else { return }
        try reanchor(deadline, steps, to: moved, cause: correction.cause) { $0.state != .ended }
    }

    private mutating func correctFulfilment(
        of deadline: Deadline, _ rule: DeadlineRule, _ correction: Correction
    ) {
        guard let met = deadline.met, correction.concerns(met.source),
            let on = date(of: met.source, in: rule.metBy, was: met.on, correction), on != met.on
        else { return }
        add(
            .deadlineMet(
                deadline: deadline.number, Deadline.Fulfilment(on: on, source: met.source, note: met.note), before: met)
        )
    }

    /// The day of the fact as it is on record now; nil if it is another happening of the same kind.
    private func date(
        of source: DeadlineSource, in patterns: [FactPattern], was: LegalDate?, _ correction: Correction
    ) -> LegalDate? {
        guard case .instrument(let number, .served(let party)) = source else {
            return was == correction.before ? correction.after : nil
        }
        guard let service = state.instruments[number]?.content.served.first(where: { $0.party == party }) else {
            return nil
        }
        return firstMatch(patterns, DatedFact(source: source, on: service.on, event: "date_corrected"))?.on
    }
}
