/// What a critical path takes for granted. Shown with every answer, because none of it is certain.
public struct Assumption: Hashable, Codable, Sendable {
    public let text: LocalText
    public let provenance: LegalBasis.Provenance

    static func all(for course: CriticalPath.Course) -> [Assumption] {
        let common = [
            LocalText(
                zh: "未办结的职责按其期限最后一日办结；已逾期的按今日办结；退回补充材料的按今日补正，剩余期限继续计算。",
                en:
                    "An open duty is settled on its last day, an overdue one today; one that was returned for material is "
                    + "resubmitted today and then has the days that were left."),
            LocalText(
                zh: "后续阶段或者事件开启的职责，自开启之日起用足其期限。",
                en: "A duty that a later stage or event opens takes its whole limit from that day."),
            LocalText(
                zh: "没有期限的文书、节点、指定，在可以作出之日即作出；已有文书按其日期。",
                en:
                    "Instruments, milestones and appointments, which have no limit here, come on the first day on which they "
                    + "can; an instrument that the matter has keeps its date."),
            LocalText(
                zh: "自另一期限届满起算的义务，在该期限届满后履行。",
                en: "An obligation that runs from the end of another deadline is met after that end."),
            LocalText(
                zh: "各项变更和行为均在可以作出的第一日作出，不为避免职责再次开启而故意推迟。",
                en:
                    "Every step is taken on the first day on which it can be: none is put off so that a duty is still open "
                    + "when a second event would open it again."),
            LocalText(
                zh: "从合法变更中取最早终结的一条路径；不预测案件实体结果。",
                en: "Of all legal ways the one that ends earliest is taken; nothing is said about how the case will go."
            ),
        ]
        let way =
            switch course {
            case .completed:
                LocalText(
                    zh: "不采取在终结前取消未办结职责的变更（驳回申请、自行和解等）。",
                    en:
                        "Moves that cancel open duties before the end (dismissal, agreement with all creditors) are left "
                        + "out.")
            case .any:
                LocalText(
                    zh: "包括取消未办结职责的变更（驳回申请、自行和解等）。",
                    en: "Moves that cancel open duties (dismissal, agreement with all creditors) count as well.")
            }
        return (common + [way]).map { Assumption(text: $0, provenance: .practice) }
    }
}
