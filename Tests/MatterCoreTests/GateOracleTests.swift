import MatterCore
import Testing

/// The gate drops facts that can no longer matter. On definitions made at random it must still see exactly what a
/// player sees who drops nothing, and its traces must be as short.
@Suite struct GateOracleTests {
    @Test(arguments: 1...150) func agreesWithAPlayerWhoForgetsNothing(seed: UInt64) {
        var random = RandomDefinition(seed: seed)
        let workflow = random.workflow()
        let findings = Gate.check(workflow).findings
        let oracle = GateOracle(workflow)

        let stages = Set(oracle.order.map(\.stage))
        let statuses = Set(oracle.order.map(\.status))
        #expect(
            Set(findings.of("unreachable-stage").map(\.path))
                == paths("stages", workflow.content.stages) { !stages.contains($0.id) })
        #expect(
            Set(findings.of("unreachable-status").map(\.path))
                == paths("statuses", workflow.content.statuses) { !statuses.contains($0.id) })
        let made = Set(oracle.steps.values.joined().compactMap(\.move?.id))
        #expect(
            Set(findings.of("unreachable-move").map(\.path).filter { $0.hasSuffix("]") && !$0.contains(".") })
                == paths("moves", workflow.content.moves) { !made.contains($0.id) })

        #expect(findings.of("dead-end").map(\.trace.count).min() == shortestDeadEnd(oracle))
        for (index, prohibition) in workflow.content.prohibitions.enumerated() {
            let trace = findings.of("forbidden-move-reachable").first { $0.path == "prohibitions[\(index)]" }?.trace
            #expect(trace?.count == shortestBreach(of: prohibition.rule, oracle), "\(prohibition.rule)")
        }
        #expect(findings.of("nondeterminism").isEmpty == !oracle.order.contains { hasRivals($0, oracle) })
        for role in [Role.judge, .administrator] {
            let alone = GateOracle(workflow, roles: [role])
            let trace = findings.of("single-role").first { $0.message.contains(role.rawValue) }?.trace
            #expect(trace?.count == alone.order.filter(alone.isEnd).compactMap { alone.distance[$0] }.min())
        }
    }

    private func paths<Rule>(_ list: String, _ rules: [Rule], where matches: (Rule) -> Bool) -> Set<String> {
        Set(rules.enumerated().filter { matches($1) }.map { "\(list)[\($0.offset)]" })
    }

    private func shortestDeadEnd(_ oracle: GateOracle) -> Int? {
        var safe = Set(oracle.order.filter(oracle.isEnd))
        var grew = true
        while grew {
            grew = false
            for position in oracle.order.reversed() where !safe.contains(position) {
                if oracle.steps[position]!.contains(where: { safe.contains($0.after) }) {
                    safe.insert(position)
                    grew = true
                }
            }
        }
        return oracle.order.filter { !safe.contains($0) }.compactMap { oracle.distance[$0] }.min()
    }

    private func hasRivals(_ position: GateOracle.Position, _ oracle: GateOracle) -> Bool {
        let moves = Set(oracle.steps[position]!.compactMap(\.move))
        return Set(moves.map { "\($0.machine) \($0.to)" }).count < moves.count
    }

    private func shortestBreach(of rule: Prohibition.Rule, _ oracle: GateOracle) -> Int? {
        oracle.order.compactMap { position -> Int? in
            let here = oracle.distance[position]!
            let moves = oracle.steps[position]!.compactMap(\.move)
            switch rule {
            case .move(_, let from, let to):
                let breaks =
                    from.contains(position.stage.rawValue)
                    && moves.contains { $0.machine == .stage && to.contains($0.to) }
                return breaks ? here + 1 : nil
            case .state(let stages, let statuses, let excuse):
                let breaks = stages.contains(position.stage) && statuses.contains(position.status)
                return breaks && !position.milestones.contains(excuse!) ? here : nil
            case .leaveStage(let stage, let duty, let milestone):
                let breaks =
                    position.stage == stage && position.completed.contains(duty)
                    && !position.milestones.contains(milestone)
                return breaks && moves.contains { $0.machine == .stage && $0.to != stage.rawValue } ? here + 1 : nil
            case .milestoneOutside(let milestone, let statuses):
                let breaks = oracle.steps[position]!.contains { $0.milestone == milestone }
                return breaks && !statuses.contains(position.status) ? here + 1 : nil
            case .never(let after, let statuses):
                return position.history.contains(after) && statuses.contains(position.status) ? here : nil
            case .moveWithoutInstrument(_, _, let to, let kinds):
                let breaks = moves.contains {
                    $0.machine == .procedure && to.contains($0.to) && !kinds.allSatisfy($0.instruments.contains)
                }
                return breaks ? here + 1 : nil
            }
        }.min()
    }
}
