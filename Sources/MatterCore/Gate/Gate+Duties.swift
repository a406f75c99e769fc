/// Duties that would never open, never be due or belong to nobody.
extension Gate {
    func dutyFindings() -> [Finding] {
        let content = workflow.content
        let agencies = Set(content.agencies.map(\.id))
        var findings: [Finding] = []
        for (index, duty) in content.duties.enumerated() {
            let path = "duties[\(index)]"
            if duty.triggers.isEmpty {
                findings.append(
                    Self.finding("duty-without-trigger", "Nothing opens the duty \(duty.id).", "\(path).triggers"))
            }
            if !agencies.contains(duty.agency) {
                findings.append(
                    Self.finding("duty-without-owner", "No agency owns the duty \(duty.id).", "\(path).agency"))
            }
            if duty.limit.value <= 0 {
                findings.append(
                    Self.finding("duty-without-limit", "The duty \(duty.id) has no time limit.", "\(path).limit"))
            }
            if !duty.basis.isStated {
                findings.append(
                    Self.finding("duty-without-basis", "The duty \(duty.id) has no legal basis.", "\(path).basis"))
            }
            if !duty.limit.basis.isStated {
                findings.append(
                    Self.finding(
                        "duty-without-basis", "The limit of the duty \(duty.id) does not say where it comes from.",
                        "\(path).limit.basis"))
            }
        }
        return findings + basisFindings()
    }

    private func basisFindings() -> [Finding] {
        let content = workflow.content
        let rules: [(String, [(String, LegalBasis)])] = [
            ("stages", content.stages.map { ($0.id.rawValue, $0.basis) }),
            ("statuses", content.statuses.map { ($0.id.rawValue, $0.basis) }),
            ("openings", content.openings.map { ($0.origin, $0.basis) }),
            ("instruments", content.instruments.map { ($0.id.rawValue, $0.basis) }),
            ("milestones", content.milestones.map { ($0.id.rawValue, $0.basis) }),
            ("grounds", content.grounds.map { ($0.id.rawValue, $0.basis) }),
            ("windows", content.windows.map { ($0.id.rawValue, $0.basis) }),
            ("moves", content.moves.map { ($0.id.rawValue, $0.basis) }),
            ("prohibitions", content.prohibitions.map { ($0.id, $0.basis) }),
            ("acts", content.acts.map { ($0.act.rawValue, $0.basis) }),
            ("reasons", content.reasons.map { ($0.id.rawValue, $0.basis) }),
            ("agencies", content.agencies.map { ($0.id.rawValue, $0.basis) }),
        ]
        return rules.flatMap { list, items in
            items.enumerated().filter { !$1.1.isStated }.map { index, item in
                Self.finding("rule-without-basis", "\(item.0) has no legal basis.", "\(list)[\(index)].basis")
            }
        }
    }

    /// Triggers that can never fire, events that never happen or open nothing.
    func triggerFindings() -> [Finding] {
        let content = workflow.content
        let emitted = Set(
            content.moves.indices.filter(isEverEnabled).flatMap { content.moves[$0].emits }
                + content.milestones.filter(isEverRecorded).flatMap(\.emits))
        var findings: [Finding] = []
        for (index, event) in content.dutyEvents.enumerated() {
            if !emitted.contains(event.id) {
                findings.append(
                    Self.finding(
                        "event-without-emitter", "No move or milestone makes the event \(event.id) happen.",
                        "dutyEvents[\(index)]"))
            }
            if workflow.duties(on: event.id).isEmpty {
                findings.append(
                    Self.finding("event-without-duty", "The event \(event.id) opens no duty.", "dutyEvents[\(index)]"))
            }
        }
        for (index, duty) in content.duties.enumerated() {
            for (position, trigger) in duty.triggers.enumerated() {
                guard let reason = whyNeverFires(trigger, of: duty, emitted: emitted) else { continue }
                findings.append(
                    Self.finding(
                        "trigger-never-fires", "A trigger of the duty \(duty.id) never fires: \(reason).",
                        "duties[\(index)].triggers[\(position)]"))
            }
        }
        return findings
    }

    private func whyNeverFires(_ trigger: Duty.Trigger, of duty: Duty, emitted: Set<DutyEventID>) -> String? {
        switch trigger {
        case .stageEntry(let stage):
            let entries = exploration.isEntered.indices.filter {
                exploration.isEntered[$0] && product.stage($0).id == stage && !product.stage($0).isFinal
            }
            if entries.isEmpty { return "no matter enters the stage \(stage)" }
            let opens = entries.contains { !(duty.onlyIfDebtorEnds && product.status($0).debtorSurvives) }
            return opens ? nil : "the debtor survives whenever a matter enters the stage \(stage)"
        case .request(let role, let stage):
            if !product.authority.may(.fileRequest, [role]) {
                return "the role \(role.rawValue) may not file a request"
            }
            let reached = reachedPlaces.contains { place in
                !product.stage(place).isFinal && (stage == nil || stage == product.stage(place).id)
            }
            return reached ? nil : "no matter comes to the stage \(stage?.rawValue ?? "")"
        case .event(let event): return emitted.contains(event) ? nil : "the event \(event) never happens"
        }
    }
}

extension LegalBasis {
    var isStated: Bool { !article.isEmpty && !lawVersion.isEmpty }
}
