import MatterCore

extension Validator {
    func checkDuties() {
        guard isComplete else { return }
        let known = Set(content.agencies.map(\.id))
        let materials = Set(content.materials.map(\.id))
        for (index, duty) in content.duties.enumerated() {
            let place = duties.key("duties").index(index)
            check(duty.agency, in: known, "agency", at: place.key("agency"))
            check(duty.coAgencies, in: known, "agency", at: place.key("coAgencies"))
            if let number = duty.coAgencies.firstIndex(of: duty.agency) {
                report.add(
                    "duplicate-entry", "'\(duty.agency)' leads the duty already.",
                    at: place.key("coAgencies").index(number))
            }
            check(duty.stage, in: stages, "stage", at: place.key("stage"))
            refuseEnd(duty.stage, at: place.key("stage"))
            check(duty.materials, in: materials, "material", at: place.key("materials"))
            let disclosed = place.key("discloses")
            check(duty.discloses.milestones, in: milestones, "milestone", at: disclosed.key("milestones"))
            check(duty.discloses.instruments, in: instruments, "instrument", at: disclosed.key("instruments"))
            if duty.limit.value < 1 {
                report.add("not-positive", "A limit must be at least one day.", at: place.key("limit").key("value"))
            }
            for (number, trigger) in duty.triggers.enumerated() {
                check(trigger, at: place.key("triggers").index(number))
            }
        }
    }

    func checkMaterials() {
        for (index, material) in content.materials.enumerated() {
            let place = duties.key("materials").index(index)
            check(material.copyOf, in: instruments, "instrument", at: place.key("copyOf"))
        }
    }

    private func check(_ trigger: Duty.Trigger, at place: Place) {
        switch trigger {
        case .stageEntry(let stage):
            check(stage, in: stages, "stage", at: place.key("stageEntry"))
            refuseEnd(stage, at: place.key("stageEntry"))
        case .request(_, let stage):
            let place = place.key("request").key("stage")
            check(stage, in: stages, "stage", at: place)
            if let stage { refuseEnd(stage, at: place) }
        case .event(let event): check(event, in: dutyEvents, "duty event", at: place.key("event"))
        }
    }

    private func refuseEnd(_ stage: StageID, at place: Place) {
        guard finalStages.contains(stage) else { return }
        report.add("final-stage", "'\(stage)' is an end; no duty can be done there.", at: place)
    }
}
