import MatterCore

/// Checks that a definition holds together: identifiers, references, and what a single rule can get wrong. What shows
/// only when the machines run (dead ends, forbidden moves) is the business of the publish gate.
struct Validator {
    let content: Workflow.Content
    let main: Place
    let agencies: Place
    let duties: Place
    let reminders: Place
    let deadlines: Place
    let report: Report
    /// False if a catalogue is absent: then references into the catalogues are not judged.
    var isComplete = true

    init(
        content: Workflow.Content, main: Place, agencies: Place, duties: Place, deadlines: Place, reminders: Place,
        report: Report
    ) {
        self.content = content
        self.main = main
        self.agencies = agencies
        self.duties = duties
        self.reminders = reminders
        self.deadlines = deadlines
        self.report = report
    }

    func validate() {
        checkIdentifiers()
        checkPeriod()
        checkStates()
        checkKnownCodes()
        checkActs()
        checkMoves()
        checkProhibitions()
        checkMaterials()
        checkDuties()
        checkReminders()
        checkDeadlines()
    }

    private func checkPeriod() {
        if content.version < 1 { report.add("not-positive", "A version counts from 1.", at: main.key("version")) }
        if let until = content.validUntil, until < content.validFrom {
            report.add("bad-period", "The period ends before it begins.", at: main.key("validUntil"))
        }
    }

    private func checkActs() {
        var seen: Set<Act> = []
        for (index, rule) in content.acts.enumerated() where !seen.insert(rule.act).inserted {
            report.add(
                "duplicate-id", "The act '\(rule.act.rawValue)' has a rule already.",
                at: main.key("acts").index(index).key("act"))
        }
        for act in Act.allCases where !seen.contains(act) {
            report.add(
                "missing-act", "Nobody may '\(act.rawValue)': a rule for the act is missing.", at: main.key("acts"))
        }
    }

    /// Reports a code that is not declared. An empty code was reported when it was read.
    func check<ID: Code>(_ id: ID?, in known: Set<ID>, _ kind: String, at place: Place) {
        guard let id, !id.rawValue.isEmpty, !known.contains(id) else { return }
        report.add("unknown-reference", "There is no \(kind) '\(id)'.", at: place)
    }

    func check<ID: Code>(_ ids: [ID], in known: Set<ID>, _ kind: String, at place: Place) {
        for (index, id) in ids.enumerated() { check(id, in: known, kind, at: place.index(index)) }
    }

    /// States of one of the two machines.
    func check(_ states: [String], of machine: Move.Machine, at place: Place) {
        switch machine {
        case .stage: check(states.map { StageID($0) }, in: stages, "stage", at: place)
        case .procedure: check(states.map { StatusID($0) }, in: statuses, "status", at: place)
        }
    }

    var stages: Set<StageID> { Set(content.stages.map(\.id)) }
    var statuses: Set<StatusID> { Set(content.statuses.map(\.id)) }
    var finalStages: Set<StageID> { Set(content.stages.filter(\.isFinal).map(\.id)) }
    var instruments: Set<InstrumentKindID> { Set(content.instruments.map(\.id)) }
    var milestones: Set<MilestoneID> { Set(content.milestones.map(\.id)) }
    var windows: Set<WindowID> { Set(content.windows.map(\.id)) }
    var dutyEvents: Set<DutyEventID> { Set(content.dutyEvents.map(\.id)) }
}
