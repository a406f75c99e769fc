/// The publish gate. A definition may be used only if every matter that could ever follow it stays legal and can end,
/// so the gate explores all of them: stage × procedure × the facts that guards and prohibitions read.
public struct Gate {
    let workflow: Workflow
    /// All roles acting together.
    let product: Product
    let exploration: Exploration

    public static func check(_ workflow: Workflow) -> GateReport {
        let product = Product(workflow, roles: Set(Role.allCases))
        guard product.facts.fits, product.placeCount < 1 << (64 - FactTable.capacity) else {
            return report(workflow, findings: [tooLarge])
        }
        let gate = Gate(workflow: workflow, product: product, exploration: Exploration(product))
        var findings = gate.rightsFindings() + gate.dutyFindings() + gate.disclosureFindings()
        findings += gate.unusedFindings() + gate.deadlineFindings()
        guard gate.exploration.isComplete else {
            return report(workflow, gate.exploration, findings: findings + [tooLarge])
        }
        findings += gate.obstacleFindings() + gate.reachabilityFindings() + gate.triggerFindings()
        findings += gate.deadEndFindings() + gate.separationFindings() + gate.prohibitionFindings()
        findings += gate.nondeterminismFindings()
        return report(workflow, gate.exploration, findings: findings)
    }

    private static func report(
        _ workflow: Workflow, _ exploration: Exploration? = nil, findings: [Finding]
    ) -> GateReport {
        GateReport(
            stages: workflow.content.stages.count { !$0.isFinal }, agencies: workflow.content.agencies.count,
            duties: workflow.content.duties.count, exploredStates: exploration?.states.count ?? 0,
            exploredMoves: exploration?.moveCount ?? 0, findings: findings)
    }

    private static var tooLarge: Finding {
        finding("too-large", "The definition has too many facts or states to be explored.", "")
    }

    static func finding(_ code: String, _ message: String, _ path: String, _ trace: [String] = []) -> Finding {
        Finding(code: code, message: message, file: "", path: path, trace: trace)
    }

    /// Places that some matter can be in.
    var reachedPlaces: [Int] { (0..<product.placeCount).filter { exploration.isReached[$0] } }

    func name(_ place: Int) -> String { "\(product.stage(place).id) × \(product.status(place).id)" }
}
