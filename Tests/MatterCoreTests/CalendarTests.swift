import MatterCore
import Testing

@Suite struct CalendarTests {
    @Test func everyDayOfFourCenturiesRoundTrips() throws {
        var date = try #require(LegalDate(year: 1800, month: 1, day: 1))
        let end = try #require(LegalDate(year: 2200, month: 12, day: 31))
        var weekday = date.weekday
        while date <= end {
            let parts = date.components
            #expect(LegalDate(year: parts.year, month: parts.month, day: parts.day) == date)
            #expect(LegalDate(date.description) == date)
            #expect(date.weekday == weekday)
            weekday = weekday % 7 + 1
            date = date.adding(days: 1)
        }
    }

    @Test(arguments: [
        "2026-02-29", "2026-13-01", "2026-00-10", "2026-1-01", "26-01-01", "2026-01-01x", "", "２０２６-01-01",
    ])
    func refusesWhatIsNoDate(text: String) {
        #expect(LegalDate(text) == nil)
    }

    @Test func theLegalDateIsThatOfShanghai() {
        // 2026-03-01T15:59:59.999Z is the last moment of 1 March in Shanghai.
        let lastMoment = Instant(milliseconds: 1_772_380_799_999)
        #expect(lastMoment.description == "2026-03-01T15:59:59.999Z")
        #expect(lastMoment.legalDate.description == "2026-03-01")
        #expect(Instant(milliseconds: lastMoment.milliseconds + 1).legalDate.description == "2026-03-02")
        #expect(Instant(milliseconds: -1).description == "1969-12-31T23:59:59.999Z")
    }

    @Test func twoYearsFromALeapDayEndOnItsLastDay() throws {
        #expect(try #require(LegalDate("2024-02-29")).adding(years: 2).description == "2026-02-28")
    }

    @Test func workingDaysBetweenCountsMakeUpDays() throws {
        let calendar = Shipped.calendar
        let start = try #require(LegalDate("2026-09-29"))
        #expect(calendar.workingDays(after: start, through: try #require(LegalDate("2026-10-12"))) == 5)
        #expect(calendar.workingDays(after: start, through: start) == 0)
    }
}
