/// What a user asks of one of the two machines.
struct MoveRequest {
    let machine: Move.Machine
    let to: String
    var ground: GroundID?
    /// Numbers of the instruments that the move rests on.
    var instruments: [Int] = []
    var reason: String?
    var caseNumber: String?

    /// The one legal move that answers the request, with every condition met; otherwise a refusal that lists what is
    /// missing. The gate has proved that no two moves answer the same request.
    func resolve(in draft: Draft) throws(Refusal) -> Move {
        let state = draft.state
        let current = machine == .stage ? state.stage.rawValue : state.status.rawValue
        let leaving = draft.context.workflow.moves(machine, from: current)
        let toTarget = leaving.filter { $0.to == to }
        guard !toTarget.isEmpty else { throw illegal(from: current, leaving) }
        let answering = toTarget.filter { $0.grounds.isEmpty ? ground == nil : ground.map($0.grounds.contains) == true }
        guard !answering.isEmpty else {
            let grounds = toTarget.flatMap(\.grounds).map(\.rawValue)
            throw Refusal(
                .invalid, "ground-required", zh: "须写明依据。",
                en: grounds.isEmpty
                    ? "This move takes no ground." : "Name one of the grounds: \(grounds.joined(separator: ", ")).",
                pointer: "/ground")
        }
        for (index, number) in instruments.enumerated() where state.instruments[number] == nil {
            throw Decision.noInstrument(at: "/instruments/\(index)")
        }
        let checks = answering.map { MoveCheck($0, draft.context, state, naming: instruments) }
        guard let best = checks.min(by: { $0.rank < $1.rank }) else { throw illegal(from: current, leaving) }
        guard best.unmet.isEmpty else { throw best.refusal }
        try best.move.requireRole(of: draft.context.principal)
        try requireReason(best.move)
        return best.move
    }

    private func illegal(from current: String, _ leaving: [Move]) -> Refusal {
        let targets = Set(leaving.map(\.to)).sorted().joined(separator: ", ")
        return Refusal(
            .conflict, "move-not-legal", zh: "不能由 \(current) 转至 \(to)。",
            en: "There is no legal move from \(current) to \(to).",
            remedy: LocalText(
                zh: "可转至：\(targets.isEmpty ? "无" : targets)。",
                en: "From here the law knows: \(targets.isEmpty ? "nothing" : targets)."),
            pointer: "/to")
    }

    private func requireReason(_ move: Move) throws(Refusal) {
        try TextRule.allow(reason, at: "/reason")
        guard move.needsOverrideReason else { return }
        guard let reason, !reason.allSatisfy(\.isWhitespace) else {
            throw Refusal(
                .conflict, "override-reason-required", zh: "法律未作规定，须由法官书面说明理由。",
                en: "The statute is silent: a judge must write down the reasons.", basis: move.basis,
                pointer: "/reason")
        }
    }
}

extension Move {
    func requireRole(of principal: Principal) throws(Refusal) {
        guard roles.contains(principal.role) else {
            throw Refusal(
                .forbidden, "role-may-not", zh: "该角色不能作出此变更。",
                en: "The role \(principal.role.rawValue) may not make this move.", basis: basis)
        }
    }
}
