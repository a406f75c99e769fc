/// Which files an act may name. Naming a file in a result or a part opens it to the units of the duty, so an agency may
/// name only what it could read already.
enum AttachmentRule {
    static func require(
        _ numbers: [Int]?, for assignment: DutyAssignment, _ draft: Draft
    ) throws(Refusal) {
        for (index, number) in (numbers ?? []).enumerated() {
            let pointer = "/attachments/\(index)"
            let attachment = draft.state.attachments[number]
            let principal = draft.context.principal
            guard principal.role == .agency else {
                guard attachment != nil else { throw Decision.noAttachment(number, at: pointer) }
                continue
            }
            let unit = principal.organisation.id
            let isSupplied = assignment.materials.contains { $0.attachment == number }
            guard let attachment, attachment.addedBy == unit || isSupplied else {
                throw notYours(number, at: pointer)
            }
        }
    }

    /// The same for a file of others and for none: an agency must not learn how many files the matter has.
    private static func notYours(_ number: Int, at pointer: String) -> Refusal {
        Refusal(
            .invalid, "attachment-not-yours", zh: "附件 \(number) 不是本单位添加的，也不是随该事项送来的材料。",
            en: "Attachment \(number) was neither added by your organisation nor supplied for this duty.",
            remedy: LocalText(zh: "请先将文件添加到案件。", en: "Add the file to the matter first."), pointer: pointer)
    }
}
