import MatterCore
import Testing

/// Ends on a day that an outage touches, by hand.
@Suite struct OutageTests {
    private static func outage(_ number: Int64, _ from: Int64, hours: Int, court: OrganisationID? = nil) -> Outage {
        // From so many hours after midnight of 2 March 2026, a Monday, in Shanghai.
        let midnight = Int64(World.start.legalDate.dayNumber) * 86_400_000 - 8 * 3_600_000
        let start = Instant(milliseconds: midnight + from * 3_600_000)
        return Outage(
            number: number, court: court, from: start, through: start.adding(hours: hours), reason: "示例断电",
            declaredBy: Person(id: "o", name: "示例"), declaredAt: start.adding(hours: hours))
    }

    private static func due(
        _ period: Period, from anchor: String, _ outages: [Outage], court: OrganisationID = "c"
    ) throws -> DueDate {
        let day = try #require(LegalDate(anchor))
        return try Shipped.calendar.with(outages).serving(court).due(period, from: .init(on: day))
    }

    /// 2026-03-02 is a Monday; the examples of docs/deadlines.md.
    @Test(arguments: [
        // Calendar days, months and working days that end on the day: the next working day.
        (Period(amount: 3, unit: .calendarDays), "2026-02-27", "2026-03-03"),
        (Period(amount: 1, unit: .months), "2026-02-02", "2026-03-03"),
        (Period(amount: 1, unit: .workingDays), "2026-02-28", "2026-03-03"),
        // Rolled onto the day.
        (Period(amount: 2, unit: .calendarDays), "2026-02-27", "2026-03-03"),
        // Ends before or after it.
        (Period(amount: 5, unit: .calendarDays), "2026-02-27", "2026-03-04"),
        (Period(amount: 7, unit: .calendarDays), "2026-02-20", "2026-02-27"),
        // Backwards, and where nothing rolls: as it was.
        (Period(amount: 15, unit: .calendarDays, direction: .backward), "2026-03-17", "2026-03-02"),
        (Period(amount: 3, unit: .calendarDays, rolls: false), "2026-02-27", "2026-03-02"),
    ]) func anEndOnADayThatAnOutageTouchesMoves(period: Period, anchor: String, due: String) throws {
        let outage = Self.outage(1, 9, hours: 1)
        let found = try Self.due(period, from: anchor, [outage])
        #expect(found.date.description == due)
        #expect((found.derivation?.interruption != nil) == (due == "2026-03-03"))
    }

    @Test func itPassesDaysOffAndFurtherOutages() throws {
        let period = Period(amount: 3, unit: .calendarDays)
        // Monday, and Tuesday to Friday by another declaration: Monday after.
        let outages = [Self.outage(1, 9, hours: 1), Self.outage(2, 24, hours: 24 * 4 - 1)]
        let found = try Self.due(period, from: "2026-02-27", outages)
        #expect(found.date.description == "2026-03-09")
        let interruption = try #require(found.derivation?.interruption)
        #expect(interruption.ordinaryEnd.description == "2026-03-02" && interruption.outages.map(\.number) == [1, 2])
        #expect(found.derivation?.skipped == [])
        let explanation = try #require(found.explanation)
        #expect(
            explanation.zh
                == "自2026年2月27日的次日起算3个自然日，届满日2026年3月2日为工作日；届满日遇系统停用（第1号，2026年3月2日09:00至2026年3月2日10:00，"
                + "示例断电）、（第2号，2026年3月3日00:00至2026年3月6日23:00，示例断电），顺延至其后第一个可用的工作日2026年3月9日。")
        #expect(explanation.en.contains("outage 1, 2026-03-02 09:00 to 2026-03-02 10:00, 示例断电; outage 2"))
        #expect(explanation.en.contains("the next working day without an outage, 2026-03-09"))
    }

    /// An outage to midnight does not touch the day that begins then; one from a minute before midnight does touch that day.
    @Test func daysAreThoseOfShanghai() throws {
        let period = Period(amount: 3, unit: .calendarDays)
        #expect(
            try Self.due(period, from: "2026-02-27", [Self.outage(1, -24, hours: 24)]).date.description == "2026-03-02")
        #expect(
            try Self.due(period, from: "2026-02-27", [Self.outage(1, 23, hours: 2)]).date.description == "2026-03-04")
    }

    @Test func anotherCourtsOutageIsNone() throws {
        let period = Period(amount: 3, unit: .calendarDays)
        let outages = [Self.outage(1, 9, hours: 1, court: "c")]
        #expect(try Self.due(period, from: "2026-02-27", outages).date.description == "2026-03-03")
        #expect(try Self.due(period, from: "2026-02-27", outages, court: "d").date.description == "2026-03-02")
    }

    @Test func onlyWhoMayDeclaresWhatIsOver() throws {
        let now = World.start
        func code(_ role: Role, from: Int, through: Int, reason: String = "示例") -> String? {
            do {
                _ = try Outage.declared(
                    1, from: now.adding(hours: from), through: now.adding(hours: through), reason: reason,
                    by: World.principal(role), at: now)
                return nil
            } catch { return error.code }
        }
        #expect(code(.operator, from: -2, through: 0) == nil)
        #expect(code(.judge, from: -24 * 30, through: 0) == nil)
        #expect(code(.judge, from: -24 * 30 - 1, through: 0) == "outage-too-long")
        #expect(code(.judge, from: -1, through: 1) == "outage-not-over")
        #expect(code(.judge, from: -1, through: -1) == "outage-empty")
        #expect(code(.judge, from: -2, through: -1, reason: " ") == "text-empty")
        for role in [Role.administrator, .agency, .auditor] {
            #expect(code(role, from: -2, through: -1) == "role-may-not")
        }
        func court(_ role: Role) throws -> OrganisationID? {
            try Outage.declared(
                1, from: now.adding(hours: -1), through: now, reason: "示例", by: World.principal(role), at: now
            ).court
        }
        #expect(try court(.operator) == nil && court(.judge) == World.court.id)
    }

    @Test func aWayOfCountingIsReadAsItIsWritten() throws {
        for text in [
            "2026-12-28 + 5 working_days", "2027-03-01 - 15 calendar_days", "2026-12-28 + 0 calendar_days", "steps",
        ] {
            #expect(Counting(text)?.description == text)
        }
        for text in ["", "2026-12-28", "2026-12-28 + x months", "2026-13-28 + 5 months", "2026-12-28 * 5 months"] {
            #expect(Counting(text) == nil)
        }
        let end = Counting("2026-09-10 + 25 calendar_days")?.end(Shipped.calendar)
        #expect(end == DueDate(date: LegalDate("2026-10-08")!, isProvisional: false))
        #expect(Counting("steps")?.end(Shipped.calendar) == nil)
    }
}
