import MatterCore

extension World {
    /// A valid code for tests.
    static let creditCode = "91330602" + "MA2XXXXX1" + String(CreditCode.checkCharacter(of: "91330602MA2XXXXX1") ?? "?")

    static func filing(_ filer: Filer = .creditor, _ route: Route = .liquidation) -> Filing {
        Filing(filer: filer, filerName: "示例申请人", route: route, filedOn: start.legalDate)
    }

    static func filed(_ filer: Filer = .creditor) -> OpenMatter {
        OpenMatter(
            origin: "filing", debtorName: "示例建设有限公司", creditCode: creditCode,
            caseNumber: "（2026）浙0602破申12号", filing: filing(filer))
    }

    /// Records an instrument and gives its number.
    mutating func instrument(_ kind: InstrumentKindID) throws(Refusal) -> Int {
        try perform(
            .recordInstrument(
                RecordInstrument(
                    kind: kind, documentNumber: "（2026）浙0602破1号", issuedOn: now.legalDate, issuer: "示例区人民法院")))
        return state.last.instrument
    }

    mutating func milestone(_ id: MilestoneID, by role: Role = .administrator, instrument: Int? = nil) throws(Refusal) {
        try perform(
            .recordMilestone(RecordMilestone(milestone: id, on: now.legalDate, instrument: instrument)), by: role)
    }

    /// Waives whatever is mandatory and unsettled.
    mutating func waiveAll() throws(Refusal) {
        for assignment in state.assignments.values.sorted(by: { $0.number < $1.number })
        where assignment.isMandatory && !assignment.state.isSettled {
            try perform(.duty(assignment.number, .waive(GiveReason(reason: "示例"))))
        }
    }

    /// Accepted, an administrator in office, in the stage of takeover.
    static func inTakeover(
        _ workflow: Workflow, filer: Filer = .creditor, to status: StatusID = "LIQUIDATION"
    ) throws(Refusal) -> World {
        var world = try World(workflow, opening: filed(filer))
        let judge = principal(.judge)
        try world.perform(.assignJudge(AssignJudge(judge: judge.person, panel: [])))
        let acceptance = try world.instrument(status == "SETTLEMENT" ? "settlement_ruling" : "acceptance_ruling")
        let appointment = try world.instrument("appointment_decision")
        try world.perform(
            .moveProcedure(
                MoveProcedure(to: status, instruments: [acceptance, appointment], caseNumber: "（2026）浙0602破1号")))
        try world.perform(
            .appointAdministrator(
                AppointAdministrator(administrator: firm.id, personInCharge: "示例负责人", instrument: appointment)))
        try world.waiveAll()
        try world.perform(.moveStage(MoveStage(to: "TAKEOVER", instruments: [acceptance, appointment])))
        return world
    }
}
