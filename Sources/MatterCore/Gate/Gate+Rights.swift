/// Things that nobody may do, visible without running anything.
extension Gate {
    func rightsFindings() -> [Finding] {
        let content = workflow.content
        let all = product.authority
        var findings: [Finding] = []
        for act in Act.allCases where !content.acts.contains(where: { $0.act == act }) {
            findings.append(
                Self.finding("act-undeclared", "No rule says who may do the act \(act.rawValue).", "acts"))
        }
        for (index, rule) in content.acts.enumerated() where rule.roles.isEmpty {
            findings.append(nobody("do the act \(rule.act.rawValue)", "acts[\(index)].roles"))
        }
        for (index, opening) in content.openings.enumerated() where !all.may(.openMatter, opening.roles) {
            findings.append(nobody("open a matter by \(opening.origin)", "openings[\(index)].roles"))
        }
        for (index, move) in content.moves.enumerated() {
            let acts: [Act] =
                switch move.machine {
                case .stage: [.moveStage]
                case .procedure: [.moveProcedure, .recordFiling]
                }
            if !acts.contains(where: { all.may($0, move.roles) }) {
                findings.append(nobody("make the move \(move.id)", "moves[\(index)].roles"))
            }
        }
        for (index, instrument) in content.instruments.enumerated() where !all.mayIssue(instrument.id) {
            findings.append(nobody("record the instrument \(instrument.id)", "instruments[\(index)].issuedBy"))
        }
        for (index, milestone) in content.milestones.enumerated()
        where !all.may(.recordMilestone, milestone.roles) {
            findings.append(nobody("record the milestone \(milestone.id)", "milestones[\(index)].roles"))
        }
        if content.duties.contains(where: \.isMandatory), !all.maySettle {
            findings.append(nobody("complete or waive a mandatory duty", "acts"))
        }
        for (use, act) in [(Reason.Use.return, Act.returnForMaterial), (.refuse, .refuse)]
        where !content.duties.isEmpty && !content.reasons.contains(where: { $0.use == use }) {
            findings.append(nobody("do the act \(act.rawValue), because no reason is declared for it", "reasons"))
        }
        for (index, stage) in content.stages.enumerated() where stage.isFinal {
            for (moveIndex, move) in content.moves.enumerated()
            where move.machine == .stage && move.from.contains(stage.id.rawValue) {
                findings.append(
                    Self.finding(
                        "final-stage-exit",
                        "The move \(move.id) leaves \(stage.id), which is an end (stages[\(index)]).",
                        "moves[\(moveIndex)].from"))
            }
        }
        return findings
    }

    func nobody(_ what: String, _ path: String, _ trace: [String] = []) -> Finding {
        Self.finding("nobody-may", "Nobody may \(what).", path, trace)
    }
}
