import MatterCore
import Testing

/// What a due date says of itself.
@Suite struct ExplanationTests {
    private func explained(
        _ anchor: String, _ amount: Int, _ unit: Period.Unit, _ direction: Period.Direction = .forward,
        _ rule: Derivation.Rule? = nil
    ) throws -> LocalText {
        let due = try Shipped.calendar.due(
            Period(amount: amount, unit: unit, direction: direction),
            from: .init(on: try #require(LegalDate(anchor))), rule: rule)
        return try #require(due.explanation)
    }

    @Test func ofAPeriodThatRolls() throws {
        let text = try explained("2026-09-10", 25, .calendarDays)
        #expect(text.zh == "自2026年9月10日的次日起算25个自然日，届满日2026年10月5日为国庆节假期，顺延至其后第一个工作日2026年10月8日。")
        #expect(
            text.en == "25 calendar days counted from the day after 2026-09-10 end on 2026-10-05, in the break of "
                + "National Day, and move to the next working day, 2026-10-08.")
    }

    @Test func ofAPeriodThatEndsOnAMakeUpDay() throws {
        let text = try explained("2026-01-20", 25, .calendarDays)
        #expect(text.zh == "自2026年1月20日的次日起算25个自然日，届满日2026年2月14日（星期六）为调休上班日，不顺延。")
        #expect(text.en.hasSuffix("end on 2026-02-14, a make-up working day, so the end does not move."))
    }

    @Test func ofMonthsWithoutADayOfTheSameNumber() throws {
        let text = try explained("2026-08-31", 6, .months)
        #expect(
            text.zh == "自2026年8月31日的次日起算6个月，到期月没有对应日，以月末日为届满日，届满日2027年2月28日为星期日（休息日），"
                + "顺延至其后第一个工作日2027年3月1日。2027年放假安排尚未载入，按周一至周五为工作日推算，日期为暂定。")
        #expect(text.en.contains("the last day of the month: they end on 2027-02-28, a Sunday, and move"))
        #expect(text.en.hasSuffix("and the date is provisional."))
        #expect(
            try explained("2026-04-01", 6, .months).en.contains("6 months counted from the day after 2026-04-01 end on")
        )
    }

    @Test func ofWorkingDays() throws {
        let text = try explained("2026-09-29", 5, .workingDays)
        #expect(
            text.zh == "自2026年9月29日的次日起算5个工作日，其间休息日2026年10月1日至2026年10月7日（国庆节）、2026年10月11日不计入，"
                + "调休上班日2026年10月10日计入，届满日为2026年10月12日。")
        #expect(
            text.en
                == "5 working days counted from the day after 2026-09-29 end on 2026-10-12, not counting the days off "
                + "2026-10-01 to 2026-10-07 (National Day), 2026-10-11, counting the make-up working days 2026-10-10.")
        #expect(try explained("2026-01-05", 100, .workingDays).zh.contains("其间休息日共"))
    }

    @Test func ofALimitBackwards() throws {
        let text = try explained("2026-10-20", 15, .calendarDays, .backward)
        #expect(text.zh == "自2026年10月20日的前一日起倒算15个自然日，届满日2026年10月5日为国庆节假期，提前至其前最后一个工作日2026年9月30日。")
        #expect(text.en.hasSuffix("and move to the working day before, 2026-09-30."))
    }

    /// The notice of the next year may still turn the last days of December into days off.
    @Test func warnsAtTheEndOfTheLastYearWithANotice() throws {
        #expect(try explained("2026-12-01", 30, .calendarDays).zh.hasSuffix("2027年放假安排载入后，年末日期可能调整。"))
        #expect(try !explained("2025-12-01", 30, .calendarDays).zh.contains("可能调整"))
    }

    /// A value of practice is never shown as law.
    @Test func namesTheRule() throws {
        let law = Derivation.Rule(
            id: "D10", basis: LegalBasis(article: "企业破产法 Art.14", lawVersion: "EBL-2006", provenance: .sourced))
        #expect(try explained("2026-09-10", 25, .calendarDays, .forward, law).zh.hasSuffix("（D10，依据：企业破产法 Art.14）。"))
        let practice = Derivation.Rule(
            id: "TX-01", basis: LegalBasis(article: "实践值", lawVersion: "practice", provenance: .practice))
        let text = try explained("2026-09-10", 25, .calendarDays, .forward, practice)
        #expect(text.zh.hasSuffix("（TX-01，期限为实践值，非法定）。") && !text.zh.contains("依据"))
        #expect(text.en.hasSuffix("(TX-01: a limit of practice, not of law)."))
    }
}
