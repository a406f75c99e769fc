/// Evaluates the closed vocabulary of guards against a matter.
struct GuardEvaluation {
    let state: MatterState
    let context: DecisionContext
    /// Latest date of the instruments that carry the move; nil, for today, if there are none.
    let instrumentDate: LegalDate?

    private var workflow: Workflow { context.workflow }

    func unmet(_ guardRule: Guard, of move: Move) -> [UnmetCondition] {
        switch guardRule {
        case .procedure(let statuses):
            if statuses.contains(state.status) { return [] }
            let names = statuses.compactMap { workflow.status($0)?.name }
            return [
                condition(
                    "procedure", statuses.map(\.rawValue).joined(separator: ","),
                    zh: "程序须为：\(names.map(\.zh).joined(separator: "、"))",
                    en: "The procedure must be: \(names.map(\.en).joined(separator: ", "))", [.judge], move)
            ]
        case .stage(let stages):
            if stages.contains(state.stage) { return [] }
            let names = stages.compactMap { workflow.stage($0)?.name }
            return [
                condition(
                    "stage", stages.map(\.rawValue).joined(separator: ","),
                    zh: "阶段须为：\(names.map(\.zh).joined(separator: "、"))",
                    en: "The stage must be: \(names.map(\.en).joined(separator: ", "))", [.judge], move)
            ]
        case .milestone(let id): return state.milestones[id] == nil ? [missing(id, move)] : []
        case .milestoneAbsent(let id):
            if state.milestones[id] == nil { return [] }
            let name = workflow.milestone(id)?.name
            return [
                condition(
                    "milestone_recorded", id.rawValue, zh: "已登记：\(name?.zh ?? id.rawValue)",
                    en: "Already recorded: \(name?.en ?? id.rawValue)", [], move)
            ]
        case .enteredIfFiled(let duty, let milestone):
            let applies = state.completedDuties.contains(duty) && state.milestones[milestone] == nil
            return applies ? [missing(milestone, move)] : []
        case .mandatoryDutiesSettled: return blockingDuties()
        case .judgeAssigned:
            return state.judge != nil
                ? [] : [condition("judge", "", zh: "尚未指定承办法官", en: "No judge is assigned", [.judge], move)]
        case .administratorAppointed:
            return state.administrator != nil
                ? []
                : [condition("administrator", "", zh: "尚未指定管理人", en: "No administrator is appointed", [.judge], move)]
        case .filer(let filers):
            if let filer = state.filing?.filer, filers.contains(filer) { return [] }
            return [
                condition(
                    "filer", filers.map(\.rawValue).joined(separator: ","), zh: "申请人不符合此项规定",
                    en: "The filer must be: \(filers.map(\.rawValue).joined(separator: ", "))", [], move)
            ]
        case .windowOpen(let id): return windowIsOpen(id, on: instrumentDate ?? context.today) ? [] : [window(id, true)]
        case .windowOver(let id): return windowIsOpen(id, on: context.today) ? [window(id, false)] : []
        }
    }

    /// Unsettled mandatory duties of this scene and of earlier ones hold up the exit.
    private func blockingDuties() -> [UnmetCondition] {
        let order = workflow.content.stages.map(\.id)
        guard let here = order.firstIndex(of: state.stage) else { return [] }
        return state.assignments.values.sorted { $0.number < $1.number }.filter { assignment in
            assignment.isMandatory && !assignment.state.isSettled
                && (order.firstIndex(of: assignment.scene).map { $0 <= here } ?? true)
        }.map { assignment in
            let duty = workflow.duty(assignment.duty)
            return UnmetCondition(
                kind: "duty", subject: String(assignment.number),
                text: LocalText(
                    zh: "\(assignment.duty) \(duty?.name.zh ?? "")：未办结",
                    en: "\(assignment.duty) \(duty?.name.en ?? "") is not settled"),
                roles: holders(of: assignment), owedBy: assignment.unit, since: assignment.openedAt.legalDate,
                basis: duty?.basis)
        }
    }

    /// Whose turn it is on an unsettled assignment; the judge may also waive it.
    private func holders(of assignment: DutyAssignment) -> [Role] {
        switch assignment.state {
        case .returned: [.administrator, .judge]
        case .refused: [.judge]
        default: [.agency, .judge]
        }
    }

    private func windowIsOpen(_ id: WindowID, on date: LegalDate) -> Bool {
        guard state.openedWindows.contains(id), let start = state.terminatedOn, let window = workflow.window(id) else {
            return false
        }
        return date <= start.adding(years: window.years)
    }

    private func window(_ id: WindowID, _ mustBeOpen: Bool) -> UnmetCondition {
        let window = workflow.window(id)
        let end = state.terminatedOn.flatMap { start in window.map { start.adding(years: $0.years) } }
        let until = end.map(\.description) ?? "-"
        return UnmetCondition(
            kind: "window", subject: id.rawValue,
            text: mustBeOpen
                ? LocalText(zh: "期间已过（至 \(until)）", en: "The period is not open (it ends \(until))")
                : LocalText(zh: "期间未届满（至 \(until)）", en: "The period is not over (it ends \(until))"),
            roles: [], since: state.terminatedOn, basis: window?.basis)
    }

    private func missing(_ id: MilestoneID, _ move: Move) -> UnmetCondition {
        let milestone = workflow.milestone(id)
        return UnmetCondition(
            kind: "milestone", subject: id.rawValue,
            text: LocalText(
                zh: "尚未登记：\(milestone?.name.zh ?? id.rawValue)",
                en: "Not recorded: \(milestone?.name.en ?? id.rawValue)"),
            roles: milestone?.roles ?? [],
            owedBy: milestone?.roles == [.administrator] ? state.administrator : nil,
            since: state.stageSince.legalDate, basis: milestone?.basis ?? move.basis)
    }

    private func condition(
        _ kind: String, _ subject: String, zh: String, en: String, _ roles: [Role], _ move: Move
    ) -> UnmetCondition {
        UnmetCondition(
            kind: kind, subject: subject, text: LocalText(zh: zh, en: en), roles: roles, basis: move.basis)
    }
}
