/// Duties whose units could not see what the duty itself calls for.
extension Gate {
    func disclosureFindings() -> [Finding] {
        workflow.content.duties.enumerated().flatMap { index, duty in
            let path = "duties[\(index)].discloses"
            let rule = duty.discloses
            var findings: [Finding] = []
            if !rule.basis.isStated || rule.purpose.zh.isEmpty || rule.purpose.en.isEmpty {
                findings.append(
                    Self.finding(
                        "disclosure-without-ground",
                        "What the duty \(duty.id) discloses has no purpose or no legal ground.",
                        path))
            }
            for (kind, material) in copies(of: duty) where !rule.instruments.contains(kind) {
                findings.append(
                    lacking(duty, "the instrument \(kind), of which its material \(material) is a copy", path))
            }
            for (group, reason) in neededGroups(of: duty) where !rule.groups.contains(group) {
                findings.append(lacking(duty, "the fields '\(group.rawValue)': \(reason)", path))
            }
            for milestone in openers(of: duty) where !rule.milestones.contains(milestone) {
                findings.append(lacking(duty, "the milestone \(milestone), which opens it", path))
            }
            return findings
        }
    }

    private func lacking(_ duty: Duty, _ what: String, _ path: String) -> Finding {
        Self.finding("disclosure-too-narrow", "The duty \(duty.id) does not disclose \(what).", path)
    }

    private func copies(of duty: Duty) -> [(InstrumentKindID, MaterialID)] {
        workflow.content.materials.filter { duty.materials.contains($0.id) }.flatMap { material in
            material.copyOf.map { ($0, material.id) }
        }
    }

    private func neededGroups(of duty: Duty) -> [(FieldGroup, String)] {
        var needed = duty.results.flatMap { field in field.needs.map { ($0, "its result \(field.id) needs them") } }
        for trigger in duty.triggers {
            switch trigger {
            case .request(role: .administrator, _): needed.append((.administrator, "its administrator asks for it"))
            case .event(let event) where isEmitted(event, by: .procedure):
                needed.append((.procedure, "the event \(event) is a move of the procedure"))
            case .event(let event) where isEmitted(event, by: .stage):
                needed.append((.stage, "the event \(event) is a move of the stage"))
            default: break
            }
        }
        return needed
    }

    private func isEmitted(_ event: DutyEventID, by machine: Move.Machine) -> Bool {
        workflow.content.moves.contains { $0.machine == machine && $0.emits.contains(event) }
    }

    /// Milestones whose recording opens the duty.
    private func openers(of duty: Duty) -> [MilestoneID] {
        let events = duty.triggers.compactMap { trigger -> DutyEventID? in
            guard case .event(let event) = trigger else { return nil }
            return event
        }
        return workflow.content.milestones.filter { !$0.emits.filter(events.contains).isEmpty }.map(\.id)
    }
}
