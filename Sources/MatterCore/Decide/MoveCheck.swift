/// A move held against a matter: every condition that does not hold, with who owes it.
struct MoveCheck {
    let move: Move
    let unmet: [UnmetCondition]
    /// Instruments at hand that can carry the move.
    let instruments: [Instrument]
    private let context: DecisionContext

    /// - Parameter naming: numbers of the instruments that the command names; nil: any that the matter has.
    init(_ move: Move, _ context: DecisionContext, _ state: MatterState, naming numbers: [Int]?) {
        self.move = move
        self.context = context
        let named = state.instruments.values.filter { numbers?.contains($0.number) ?? true }
        let rule = InstrumentRule(move, state)
        instruments = named.filter { move.instruments.contains($0.content.kind) && rule.carries($0) }
        let evaluation = GuardEvaluation(
            state: state, context: context, instrumentDate: instruments.map(\.content.issuedOn).max())
        var unmet = move.guards.flatMap { evaluation.unmet($0, of: move) }
        for kind in move.instruments where !instruments.contains(where: { $0.content.kind == kind }) {
            let known = context.workflow.instrument(kind)
            let why = Self.why(named.filter { $0.content.kind == kind }, rule)
            unmet.append(
                UnmetCondition(
                    kind: "instrument", subject: kind.rawValue,
                    text: LocalText(
                        zh: "须有文书：\(known?.name.zh ?? kind.rawValue)\(why.zh)",
                        en: "Needs the instrument: \(known?.name.en ?? kind.rawValue)\(why.en)"),
                    roles: known?.issuedBy ?? [], basis: known?.basis ?? move.basis))
        }
        self.unmet = unmet
    }

    /// Why instruments of the right kind cannot carry the move; nothing if there are none.
    private static func why(_ instruments: [Instrument], _ rule: InstrumentRule) -> LocalText {
        guard !instruments.isEmpty else { return LocalText(zh: "", en: "") }
        guard instruments.contains(where: rule.isFresh), let earliest = rule.earliest else {
            return LocalText(zh: "（所列文书属于先前的程序状态）", en: " (the one at hand belongs to an earlier status)")
        }
        return LocalText(zh: "（日期不得早于 \(earliest)）", en: " (dated \(earliest) or later)")
    }

    /// The move is about this procedure, stage and filer at all; what is missing can be brought about in place.
    var isApplicable: Bool { !unmet.contains { ["procedure", "stage", "filer"].contains($0.kind) } }

    /// Of several moves to the same target the applicable one that lacks least explains best.
    var rank: Int { (isApplicable ? 0 : 1_000) + unmet.count }

    var refusal: Refusal {
        Refusal(
            .conflict, "conditions-not-met", zh: "尚有 \(unmet.count) 项条件未满足。",
            en: "\(unmet.count) condition\(unmet.count == 1 ? " is" : "s are") not met.",
            remedy: LocalText(
                zh: unmet.map(\.text.zh).joined(separator: "；"), en: unmet.map(\.text.en).joined(separator: "; ")),
            basis: move.basis, unmet: unmet)
    }
}
