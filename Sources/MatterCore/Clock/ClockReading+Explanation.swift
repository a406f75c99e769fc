extension ClockReading.Lane {
    /// Whose turn it is or when the lane ended, and how long each had it, in one sentence.
    public var explanation: LocalText {
        let since = (intervals.last?.from ?? openedAt).legalDate
        let zhTotals = totals.map { "\(zh($0.holder)) \($0.turns) 次、工作时间 \(Self.zh($0.elapsed))" }
        let enTotals = totals.map { total in
            "\(en(total.holder)) \(total.turns) \(total.turns == 1 ? "turn" : "turns"),"
                + " \(Self.en(total.elapsed)) of working time"
        }
        let sums = (zh: zhTotals.joined(separator: "；"), en: enTotals.joined(separator: "; "))
        if let holder {
            return LocalText(
                zh: "自 \(since) 起由\(zh(holder))处理。累计：\(sums.zh)。",
                en: "Since \(since) it has been the turn of \(en(holder)). So far: \(sums.en).")
        }
        let end = endedAt?.legalDate ?? since
        return LocalText(
            zh: "已于 \(end) 结束。累计：\(sums.zh)。", en: "It ended on \(end). In all: \(sums.en).")
    }

    private func zh(_ holder: Holder) -> String {
        switch holder {
        case .unit: kind == .part ? "配合单位" : "承办单位"
        case .requester: "申请方"
        case .judge: "法官"
        }
    }

    private func en(_ holder: Holder) -> String {
        switch holder {
        case .unit: kind == .part ? "the co-agency" : "the unit"
        case .requester: "the requester"
        case .judge: "the judge"
        }
    }

    private static func zh(_ elapsed: ClockReading.Elapsed) -> String {
        "\(elapsed.workingSeconds / 3_600) 小时 \(elapsed.workingSeconds / 60 % 60) 分"
    }

    private static func en(_ elapsed: ClockReading.Elapsed) -> String {
        "\(elapsed.workingSeconds / 3_600) h \(elapsed.workingSeconds / 60 % 60) min"
    }
}
