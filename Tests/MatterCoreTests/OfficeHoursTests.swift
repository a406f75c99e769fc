import MatterCore
import Testing

/// Working time within office hours.
@Suite struct OfficeHoursTests {
    /// The instant of a time of day in Shanghai.
    private func at(_ day: String, _ hour: Int, _ minute: Int = 0, milliseconds: Int64 = 0) throws -> Instant {
        let date = try #require(LegalDate(day))
        return Instant(
            milliseconds: (Int64(date.dayNumber) * 1_440 + Int64((hour - 8) * 60 + minute)) * 60_000 + milliseconds)
    }

    private func minutes(_ from: Instant, _ to: Instant) throws -> Int64 {
        OfficeHours.practice.workingSeconds(from: from, to: to, Shipped.calendar) / 60
    }

    @Test func vectors() throws {
        // The lunch break, the evening, the night.
        #expect(try minutes(at("2026-03-02", 11, 30), at("2026-03-02", 14)) == 60)
        #expect(try minutes(at("2026-03-02", 18), at("2026-03-03", 8, 30)) == 0)
        #expect(try minutes(at("2026-03-02", 0), at("2026-03-03", 0)) == 480)
        // Midnight in Shanghai is 16:00 the day before in UTC.
        #expect(try minutes(at("2026-03-02", 23, 59), at("2026-03-03", 8, 31)) == 1)
        // A weekend; the National Day holiday of 2026, 1 to 7 October; a Sunday that is worked for it.
        #expect(try minutes(at("2026-03-06", 17), at("2026-03-09", 9, 30)) == 120)
        #expect(try minutes(at("2026-10-01", 0), at("2026-10-08", 0)) == 0)
        #expect(try minutes(at("2026-09-20", 0), at("2026-09-21", 0)) == 480)
        #expect(try minutes(at("2026-03-03", 0), at("2026-03-02", 0)) == 0)
    }

    /// Any cut of any time adds up to it, to the second, whatever the milliseconds.
    @Test func partsAddUpToTheWhole() throws {
        var random = RandomWalkTests.Generator(state: 7)
        let calendar = Shipped.calendar
        let hours = OfficeHours.practice
        var working = 0
        for _ in 0..<2_000 {
            let start = World.start.milliseconds + Int64.random(in: 0...20_000_000_000, using: &random)
            let cuts = (0..<4).map { _ in start + Int64.random(in: 0...600_000_000, using: &random) }.sorted()
                .map { Instant(milliseconds: $0) }
            let whole = hours.workingSeconds(from: cuts[0], to: cuts[3], calendar)
            let parts = (0..<3).map { hours.workingSeconds(from: cuts[$0], to: cuts[$0 + 1], calendar) }
            #expect(parts.reduce(0, +) == whole)
            let wall = (cuts[3].milliseconds - cuts[0].milliseconds) / 1_000 + 1
            #expect(whole <= wall && parts.allSatisfy { $0 >= 0 })
            working += whole > 0 ? 1 : 0
        }
        #expect(working > 1_000)
    }

    /// Against a count of single minutes.
    @Test func agreesWithCountingMinutes() throws {
        var random = RandomWalkTests.Generator(state: 11)
        let calendar = Shipped.calendar
        for _ in 0..<60 {
            let first = World.start.milliseconds / 60_000 + Int64.random(in: 0...400_000, using: &random)
            let length = Int64.random(in: 0...8_000, using: &random)
            let counted = (first..<first + length).count { minute in
                let instant = Instant(milliseconds: minute * 60_000)
                let ofDay = (minute + 480) % 1_440
                return calendar.isWorkingDay(instant.legalDate)
                    && ((510..<720).contains(ofDay) || (810..<1_080).contains(ofDay))
            }
            #expect(
                try minutes(
                    Instant(milliseconds: first * 60_000), Instant(milliseconds: (first + length) * 60_000))
                    == Int64(counted))
        }
    }
}
