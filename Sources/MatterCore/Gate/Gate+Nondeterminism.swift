/// Two moves that answer the same request (machine, states and ground), both enabled: the outcome would be a chance.
extension Gate {
    func nondeterminismFindings() -> [Finding] {
        var found: Set<[Int]> = []
        var findings: [Finding] = []
        let rivals = product.steps.map(rivals)
        for state in exploration.states.indices {
            let bits = exploration.bits(state)
            for (one, other) in rivals[exploration.place(state)] where one.isEnabled(bits) && other.isEnabled(bits) {
                guard let first = one.moveIndex, let second = other.moveIndex, found.insert([first, second]).inserted
                else { continue }
                let moves = workflow.content.moves
                findings.append(
                    Self.finding(
                        "nondeterminism",
                        "The moves \(moves[first].id) and \(moves[second].id) answer the same request in "
                            + "\(name(exploration.place(state))).",
                        "moves[\(second)]", exploration.trace(to: state, then: other)))
            }
        }
        return findings
    }

    private func rivals(_ steps: [Step]) -> [(Step, Step)] {
        var pairs: [(Step, Step)] = []
        for (position, one) in steps.enumerated() {
            for other in steps[(position + 1)...] where one.target == other.target {
                guard let first = one.moveIndex, let second = other.moveIndex, first != second else { continue }
                if answerSameRequest(workflow.content.moves[first], workflow.content.moves[second]) {
                    pairs.append((one, other))
                }
            }
        }
        return pairs
    }

    private func answerSameRequest(_ one: Move, _ other: Move) -> Bool {
        guard one.machine == other.machine else { return false }
        return (one.grounds.isEmpty && other.grounds.isEmpty) || one.grounds.contains { other.grounds.contains($0) }
    }
}
