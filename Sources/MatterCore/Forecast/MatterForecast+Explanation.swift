extension MatterForecast {
    /// Puts what was played into words.
    init(
        matter: Int64, runs: Int, nextMoves: [NextMove], nextMoveOn: ExpectedRange, closing: ExpectedRange,
        runsBeyondRecords: Int, basis: StayBasis, records: Int, duties: [DutyOutlook]
    ) {
        let zhTrack = basis == .sameTrack ? "同一审理方式" : "各审理方式"
        let enTrack = basis == .sameTrack ? "on the same track" : "on any track"
        let explanation = LocalText(
            zh: "依据\(zhTrack)下同一阶段、同一程序状态的 \(records) 条停留记录，推演 \(runs) 次："
                + "一成于 \(Self.zh(closing.early)) 前结案，半数于 \(Self.zh(closing.median)) 前，九成于 \(Self.zh(closing.late)) 前。",
            en: "By \(records) recorded stays in the same stage and status \(enTrack), played \(runs) times: a tenth"
                + " close by \(Self.en(closing.early)), half by \(Self.en(closing.median)), nine tenths by"
                + " \(Self.en(closing.late)).")
        var warnings: [LocalText] = []
        let enough = Forecaster.enoughRecords
        if records < enough {
            warnings.append(
                LocalText(
                    zh: "可比记录仅 \(records) 条，少于 \(enough) 条，预测仅供参考。",
                    en: "Only \(records) comparable records, fewer than \(enough): take the forecast as a hint."))
        }
        if runsBeyondRecords > 0 {
            warnings.append(
                LocalText(
                    zh: "\(runs) 次推演中有 \(runsBeyondRecords) 次超出全部记录，其结案日无从推断。",
                    en: "In \(runsBeyondRecords) of \(runs) runs the matter outlasts everything on record; when it"
                        + " would close then cannot be said."))
        }
        let byLimit = duties.filter { $0.basis == .limit }.map { "\($0.duty)" }
        if !byLimit.isEmpty {
            warnings.append(
                LocalText(
                    zh: "\(byLimit.joined(separator: "、")) 记录不足，按办理时限推断。",
                    en: "Too few records of \(byLimit.joined(separator: ", ")): the limit is taken."))
        }
        self.init(
            matter: matter, runs: runs, nextMoves: nextMoves, nextMoveOn: nextMoveOn, closing: closing,
            runsBeyondRecords: runsBeyondRecords, basis: basis, records: records, duties: duties,
            explanation: explanation, warnings: warnings)
    }

    private static func zh(_ day: ExpectedDay?) -> String { day.map { "\($0.date)" } ?? "记录所不及之日" }
    private static func en(_ day: ExpectedDay?) -> String { day.map { "\($0.date)" } ?? "a day beyond the records" }
}
