/// A move held against a matter: every condition that does not hold, with who owes it.
struct MoveCheck {
    let move: Move
    let unmet: [UnmetCondition]
    private let context: DecisionContext

    /// - Parameter naming: numbers of the instruments that the command names; nil: any that the matter has.
    init(_ move: Move, _ context: DecisionContext, _ state: MatterState, naming numbers: [Int]?) {
        self.move = move
        self.context = context
        let named = state.instruments.values.filter { numbers?.contains($0.number) ?? true }
        let evaluation = GuardEvaluation(
            state: state, context: context, instrumentDate: named.map(\.content.issuedOn).max())
        var unmet = move.guards.flatMap { evaluation.unmet($0, of: move) }
        for kind in move.instruments where !named.contains(where: { $0.content.kind == kind }) {
            let known = context.workflow.instrument(kind)
            unmet.append(
                UnmetCondition(
                    kind: "instrument", subject: kind.rawValue,
                    text: LocalText(
                        zh: "须有文书：\(known?.name.zh ?? kind.rawValue)",
                        en: "Needs the instrument: \(known?.name.en ?? kind.rawValue)"),
                    roles: known?.issuedBy ?? [], basis: known?.basis ?? move.basis))
        }
        self.unmet = unmet
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
