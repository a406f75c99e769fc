import Testing

@testable import MatterCore

/// The kernel of the forecast against cases that can be worked out by hand.
@Suite struct ForecastTests {
    private typealias Fixture = ForecastFixture

    // A quarter of the stays lasts 10 days, a half 20, a quarter 40.
    private static func oneStage() throws -> Fixture {
        var fixture = try Fixture()
        for (days, times) in [(10, 50), (20, 100), (40, 50)] {
            fixture.stay(Fixture.supervision, days, Fixture.archive, times: times)
        }
        return fixture
    }

    @Test func aSingleStageIsItsRecords() throws {
        let fixture = try Self.oneStage()
        let forecast = try fixture.forecaster().forecast(fixture.subject(), runs: 1_000)
        #expect(try forecast.closing.dates == [fixture.day(10), fixture.day(20), fixture.day(40)])
        #expect(forecast.closing == forecast.nextMoveOn)
        #expect(forecast.nextMoves.map(\.move) == ["archive"] && forecast.nextMoves.first?.runs == 1_000)
        #expect(forecast.records == 200 && forecast.runsBeyondRecords == 0 && forecast.warnings.isEmpty)
        #expect(forecast.basis == .sameTrack)
        // Shares, as far as 20,000 runs can tell.
        let days = try [9, 10, 19, 20, 39, 40].map { try fixture.day($0) }
        let counts = try fixture.forecaster().closings(of: fixture.subject(), runs: 20_000, by: days)
        for (count, expected) in zip(counts, [0, 5_000, 5_000, 15_000, 15_000, 20_000]) {
            #expect(abs(count - expected) < 300)
        }
        #expect(counts[0] == 0 && counts[1] == counts[2] && counts[3] == counts[4] && counts[5] == 20_000)
    }

    /// What has lasted 20 days is one of those that last 40; what has lasted longer than all is not guessed at.
    @Test func whatHasLastedSoLongIsOneOfTheLonger() throws {
        let fixture = try Self.oneStage()
        for days in [20, 30, 39] {
            let forecast = try fixture.forecaster().forecast(fixture.subject(days: days), runs: 100)
            let end = try fixture.day(40 - days)
            #expect(forecast.closing.dates == [end, end, end] && forecast.records == 50)
        }
        for days in [40, 41, 4_000] {
            let forecast = try fixture.forecaster().forecast(fixture.subject(days: days), runs: 100)
            #expect(forecast.closing.dates == [nil, nil, nil] && forecast.runsBeyondRecords == 100)
            #expect(forecast.nextMoves.isEmpty && forecast.records == 0 && forecast.warnings.count == 2)
        }
    }

    /// A stay of which each day is the last one half of the time has no memory.
    @Test func aGeometricStayHasNoMemory() throws {
        var fixture = try Fixture()
        for day in 1...14 { fixture.stay(Fixture.supervision, day, Fixture.archive, times: 1 << (14 - day)) }
        fixture.stay(Fixture.supervision, 14, nil)
        for days in 0..<6 {
            let ahead = try [1, 2, 3].map { try fixture.day($0) }
            let counts = try fixture.forecaster().closings(of: fixture.subject(days: days), runs: 16_000, by: ahead)
            for (count, expected) in zip(counts, [8_000, 12_000, 14_000]) { #expect(abs(count - expected) < 300) }
        }
    }

    /// 10, more than 15, 20, 40: the share of the second goes to the two that are longer, so 2/8, 3/8, 3/8.
    @Test func whatGoesOnCountsAsLonger() {
        let durations = Durations<Int>([
            .init(days: 10, content: 1), .init(days: 15, content: nil), .init(days: 20, content: 2),
            .init(days: 40, content: 3),
        ])
        var random = SeededRandom(seed: 5, stream: 0)
        var counts = [0, 0, 0, 0]
        for _ in 0..<40_000 { counts[durations.draw(from: 0, using: &random)?.content ?? 0] += 1 }
        for (count, expected) in zip(counts, [0, 10_000, 15_000, 15_000]) { #expect(abs(count - expected) < 400) }
        #expect(durations.count(from: durations.first(longerThan: 10)) == 2)
        #expect(durations.draw(from: durations.first(longerThan: 40), using: &random) == nil)
    }

    @Test func quantilesAreRanks() throws {
        let projection = Projection(from: Fixture.today, Shipped.calendar, daysOff: [])
        let fixture = try Fixture()
        func range(_ ends: [Int?]) -> [LegalDate?] { ExpectedRange(ends, projection).dates }
        func days(_ days: Int?...) throws -> [LegalDate?] { try days.map { try $0.map { try fixture.day($0) } } }
        #expect(try range([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) == days(1, 5, 9))
        // Of 11: ranks 2, 6 and 10.
        #expect(try range((1...11).map { $0 }) == days(2, 6, 10))
        #expect(try range([3]) == days(3, 3, 3))
        // What is beyond the records comes last.
        #expect(try range([nil, 5, nil, 4, nil, 3, nil, 2, nil, 1]) == days(1, 5, nil))
        #expect(try range([nil, nil]) == days(nil, nil, nil))
    }

    @Test func movesComeAsOftenAsOnRecord() throws {
        var fixture = try Fixture()
        let reopened = ForecastRecords.Place(stage: "SUPERVISION", status: "ADDITIONAL_DISTRIBUTION")
        fixture.stay(Fixture.supervision, 500, Fixture.archive, times: 300)
        fixture.stay(Fixture.supervision, 100, .init(move: "reopen", to: reopened), times: 100)
        fixture.stay(reopened, 60, .init(move: "close-additional", to: Fixture.supervision), times: 100)
        let forecast = try fixture.forecaster().forecast(fixture.subject(), runs: 4_000)
        #expect(forecast.nextMoves.map(\.move) == ["archive", "reopen"])
        #expect(forecast.nextMoves.map(\.machine) == [.stage, .procedure])
        #expect(forecast.nextMoves.reduce(0) { $0 + $1.runs } == 4_000)
        #expect(abs(forecast.nextMoves[1].runs - 1_000) < 120)
        // 500 at the least; 100 + 60 + 500 after one reopening; and so on.
        #expect(try forecast.closing.early?.date == fixture.day(500))
        #expect(try forecast.closing.late?.date == fixture.day(660))
    }

    @Test func anotherTrackHelpsOutWhereThereAreTooFew() throws {
        var fixture = try Fixture()
        fixture.stay(Fixture.supervision, 100, Fixture.archive, track: .ordinary, times: 40)
        fixture.stay(Fixture.supervision, 10, Fixture.archive, track: .fast, times: 19)
        let few = try fixture.forecaster().forecast(fixture.subject(track: .fast), runs: 200)
        #expect(few.basis == .anyTrack && few.records == 59)
        #expect(try few.closing.late?.date == fixture.day(100))
        fixture.stay(Fixture.supervision, 10, Fixture.archive, track: .fast)
        let enough = try fixture.forecaster().forecast(fixture.subject(track: .fast), runs: 200)
        #expect(enough.basis == .sameTrack && enough.records == 20)
        #expect(try enough.closing.late?.date == fixture.day(10))
    }
}
