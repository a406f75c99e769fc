extension CriticalPath {
    /// The answer in a sentence.
    static func explain(_ closing: Closing?, _ items: [CriticalItem], isClosed: Bool) -> LocalText {
        guard let closing else {
            return isClosed
                ? LocalText(zh: "案件已结束。", en: "The matter is closed.")
                : LocalText(zh: "按此路径条件无法终结。", en: "No course of this kind leads to an end.")
        }
        let critical = items.filter(\.isCritical)
        let provisional =
            closing.isProvisional
            ? LocalText(zh: "（暂定）", en: " (provisional)") : LocalText(zh: "", en: "")
        let day = LocalText(zh: "最早可于 \(closing.date)\(provisional.zh) 结案", en: "\(closing.date)\(provisional.en)")
        // What ends last decides; what takes no time decides only if nothing else does.
        guard
            let last = critical.enumerated().max(by: {
                ($0.element.earliest, $0.offset) < ($1.element.earliest, $1.offset)
            })
        else {
            return LocalText(
                zh: "\(day.zh)，没有任何单独一项决定该日期。",
                en: "The earliest closing is \(day.en); no single item decides it.")
        }
        return LocalText(
            zh: "\(day.zh)，取决于：\(last.element.name.zh)（\(last.element.earliest)）；共 \(critical.count) 项无余量。",
            en: "The earliest closing is \(day.en); it depends on \(last.element.name.en) (\(last.element.earliest)). "
                + "\(critical.count) item\(critical.count == 1 ? " has" : "s have") no slack.")
    }
}
