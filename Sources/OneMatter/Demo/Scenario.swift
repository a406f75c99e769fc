import MatterCore

/// The two matters of the demonstration.
enum Scenario: String, CaseIterable, Sendable {
    /// Modelled on what the press reported of the 中厦 case; the names, numbers and dates are invented.
    case restructuring
    /// An ordinary liquidation with everything that can go wrong on the way.
    case liquidation

    var title: LocalText {
        switch self {
        case .restructuring:
            LocalText(
                zh: "甲案（示例，参照公开报道的建筑集团清算转重整案；名称、数字、日期均为虚构）",
                en: "A: a construction group, liquidation turned into a reorganisation (sample; modelled on a public "
                    + "press report, names, numbers and dates invented)")
        case .liquidation:
            LocalText(
                zh: "乙案（示例：清算、退回补正、拒绝与驳回、延期、注销、追加分配）",
                en: "B: a liquidation with returns, refusals, an extension, tax, deregistration and an additional "
                    + "distribution (sample)")
        }
    }

    /// Both scenarios through the pure core. `serial` makes the debtors of this run different from those of others.
    static func rehearse(
        workflow: Workflow, calendar: WorkCalendar, cast: Cast, now: Instant, serial: Int64
    ) throws -> [Rehearsal] {
        let first = try Rehearsal.restructuring(
            workflow: workflow, calendar: calendar, cast: cast, now: now, serial: serial * 2)
        let second = try Rehearsal.liquidation(
            workflow: workflow, calendar: calendar, cast: cast, now: now, serial: serial * 2 + 1,
            related: first.state.id)
        return [first, second]
    }
}
