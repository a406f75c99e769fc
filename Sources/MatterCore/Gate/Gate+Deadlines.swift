/// Deadlines that could never run: they would promise what nobody is ever told.
extension Gate {
    func deadlineFindings() -> [Finding] {
        let content = workflow.content
        let dead = content.deadlines.enumerated().filter { _, rule in !rule.anchors.contains { canOpen(rule, from: $0) }
        }
        let dates = content.fixedDates.enumerated().filter { _, date in
            !content.factPatterns.contains(.date(date.id))
        }
        let templates = content.templates.enumerated().filter { _, template in
            !content.deadlines.contains { $0.template == template.id }
        }
        return dead.map { index, rule in
            Self.finding(
                "deadline-never-opens", "\(rule.id) runs in no status in which what it runs from can happen.",
                "deadlines[\(index)]")
        }
            + dates.map { index, date in
                Self.finding("unused-rule", "\(date.id) is declared, but nothing uses it.", "fixedDates[\(index)]")
            }
            + templates.map { index, template in
                Self.finding("unused-rule", "\(template.id) is declared, but nothing uses it.", "templates[\(index)]")
            }
    }

    private func canOpen(_ rule: DeadlineRule, from pattern: FactPattern) -> Bool {
        guard let statuses = statuses(of: pattern) else { return true }
        return rule.statuses.isEmpty ? !statuses.isEmpty : !statuses.isDisjoint(with: rule.statuses)
    }

    /// Where the fact can happen; nil: in any status.
    private func statuses(of pattern: FactPattern) -> Set<StatusID>? {
        let content = workflow.content
        let procedure = content.moves.filter { $0.machine == .procedure }
        func isRunning(_ status: String) -> Bool { workflow.status(StatusID(status))?.isRunning == true }
        switch pattern {
        case .filing: return Set(content.openings.filter(\.needsFiler).map(\.status) + [.filed])
        case .instrument(let kind, _):
            let own = workflow.instrument(kind)?.statuses ?? []
            return own.isEmpty
                ? nil : Set(own + content.openings.filter { $0.instruments.contains(kind) }.map(\.status))
        case .milestone(let id):
            let own = workflow.milestone(id)?.statuses ?? []
            return own.isEmpty ? nil : Set(own)
        case .acceptance:
            return Set(
                procedure.filter { isRunning($0.to) && !$0.from.contains(where: isRunning) }.map { StatusID($0.to) }
                    + content.openings.map(\.status).filter { isRunning($0.rawValue) })
        case .termination:
            return Set(
                procedure.filter { !isRunning($0.to) && $0.from.contains(where: isRunning) }.map { StatusID($0.to) })
        case .status(let id): return [id]
        case .date: return nil
        case .deadline(let id):
            guard let other = workflow.deadline(id), !other.statuses.isEmpty else { return nil }
            return Set(other.statuses)
        }
    }
}
