extension Decision {
    /// One bundle for any number of duties. All faults of the bundle are reported together; partial success never
    /// happens.
    static func fileRequest(_ command: FileRequest, _ draft: inout Draft) throws(Refusal) {
        try TextRule.allow(command.note, at: "/note")
        guard !command.duties.isEmpty, command.duties.count <= draft.context.workflow.content.duties.count else {
            throw Refusal(
                .invalid, "bundle-size", zh: "请至少选择一项职责，且不超过目录总数。",
                en: "A bundle asks for at least one duty and at most the whole catalogue.", pointer: "/duties")
        }
        let pack = try standardPack(command, draft)
        var faults: [UnmetCondition] = []
        var seen: Set<DutyID> = []
        for (index, item) in command.duties.enumerated() {
            try TextRule.allow(item.note, at: "/duties/\(index)/note")
            for (position, use) in item.materials.enumerated() where draft.state.attachments[use.attachment] == nil {
                throw noAttachment(use.attachment, at: "/duties/\(index)/materials/\(position)/attachment")
            }
            guard let duty = draft.context.workflow.duty(item.duty), seen.insert(item.duty).inserted else {
                throw Refusal(
                    .invalid, "duty-unknown-or-twice", zh: "职责不存在或重复。",
                    en: "There is no such duty, or it is named twice.", pointer: "/duties/\(index)/duty")
            }
            faults += draft.faults(of: item, duty, pack: pack)
        }
        guard faults.isEmpty else {
            throw Refusal(
                .conflict, "bundle-not-ready", zh: "有 \(faults.count) 处须补正。",
                en: "\(faults.count) thing\(faults.count == 1 ? "" : "s") must be mended before the bundle can go out.",
                remedy: LocalText(
                    zh: faults.map(\.text.zh).joined(separator: "；"), en: faults.map(\.text.en).joined(separator: "; ")),
                pointer: "/duties", unmet: faults)
        }
        try draft.file(command, pack: pack)
    }

    /// The pack on file, with what this bundle adds or replaces.
    private static func standardPack(
        _ command: FileRequest, _ draft: Draft
    ) throws(Refusal) -> [MaterialID: Int] {
        var pack = draft.state.standardPack
        let known = Set(draft.context.workflow.standardPack.map(\.id))
        for (index, use) in (command.standardPack ?? []).enumerated() {
            guard known.contains(use.material) else {
                throw Refusal(
                    .invalid, "not-in-standard-pack", zh: "该材料不属于标准材料包。",
                    en: "The standard pack holds: \(known.sorted().map(\.rawValue).joined(separator: ", ")).",
                    pointer: "/standardPack/\(index)/material")
            }
            guard draft.state.attachments[use.attachment] != nil else {
                throw noAttachment(use.attachment, at: "/standardPack/\(index)/attachment")
            }
            pack[use.material] = use.attachment
        }
        return pack
    }
}

extension Draft {
    /// What keeps the duty out of a bundle: not open, asked for already, or material missing.
    fileprivate func faults(of item: FileRequest.Item, _ duty: Duty, pack: [MaterialID: Int]) -> [UnmetCondition] {
        var faults: [UnmetCondition] = []
        if let assignment = unsettled(duty.id) {
            if assignment.request != nil {
                faults.append(
                    fault(
                        duty, "already_requested", zh: "已发函（\(assignment.request?.letterNumber ?? "")）",
                        en: "asked for already (letter \(assignment.request?.letterNumber ?? ""))"))
            }
        } else if !mayRequest(duty) {
            let settled = state.openedDuties.contains(duty.id)
            faults.append(
                fault(
                    duty, settled ? "already_settled" : "not_open",
                    zh: settled ? "已办结" : "当前阶段不能申请",
                    en: settled ? "settled already" : "cannot be asked for in this stage by this role"))
        }
        let supplied = Set(item.materials.map(\.material))
        for material in duty.materials where pack[material] == nil && !supplied.contains(material) {
            let name = context.workflow.content.materials.first { $0.id == material }?.name
            faults.append(
                fault(
                    duty, "material_missing", subject: material.rawValue, zh: "缺少材料：\(name?.zh ?? material.rawValue)",
                    en: "material missing: \(name?.en ?? material.rawValue)"))
        }
        for material in supplied.subtracting(duty.materials).sorted() {
            faults.append(
                fault(
                    duty, "material_not_needed", subject: material.rawValue, zh: "不需要材料 \(material)",
                    en: "does not need the material \(material)"))
        }
        return faults
    }

    private func mayRequest(_ duty: Duty) -> Bool {
        duty.triggers.contains { trigger in
            guard case .request(let role, let stage) = trigger else { return false }
            return role == context.principal.role && (stage == nil || stage == state.stage)
        }
    }

    private func fault(_ duty: Duty, _ kind: String, subject: String? = nil, zh: String, en: String) -> UnmetCondition {
        UnmetCondition(
            kind: kind, subject: subject.map { "\(duty.id)/\($0)" } ?? duty.id.rawValue,
            text: LocalText(zh: "\(duty.id) \(zh)", en: "\(duty.id): \(en)"), roles: [context.principal.role],
            basis: duty.basis)
    }

    fileprivate mutating func file(_ command: FileRequest, pack: [MaterialID: Int]) throws(Refusal) {
        for item in command.duties where unsettled(item.duty) == nil {
            guard let duty = context.workflow.duty(item.duty) else { continue }
            try open(duty, cause: .request)
        }
        let number = state.last.request + 1
        let prefix = state.caseNumber ?? "OM\(state.id)号"
        var letters: [RequestFiled.Letter] = []
        for item in command.duties {
            guard let assignment = unsettled(item.duty), let duty = context.workflow.duty(item.duty) else { continue }
            let fromPack = duty.materials.compactMap { material in
                pack[material].map { MaterialUse(material: material, attachment: $0) }
            }
            letters.append(
                RequestFiled.Letter(
                    assignment: assignment.number, letterNumber: "\(prefix)协\(number)-\(letters.count + 1)",
                    materials: fromPack.filter { use in !item.materials.contains { $0.material == use.material } }
                        + item.materials,
                    note: item.note))
        }
        add(
            .requestFiled(
                RequestFiled(
                    number: number, letters: letters,
                    standardPack: pack.sorted { $0.key < $1.key }.map { MaterialUse(material: $0, attachment: $1) },
                    note: command.note)))
    }
}
