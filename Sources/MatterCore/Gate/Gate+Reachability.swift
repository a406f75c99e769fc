/// States and moves that no matter comes to, and states that no matter gets out of.
extension Gate {
    func reachabilityFindings() -> [Finding] {
        let content = workflow.content
        let stages = Set(reachedPlaces.map { product.stage($0).id })
        let statuses = Set(reachedPlaces.map { product.status($0).id })
        var findings: [Finding] = []
        for (index, stage) in content.stages.enumerated() where !stages.contains(stage.id) {
            findings.append(
                Self.finding("unreachable-stage", "No matter can come to the stage \(stage.id).", "stages[\(index)]"))
        }
        for (index, status) in content.statuses.enumerated() where !statuses.contains(status.id) {
            findings.append(
                Self.finding(
                    "unreachable-status", "No matter can come to the status \(status.id).", "statuses[\(index)]"))
        }
        for index in content.moves.indices { findings += moveFindings(index) }
        return findings
    }

    private func moveFindings(_ index: Int) -> [Finding] {
        let move = workflow.content.moves[index]
        let places = reachedPlaces.filter { place in
            zip(product.steps[place], exploration.firstEnabled[place]).contains { $0.moveIndex == index && $1 != nil }
        }
        guard !places.isEmpty else {
            return [
                Self.finding("unreachable-move", "The move \(move.id) is possible in no state.", "moves[\(index)]")
            ]
        }
        let stages = Set(places.map { product.stage($0).id.rawValue })
        let statuses = Set(places.map { product.status($0).id.rawValue })
        // A single state that is listed in vain is as wrong as a whole move.
        var vain = move.from.filter { !(move.machine == .stage ? stages : statuses).contains($0) }
            .map { ($0, "from") }
        for (position, condition) in move.guards.enumerated() {
            let (listed, found) =
                switch condition {
                case .stage(let ids): (ids.map(\.rawValue), stages)
                case .procedure(let ids): (ids.map(\.rawValue), statuses)
                default: ([], stages)
                }
            vain += listed.filter { !found.contains($0) }.map { ($0, "guards[\(position)]") }
        }
        return vain.map { state, part in
            Self.finding(
                "unreachable-move", "The move \(move.id) is never possible in \(state).", "moves[\(index)].\(part)")
        }
    }

    /// One finding for each place that a matter can be stuck in, with the shortest way into it.
    func deadEndFindings() -> [Finding] {
        var seen: Set<Int> = []
        return exploration.deadEnds().filter { seen.insert(exploration.place($0)).inserted }.map { state in
            Self.finding(
                "dead-end", "A matter in \(name(exploration.place(state))) can never come to an end.",
                "stages[\(exploration.place(state) / workflow.content.statuses.count)]", exploration.trace(to: state))
        }
    }
}
