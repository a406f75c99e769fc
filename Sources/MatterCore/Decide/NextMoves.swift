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
            let act: Act = move.machine == .stage ? .moveStage : .moveProcedure
            let mayAct: Bool
            do {
                try Access.require(act, state, assignment: nil, context)
                mayAct = move.roles.contains(context.principal.role)
            } catch {
                mayAct = false
            }
            return MoveReadiness(
                move: move.id, machine: move.machine, name: move.name, to: move.to, grounds: move.grounds,
                roles: move.roles, needsReason: move.needsOverrideReason, basis: move.basis,
                isApplicable: check.isApplicable, isReady: check.unmet.isEmpty, mayAct: mayAct, unmet: check.unmet,
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
    /// The minimal set of conditions that do not hold.
    public let unmet: [UnmetCondition]
    public let instruments: [Needed]
}
