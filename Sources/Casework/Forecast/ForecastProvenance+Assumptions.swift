internal import MatterCore

extension ForecastProvenance {
    init(_ records: ForecastRecords, since: LegalDate, on today: LegalDate, seed: Int64) {
        self.init(
            on: today, seed: seed, since: since, matters: records.matters, courts: records.courts,
            stays: records.stays.values.reduce(0, +), duties: records.duties.values.reduce(0, +),
            enoughRecords: Forecaster.enoughRecords, assumptions: Self.all)
    }

    private static let all = [
        LocalText(
            zh: "将来与记录相同：停留时间与下一步流转取自本人有权阅读的案件近 \(ForecastSource.years) 年的记录（至多 \(ForecastSource.mostMatters) 件）；"
                + "尚未结束的停留按“至少已历时如此”计入。",
            en: "The future is like the record: stays and next moves are those of the matters that you may read, of the"
                + " last \(ForecastSource.years) years and at most \(ForecastSource.mostMatters) matters; a stay that goes on"
                + " counts as one that lasts at least so long."),
        LocalText(
            zh: "下一步只取决于所处阶段、程序状态、审理方式和已停留时间，不看案情。",
            en: "What comes next depends on stage, status, track and the time spent so far, not on the merits."),
        LocalText(
            zh: "未办结的必办职责按公平计时的记录推断；所阻阶段不早于其办结而离开。",
            en: "Open mandatory duties take as long as on record by the fair clock; a stage that waits for one is not"
                + " left before."),
        LocalText(
            zh: "假设情形使用相同的随机数：单位变慢或时限改变只作用于该单位持有事项的时间，配合单位变慢则整项随之变慢，职责按时限同比例办理；"
                + "变快不会使以后的阶段提前。",
            en: "A scenario is played with the same random numbers. A slower agency or another limit changes the time"
                + " in which the unit holds a duty; a duty waits for a slow co-agency as a whole and is worked off in"
                + " proportion to its limit. What is quicker brings no later stage forward."),
    ]
}
