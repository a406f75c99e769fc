import MatterCore

/// What the demonstration showed, and whether it is what the script promises.
struct DemoSummary: Sendable {
    let workflow: Workflow
    let plays: [Rehearsal]
    private let tally: Tally

    init(_ workflow: Workflow, _ plays: [Rehearsal]) {
        self.workflow = workflow
        self.plays = plays
        tally = Tally(plays)
    }

    var refusals: Int { plays.flatMap(\.steps).count { if case .refused = $0.result { true } else { false } } }

    /// All duties opened and settled, all agencies took part, both matters archived.
    var isComplete: Bool {
        let duties = Set(workflow.content.duties.map(\.id))
        return tally.opened == duties && tally.settled == duties
            && tally.agencies == Set(workflow.content.agencies.map(\.id))
            && plays.allSatisfy { $0.state.stage == "ARCHIVED" }
    }

    /// `numbers`: number of the rehearsal to number on the server.
    func lines(_ numbers: [Int64: Int64]) -> [String] {
        var lines = ["", "职责 duties（甲案 A、乙案 B）:"]
        for duty in workflow.content.duties {
            let states = plays.map { play in
                play.state.assignments.values.filter { $0.duty == duty.id }.max { $0.number < $1.number }?.state
                    .rawValue
                    ?? "-"
            }
            lines.append(
                "  \(duty.id) \(pad(duty.agency.rawValue, 6))\(pad(states[0], 17))\(pad(states[1], 17))\(duty.name.zh)")
        }
        lines += ["", "事件 events:"]
        for (kind, count) in tally.eventsByKind.sorted(by: { $0.key < $1.key }) {
            lines.append("  \(pad(kind, 26))\(count)")
        }
        lines.append("")
        for (play, letter) in zip(plays, ["甲案 A", "乙案 B"]) {
            let stages = play.events.compactMap { event -> String? in
                guard case .stageMoved(let move) = event.body else { return nil }
                return move.to.rawValue
            }
            let first = play.events.first.flatMap { MatterState(opening: $0)?.stage.rawValue } ?? ""
            lines.append(
                "\(letter) matter \(numbers[play.state.id] ?? 0) \(play.state.debtorName): \(play.events.count) events, "
                    + ([first] + stages).joined(separator: " → ") + " (\(play.state.status))")
        }
        let deadlines = plays.flatMap(\.state.deadlines.values)
        let met = deadlines.filter { $0.state == .met }
        lines.append(
            "deadlines \(deadlines.count): met \(met.count), \(met.count { ($0.met?.on ?? $0.due.date) > $0.due.date }) late"
        )
        let count = workflow.content.duties.count
        lines.append(
            "duties opened \(tally.opened.count)/\(count), settled \(tally.settled.count)/\(count); agencies "
                + "\(tally.agencies.count)/\(workflow.content.agencies.count); \(refusals) refusals as expected")
        return lines
    }

    private func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}
