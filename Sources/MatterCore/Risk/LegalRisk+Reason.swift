extension LegalRisk {
    /// Why it stands where it stands.
    public var reason: LocalText {
        let time =
            switch urgency {
            case .overdue: LocalText(zh: "已逾期", en: "Overdue")
            case .withinThreeDays: LocalText(zh: "三个工作日内到期", en: "Due within three working days")
            case .withinTenDays: LocalText(zh: "十个工作日内到期", en: "Due within ten working days")
            case .later: LocalText(zh: "十个工作日后到期", en: "Due in more than ten working days")
            }
        let weight =
            switch consequence {
            case .statutory: LocalText(zh: "法定或者法院指定的期限", en: "a deadline of the law or of the court")
            case .blocksPresentStage:
                LocalText(zh: "必办，未办结则不能离开当前阶段", en: "mandatory, and the present stage cannot be left without it")
            case .mandatory: LocalText(zh: "必办", en: "mandatory")
            case .ordinary: LocalText(zh: "非必办", en: "not mandatory")
            }
        return LocalText(zh: "\(time.zh)；\(weight.zh)", en: "\(time.en); \(weight.en)")
    }
}
