import MatterCore

/// Says what a command does, in the words of the definition.
struct Narration: Sendable {
    private let workflow: Workflow
    private let state: MatterState

    init(_ workflow: Workflow, _ state: MatterState) {
        self.workflow = workflow
        self.state = state
    }

    func text(for command: Command) -> LocalText {
        switch command {
        case .recordFiling: LocalText(zh: "登记破产申请", en: "record the filing")
        case .assignJudge(let command): LocalText(zh: "指定承办法官 \(command.judge.name) 及合议庭", en: "assign judge and panel")
        case .appointAdministrator(let command):
            LocalText(zh: "指定管理人 \(command.administrator)", en: "appoint the administrator \(command.administrator)")
        case .setTrack(let command):
            LocalText(zh: "审理方式：\(command.track == .fast ? "快速" : "普通")", en: "set the track: \(command.track)")
        case .linkMatter(let link): LocalText(zh: "关联案件", en: "link a matter (\(link.relation.rawValue))")
        case .sealMatter: LocalText(zh: "封存案件", en: "seal the matter")
        case .unsealMatter: LocalText(zh: "解除封存", en: "unseal the matter")
        case .recordInstrument(let command):
            named(workflow.instrument(command.kind)?.name, command.kind, zh: "作出：", en: "issue: ")
        case .recordMilestone(let command):
            named(workflow.milestone(command.milestone)?.name, command.milestone, zh: "登记：", en: "record: ")
        case .moveStage(let command): named(workflow.stage(command.to)?.name, command.to, zh: "阶段 → ", en: "stage → ")
        case .moveProcedure(let command):
            named(workflow.status(command.to)?.name, command.to, zh: "程序 → ", en: "procedure → ")
        case .addAttachment(let command): LocalText(zh: "上传 \(command.name)", en: "upload a document")
        case .fileRequest(let command):
            LocalText(zh: "一次发函 \(command.duties.count) 项职责", en: "file one bundle for \(command.duties.count) duties")
        case .recordService: LocalText(zh: "登记送达", en: "record a service")
        case .correctDate: LocalText(zh: "更正日期", en: "correct a date")
        case .fixDate(let command):
            named(workflow.fixedDate(command.date)?.name, command.date, zh: "确定日期：", en: "fix the date: ")
        case .setDeadline(let command): LocalText(zh: "指定期限：\(command.name)", en: "set a deadline: \(command.name)")
        case .adoptTemplate(let command): LocalText(zh: "采用节点模板 \(command.template)", en: "adopt \(command.template)")
        case .adoptDefinition(let command):
            LocalText(zh: "转用规则第 \(command.version) 版", en: "move to version \(command.version) of the rules")
        case .deadline(let number, let action):
            LocalText(zh: "期限 \(number)：\(verb(of: action).zh)", en: "\(verb(of: action).en) deadline \(number)")
        case .duty(let number, let action): text(for: action, on: number)
        }
    }

    private func named(_ name: LocalText?, _ code: some Code, zh: String, en: String) -> LocalText {
        LocalText(zh: zh + (name?.zh ?? code.rawValue), en: en + (name?.en ?? code.rawValue))
    }

    private func text(for action: DutyAction, on number: Int) -> LocalText {
        guard let duty = state.assignments[number].flatMap({ workflow.duty($0.duty) }) else {
            return LocalText(zh: "事项 \(number)", en: "assignment \(number)")
        }
        let verb = verb(of: action)
        return LocalText(zh: "\(duty.id) \(verb.zh)：\(duty.name.zh)", en: "\(duty.id) \(verb.en): \(duty.name.en)")
    }

    private func verb(of action: DeadlineAction) -> LocalText {
        switch action {
        case .meet: LocalText(zh: "履行", en: "meet")
        case .extend: LocalText(zh: "延长", en: "extend")
        case .suspend: LocalText(zh: "中止", en: "suspend")
        case .resume: LocalText(zh: "恢复", en: "resume")
        case .end: LocalText(zh: "终止", en: "end")
        }
    }

    private func verb(of action: DutyAction) -> LocalText {
        switch action {
        case .acknowledge: LocalText(zh: "签收", en: "acknowledge")
        case .start: LocalText(zh: "开始办理", en: "start")
        case .complete: LocalText(zh: "办结", en: "complete")
        case .returnForMaterial: LocalText(zh: "退回补正", en: "return for material")
        case .resubmit: LocalText(zh: "补正后重新提交", en: "resubmit")
        case .refuse: LocalText(zh: "拒绝办理", en: "refuse")
        case .upholdRefusal: LocalText(zh: "维持拒绝", en: "uphold the refusal")
        case .overrideRefusal: LocalText(zh: "驳回拒绝，责令办理", en: "override the refusal")
        case .waive: LocalText(zh: "免除", en: "waive")
        case .requestExtension: LocalText(zh: "申请延期", en: "ask for an extension")
        case .decideExtension(let command):
            command.approve
                ? LocalText(zh: "同意延期", en: "approve the extension")
                : LocalText(zh: "不同意延期", en: "reject the extension")
        case .submitPart: LocalText(zh: "协办反馈", en: "submit the part")
        case .releasePart(let command):
            LocalText(zh: "免除 \(command.agency) 的协办", en: "release the part of \(command.agency)")
        case .acceptResult: LocalText(zh: "确认结果", en: "accept the result")
        case .sendBack: LocalText(zh: "退回结果", en: "send the result back")
        case .answerReminder: LocalText(zh: "答复催办", en: "answer a reminder")
        }
    }
}
