/// What each move from the present state still lacks, and why the principal cannot make it.
public enum NextMoves {
    /// - Parameter state: with all unsettled assignments and all instruments loaded.
    public static func from(_ state: MatterState, _ context: DecisionContext) -> [MoveReadiness] {
        guard state.closedAt == nil else { return [] }
        let workflow = context.workflow
        let moves =
            workflow.moves(.procedure, from: state.status.rawValue) + workflow.moves(.stage, from: state.stage.rawValue)
        return moves.map { move in
            let check = MoveCheck(move, context, state, naming: nil)
            let whyNot = whyNot(move, state, context)
            return MoveReadiness(
                move: move.id, machine: move.machine, name: move.name, to: move.to, grounds: move.grounds,
                roles: move.roles, needsReason: move.needsOverrideReason, basis: move.basis,
                isApplicable: check.isApplicable, isReady: check.unmet.isEmpty, mayAct: whyNot == nil, whyNot: whyNot,
                unmet: check.unmet,
                instruments: move.instruments.map { kind in
                    MoveReadiness.Needed(
                        kind: kind,
                        recorded: check.instruments.filter { $0.content.kind == kind }.map(\.number).sorted())
                })
        }.sorted { left, right in
            (left.isReady ? 0 : 1, left.isApplicable ? 0 : 1, left.unmet.count)
                < (right.isReady ? 0 : 1, right.isApplicable ? 0 : 1, right.unmet.count)
        }
    }

    /// Why the principal may not make the move, whatever its conditions; nil if it may.
    private static func whyNot(_ move: Move, _ state: MatterState, _ context: DecisionContext) -> LocalText? {
        let act: Act = move.machine == .stage ? .moveStage : .moveProcedure
        do throws(Refusal) {
            try Access.require(act, state, assignment: nil, context)
            try move.requireRole(of: context.principal)
            return nil
        } catch { return error.message }
    }
}

/// One move held against the matter.
public struct MoveReadiness: Hashable, Codable, Sendable {
    public struct Needed: Hashable, Codable, Sendable {
        public let kind: InstrumentKindID
        /// Numbers of recorded instruments of the kind that can carry the move.
        public let recorded: [Int]
    }

    public let move: MoveID
    public let machine: Move.Machine
    public let name: LocalText
    public let to: String
    public let grounds: [GroundID]
    public let roles: [Role]
    public let needsReason: Bool
    public let basis: LegalBasis
    /// The procedure, stage and filer fit; what is missing can be brought about in place.
    public let isApplicable: Bool
    /// Every condition holds.
    public let isReady: Bool
    /// The principal may make it.
    public let mayAct: Bool
    /// Why the principal may not.
    public let whyNot: LocalText?
    /// The minimal set of conditions that do not hold.
    public let unmet: [UnmetCondition]
    public let instruments: [Needed]
}
