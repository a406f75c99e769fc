/// What keeps a matter where it is: the conditions that the move lacks which is nearest to being made.
public struct BlockingReason: Hashable, Codable, Sendable {
    public let move: MoveID
    public let name: LocalText
    public let to: String
    /// Empty: every condition holds, and somebody only has to make the move.
    public let unmet: [UnmetCondition]
    public let roles: [Role]

    /// Of the moves that can be brought about in place the one of the stage that lacks least; of the procedure only if there
    /// is none. What breaks the case off keeps nothing waiting.
    public init?(_ moves: [MoveReadiness], _ workflow: Workflow) {
        let cancelling = Set(
            workflow.content.moves.filter { move in
                move.cancelsDuties
                    && !(move.machine == .stage && workflow.stage(StageID(move.to))?.isFinal == true)
            }.map(\.id))
        let candidates = moves.filter { $0.isApplicable && !$0.needsReason && !cancelling.contains($0.move) }
        func rank(_ move: MoveReadiness) -> (Int, Int) { (move.machine == .stage ? 0 : 1, move.unmet.count) }
        guard
            let nearest = candidates.enumerated().min(by: { left, right in
                let (a, b) = (rank(left.element), rank(right.element))
                return (a.0, a.1, left.offset) < (b.0, b.1, right.offset)
            })?.element
        else { return nil }
        move = nearest.move
        name = nearest.name
        to = nearest.to
        unmet = nearest.unmet
        roles = nearest.roles
    }
}
