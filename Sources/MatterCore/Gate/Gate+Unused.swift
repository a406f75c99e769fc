/// Rules that are declared and that nothing consumes: they would promise what never happens.
extension Gate {
    func unusedFindings() -> [Finding] {
        let content = workflow.content
        let guards = content.moves.flatMap(\.guards)
        let milestones = Set(guards.compactMap(\.milestone) + content.prohibitions.compactMap(\.rule.milestone))
        let dated = Set(content.factPatterns.compactMap(\.milestone))
        let windowsRead = Set(guards.compactMap(\.window))
        let windowsOpened = Set(content.statuses.flatMap(\.opensWindows))
        let grounds = Set(content.moves.flatMap(\.grounds))
        let materials = Set(content.duties.flatMap(\.materials))
        let agencies = Set(content.duties.flatMap { [$0.agency] + $0.coAgencies })
        return unused("milestones", content.milestones, \.id) {
            milestones.contains($0.id) || dated.contains($0.id) || !$0.emits.isEmpty
        }
            + unused("windows", content.windows, \.id) {
                windowsRead.contains($0.id) && windowsOpened.contains($0.id)
            }
            + unused("grounds", content.grounds, \.id) { grounds.contains($0.id) }
            + unused("materials", content.materials, \.id) { materials.contains($0.id) }
            + unused("agencies", content.agencies, \.id) { agencies.contains($0.id) }
    }

    private func unused<Rule, ID: Code>(
        _ list: String, _ rules: [Rule], _ id: (Rule) -> ID, isUsed: (Rule) -> Bool
    ) -> [Finding] {
        rules.enumerated().filter { !isUsed($1) }.map { index, rule in
            Self.finding("unused-rule", "\(id(rule)) is declared, but nothing uses it.", "\(list)[\(index)]")
        }
    }
}

extension Guard {
    var milestone: MilestoneID? {
        switch self {
        case .milestone(let id), .milestoneAbsent(let id), .enteredIfFiled(_, let id): id
        default: nil
        }
    }

    var window: WindowID? {
        switch self {
        case .windowOpen(let id), .windowOver(let id): id
        default: nil
        }
    }
}

extension Prohibition.Rule {
    fileprivate var milestone: MilestoneID? {
        switch self {
        case .state(_, _, let id): id
        case .leaveStage(_, _, let id), .milestoneOutside(let id, _): id
        case .move, .moveWithoutInstrument, .never: nil
        }
    }
}
