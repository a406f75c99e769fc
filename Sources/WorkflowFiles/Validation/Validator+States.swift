import MatterCore

extension Validator {
    func checkStates() {
        for (index, status) in content.statuses.enumerated() {
            let place = main.key("statuses").index(index)
            check(status.opensWindows, in: windows, "window", at: place.key("opensWindows"))
        }
        for (index, window) in content.windows.enumerated() where window.years < 1 {
            report.add(
                "not-positive", "A window must be at least a year long.",
                at: main.key("windows").index(index).key("years"))
        }
        for (index, opening) in content.openings.enumerated() {
            let place = main.key("openings").index(index)
            check(opening.stage, in: stages, "stage", at: place.key("stage"))
            check(opening.status, in: statuses, "status", at: place.key("status"))
            check(opening.instruments, in: instruments, "instrument", at: place.key("instruments"))
            if finalStages.contains(opening.stage) {
                report.add("final-stage", "A matter cannot begin at an end.", at: place.key("stage"))
            }
        }
        for (index, instrument) in content.instruments.enumerated() {
            let place = main.key("instruments").index(index)
            check(instrument.statuses, in: statuses, "status", at: place.key("statuses"))
        }
        for (index, milestone) in content.milestones.enumerated() {
            let place = main.key("milestones").index(index)
            check(milestone.stages, in: stages, "stage", at: place.key("stages"))
            check(milestone.statuses, in: statuses, "status", at: place.key("statuses"))
            check(milestone.instrument, in: instruments, "instrument", at: place.key("instrument"))
            check(milestone.emits, in: dutyEvents, "duty event", at: place.key("emits"))
        }
    }
}
