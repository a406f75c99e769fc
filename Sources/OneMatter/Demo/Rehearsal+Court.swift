import MatterCore

// What the court does, in the words of a scenario.
extension Rehearsal {
    /// The court issues an instrument; returns its number in the matter.
    mutating func issue(_ kind: InstrumentKindID, on date: LegalDate, isServed: Bool = true) throws -> Int {
        let number = state.last.instrument + 1
        var instrument = instrument(kind, on: date)
        if !isServed { instrument.served = [] }
        try perform(.judge, .recordInstrument(instrument))
        return number
    }

    /// Served on whom the definition says, announced on the day where the law wants that.
    func instrument(_ kind: InstrumentKindID, on date: LegalDate) -> RecordInstrument {
        let known = workflow.instrument(kind)
        return RecordInstrument(
            kind: kind, documentNumber: "\(state.caseNumber ?? "示例")之\(state.last.instrument + 1)", issuedOn: date,
            issuer: cast.court.name.zh, served: (known?.servedOn ?? []).map { .init(party: $0, on: date) },
            announcedOn: known?.isAnnounced == true ? date : nil)
    }

    mutating func mark(
        _ milestone: MilestoneID, by player: Player, on date: LegalDate, instrument: Int? = nil
    ) throws {
        try perform(
            player, .recordMilestone(RecordMilestone(milestone: milestone, on: date, instrument: instrument)))
    }

    mutating func enter(_ stage: StageID, with instruments: [Int] = []) throws {
        try perform(.judge, .moveStage(MoveStage(to: stage, instruments: instruments)))
    }

    mutating func rule(
        _ status: StatusID, ground: GroundID? = nil, with instruments: [Int] = [], caseNumber: String? = nil
    ) throws {
        try perform(
            .judge,
            .moveProcedure(
                MoveProcedure(to: status, ground: ground, instruments: instruments, caseNumber: caseNumber)))
    }

    mutating func assignJudge() throws {
        let judge = try cast.principal(.judge).person
        let panel = ["甲", "乙"].map { Person(id: "\(judge.id)-\($0)", name: "示例审判员\($0)") }
        try perform(.judge, .assignJudge(AssignJudge(judge: judge, panel: panel)))
    }

    mutating func appoint(_ player: Player, with instrument: Int) throws {
        let principal = try cast.principal(player)
        try perform(
            .judge,
            .appointAdministrator(
                AppointAdministrator(
                    administrator: principal.organisation.id, personInCharge: principal.name, instrument: instrument)))
    }
}
