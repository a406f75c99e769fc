import MatterCore
import Testing
import WorkflowFiles

/// Periods over the shipped notices.
@Suite struct CountingTests {
    struct Vector: Sendable, CustomTestStringConvertible {
        let anchor: String
        let period: Period
        let naive: String
        let due: String
        var isProvisional = false

        init(
            _ anchor: String, _ amount: Int, _ unit: Period.Unit, _ direction: Period.Direction = .forward,
            naive: String, due: String, provisional: Bool = false
        ) {
            self.anchor = anchor
            period = Period(amount: amount, unit: unit, direction: direction)
            self.naive = naive
            self.due = due
            isProvisional = provisional
        }

        var testDescription: String { "\(anchor) \(period.direction) \(period.amount) \(period.unit)" }
    }

    /// Worked out by hand from the notices, not by this code.
    static let vectors: [Vector] = [
        Vector("2026-09-10", 25, .calendarDays, naive: "2026-10-05", due: "2026-10-08"),
        Vector("2026-01-20", 25, .calendarDays, naive: "2026-02-14", due: "2026-02-14"),
        Vector("2026-04-24", 7, .calendarDays, naive: "2026-05-01", due: "2026-05-06"),
        Vector("2026-08-31", 6, .months, naive: "2027-02-28", due: "2027-03-01", provisional: true),
        Vector("2026-04-01", 6, .months, naive: "2026-10-01", due: "2026-10-08"),
        Vector("2026-09-28", 3, .workingDays, naive: "2026-10-08", due: "2026-10-08"),
        Vector("2026-09-18", 1, .workingDays, naive: "2026-09-20", due: "2026-09-20"),
        Vector("2026-09-29", 5, .workingDays, naive: "2026-10-12", due: "2026-10-12"),
        Vector("2026-12-30", 3, .workingDays, naive: "2027-01-04", due: "2027-01-04", provisional: true),
        // No day of the same number: the last day of the month, in leap years too.
        Vector("2025-10-31", 4, .months, naive: "2026-02-28", due: "2026-02-28"),
        Vector("2023-12-31", 2, .months, naive: "2024-02-29", due: "2024-02-29"),
        Vector("2024-02-29", 2, .years, naive: "2026-02-28", due: "2026-02-28"),
        Vector("2024-02-29", 1, .years, naive: "2025-02-28", due: "2025-02-28"),
        // Backwards: at least so long before, so a day off moves further back.
        Vector("2026-10-20", 15, .calendarDays, .backward, naive: "2026-10-05", due: "2026-09-30"),
        Vector("2026-10-12", 10, .calendarDays, .backward, naive: "2026-10-02", due: "2026-09-30"),
        Vector("2026-03-10", 10, .calendarDays, .backward, naive: "2026-02-28", due: "2026-02-28"),
        Vector("2026-10-09", 2, .workingDays, .backward, naive: "2026-09-30", due: "2026-09-30"),
        Vector("2026-09-21", 1, .workingDays, .backward, naive: "2026-09-20", due: "2026-09-20"),
        Vector("2026-05-31", 6, .months, .backward, naive: "2025-11-30", due: "2025-11-28"),
        Vector("2026-06-01", 1, .years, .backward, naive: "2025-06-01", due: "2025-05-30"),
        // The longer Spring Festival of 2020, by its second version.
        Vector("2020-01-17", 15, .calendarDays, naive: "2020-02-01", due: "2020-02-03"),
        Vector("2020-01-23", 1, .workingDays, naive: "2020-02-03", due: "2020-02-03"),
        // Days that the notice of the next year rules.
        Vector("2007-12-28", 1, .workingDays, naive: "2007-12-29", due: "2007-12-29"),
        Vector("2007-12-01", 30, .calendarDays, naive: "2007-12-31", due: "2008-01-02"),
        Vector("2018-12-28", 1, .workingDays, naive: "2018-12-29", due: "2018-12-29"),
    ]

    @Test(arguments: vectors)
    func ends(vector: Vector) throws {
        let due = try Shipped.calendar.due(
            vector.period, from: .init(on: try #require(LegalDate(vector.anchor))))
        #expect(due.date.description == vector.due)
        #expect(due.derivation?.naive.description == vector.naive)
        #expect(due.isProvisional == vector.isProvisional)
    }

    /// Before the change was published, February 1 of 2020 was worked.
    @Test func theHighestVersionOfAYearCounts() throws {
        let first = WorkCalendar(Shipped.folder.notices.filter { $0.version == 1 })
        let period = Period(amount: 15, unit: .calendarDays)
        let anchor = Derivation.Anchor(on: try #require(LegalDate("2020-01-17")))
        let before = try first.due(period, from: anchor)
        let after = try Shipped.calendar.due(period, from: anchor)
        #expect(before.date.description == "2020-02-01" && after.date.description == "2020-02-03")
        #expect(before.derivation?.calendar.map(\.description) == ["2020.v1"])
        #expect(after.derivation?.calendar.map(\.description) == ["2020.v2"])
        // In whatever order they are given.
        let reversed = WorkCalendar(Shipped.folder.notices.reversed())
        #expect(try reversed.due(period, from: anchor) == after)
    }

    @Test func saysWhatItPassedOver() throws {
        func derivation(_ anchor: String, _ amount: Int, _ unit: Period.Unit) throws -> Derivation {
            let due = try Shipped.calendar.due(
                Period(amount: amount, unit: unit), from: .init(on: try #require(LegalDate(anchor))))
            return try #require(due.derivation)
        }
        let rolled = try derivation("2026-09-10", 25, .calendarDays)
        #expect(rolled.skippedDays.map(\.description) == ["2026-10-05", "2026-10-06", "2026-10-07"])
        #expect(rolled.skipped.map(\.festival?.zh) == ["国庆节"])
        let makeUp = try derivation("2026-01-20", 25, .calendarDays)
        #expect(makeUp.skipped.isEmpty && makeUp.makeUpDays.map(\.description) == ["2026-02-14"])
        let working = try derivation("2026-09-29", 5, .workingDays)
        #expect(working.skipped.map(\.from.description) == ["2026-10-01", "2026-10-11"])
        #expect(working.skipped.map(\.through.description) == ["2026-10-07", "2026-10-11"])
        #expect(working.skipped.map(\.festival?.en) == ["National Day", nil])
        #expect(working.makeUpDays.map(\.description) == ["2026-10-10"])
        #expect(try derivation("2023-12-20", 9, .calendarDays).calendar.map(\.description) == ["2023.v1", "2024.v1"])
    }

    @Test func refusesWhatCannotBeCounted() throws {
        func fault(_ anchor: String, _ period: Period) throws -> String? {
            let anchor = Derivation.Anchor(on: try #require(LegalDate(anchor)))
            do throws(DeadlineFault) {
                _ = try Shipped.calendar.due(period, from: anchor)
                return nil
            } catch { return error.code }
        }
        #expect(try fault("2006-12-31", Period(amount: 10, unit: .calendarDays)) == "before-calendar")
        #expect(try fault("2007-01-01", Period(amount: 1, unit: .calendarDays)) == nil)
        #expect(try fault("2007-06-01", Period(amount: 1, unit: .years, direction: .backward)) == "before-calendar")
        #expect(
            try fault("2007-01-05", Period(amount: 3, unit: .calendarDays, direction: .backward)) == "before-calendar")
        #expect(
            try fault("2007-01-04", Period(amount: 1, unit: .workingDays, direction: .backward)) == "before-calendar")
        #expect(try fault("9999-12-31", Period(amount: 1, unit: .calendarDays)) == "date-out-of-range")
        #expect(try fault("9999-12-31", Period(amount: 1, unit: .workingDays)) == "date-out-of-range")
        #expect(try fault("9999-12-01", Period(amount: 1, unit: .months)) == "date-out-of-range")
        for unit in Period.Unit.allCases {
            let amounts = Period.amounts(of: unit)
            for amount in [Int.min, -1, 0, amounts.upperBound + 1, Int.max] {
                #expect(try fault("2026-01-05", Period(amount: amount, unit: unit)) == "amount-out-of-range")
            }
            #expect(try fault("2026-01-05", Period(amount: amounts.upperBound, unit: unit)) == nil)
        }
    }

    /// A calendar without notices knows nothing, and says so.
    @Test func everythingIsProvisionalWithoutNotices() throws {
        let due = try WorkCalendar([]).due(
            Period(amount: 1, unit: .workingDays), from: .init(on: try #require(LegalDate("1999-12-31"))))
        #expect(due.date.description == "2000-01-03" && due.isProvisional && due.derivation?.calendar == [])
    }

    @Test func hoursRunFromTheMomentItself() {
        let friday = Instant(milliseconds: 1_772_416_800_000)
        #expect(friday.adding(hours: 48).milliseconds == friday.milliseconds + 48 * 3_600_000)
        #expect(friday.adding(hours: -1).adding(hours: 1) == friday)
    }

    @Test func addsMonthsOverTheEndsOfYears() throws {
        let start = try #require(LegalDate("2026-01-31"))
        #expect(start.adding(months: 1)?.description == "2026-02-28")
        #expect(start.adding(months: -1)?.description == "2025-12-31")
        #expect(start.adding(months: -2)?.description == "2025-11-30")
        #expect(start.adding(months: 12 * 7973)?.description == "9999-01-31")
        #expect(start.adding(months: 12 * 7974) == nil)
        #expect(start.adding(months: -12 * 2026) == nil)
    }
}
