import MatterCore

// Dates and deadlines, in the words of a scenario.
extension Rehearsal {
    /// Serves an instrument that was issued without.
    mutating func serve(_ instrument: Int, _ parties: [String], on date: LegalDate) throws {
        try perform(
            .judge,
            .recordService(RecordService(instrument: instrument, served: parties.map { .init(party: $0, on: date) })))
    }

    mutating func fix(_ date: FixedDateID, on day: LegalDate, by player: Player = .judge) throws {
        try perform(player, .fixDate(FixDate(date: date, on: day)))
    }

    mutating func correct(_ correction: CorrectDate) throws { try perform(.judge, .correctDate(correction)) }

    /// Acts on the latest deadline of the rule, or on the one that the court set last.
    mutating func act(_ action: DeadlineAction, on rule: DeadlineID?, by player: Player = .judge) throws {
        let number = state.deadlines.values.filter { $0.rule == rule }.map(\.number).max()
        guard let number else {
            throw Misstep(
                player: player, text: LocalText(zh: "\(rule?.rawValue ?? "")", en: "\(rule?.rawValue ?? "")"),
                outcome: "never opened")
        }
        try perform(player, .deadline(number, action))
    }

    /// A task with a day of its own; its time stops and runs on, it is prolonged, and done.
    mutating func courtSetsDeadline(for player: Player) throws {
        try perform(
            .judge,
            .setDeadline(
                SetDeadline(name: "示例：补交重整期间财务报告", party: .administrator, on: ago(-20), reason: "示例：核对所需")))
        let reason = "示例：审计底稿尚在调取"
        try act(.suspend(StopDeadline(on: today, reason: reason)), on: nil)
        try act(.resume(StopDeadline(on: today, reason: "示例：底稿已调取")), on: nil)
        try act(.extend(ExtendDeadline(on: ago(-60), reason: reason)), on: nil)
        try act(.meet(MeetDeadline(on: today, note: "示例：已提交")), on: nil, by: player)
    }
}
