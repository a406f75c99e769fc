import Foundation
import Testing
import WorkflowFiles

@testable import MatterCore

/// The same seed, records and day give the same answer; a scenario changes what it says and nothing else.
@Suite struct ScenarioTests {
    private typealias Fixture = ForecastFixture

    /// Many matters in many places, with open duties, from records of every kind.
    private static func world(seed: UInt64 = 11) throws -> (fixture: Fixture, subjects: [ForecastSubject]) {
        var fixture = try Fixture()
        var random = SeededRandom(seed: seed, stream: 0)
        let workflow = fixture.workflow
        let chain: [(ForecastRecords.Place, ForecastRecords.Stay.End)] = [
            (
                .init(stage: "TAKEOVER", status: "LIQUIDATION"),
                .init(move: "declare", to: .init(stage: "TAKEOVER", status: "DECLARED"))
            ),
            (
                .init(stage: "TAKEOVER", status: "LIQUIDATION"),
                .init(move: "terminate-without-assets", to: .init(stage: "TAKEOVER", status: "TERMINATED"))
            ),
            (.init(stage: "TAKEOVER", status: "TERMINATED"), .init(move: "end-early", to: Fixture.termination)),
            (
                .init(stage: "TAKEOVER", status: "DECLARED"),
                .init(move: "begin-realisation", to: .init(stage: "ASSET_REALISATION", status: "DECLARED"))
            ),
            (
                .init(stage: "ASSET_REALISATION", status: "DECLARED"),
                .init(move: "begin-tax", to: .init(stage: "TAX", status: "DECLARED"))
            ),
            (.init(stage: "TAX", status: "DECLARED"), .init(move: "terminate", to: Fixture.tax)),
            (Fixture.tax, .init(move: "end-tax", to: Fixture.termination)),
            (Fixture.termination, .init(move: "begin-supervision", to: Fixture.supervision)),
            (Fixture.supervision, Fixture.archive),
        ]
        for (place, end) in chain {
            for _ in 0..<60 {
                let track: Track = random.happens(30) ? .fast : .ordinary
                let days = random.below(200)
                fixture.stay(place, days, random.happens(80) ? end : nil, track: track)
            }
        }
        for duty in workflow.content.duties where random.happens(80) {
            for _ in 0..<(5 + random.below(40)) {
                let unit = random.below(30)
                fixture.duty(
                    duty.id, unit + random.below(4), unitDays: unit, isSettled: random.happens(90))
            }
        }
        let subjects = (1...80).map { id in
            let place = chain[random.below(chain.count)].0
            let here = workflow.content.duties.filter { $0.isMandatory && $0.stage == place.stage }
            return fixture.subject(
                place, matter: Int64(id), days: random.below(150), track: random.happens(50) ? .fast : .ordinary,
                duties: here.filter { _ in random.happens(40) }.enumerated().map {
                    fixture.open($1.id, number: $0 + 1, days: 3 + random.below(20), unitDays: random.below(4))
                })
        }
        return (fixture, subjects)
    }

    private static func bytes(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return try encoder.encode(value)
    }

    @Test func theSameAgainWhateverTheOrder() async throws {
        let (fixture, subjects) = try Self.world()
        let forecaster = try fixture.forecaster()
        let expected = try subjects.map { try Self.bytes(forecaster.forecast($0, runs: 50)) }
        #expect(Set(expected).count == subjects.count)
        // Records in other dictionaries, duties the other way round, matters from the last to the first.
        var again = try Fixture()
        again.records.stays.reserveCapacity(10_000)
        for (stay, count) in fixture.records.stays.sorted(by: { $0.key.days > $1.key.days }) {
            again.records.stays[stay] = count
        }
        for (duty, count) in fixture.records.duties.sorted(by: { $0.key.days > $1.key.days }) {
            again.records.duties[duty] = count
        }
        let other = try again.forecaster()
        let turned = try subjects.reversed().map { subject in
            let duties = Array(subject.duties.reversed())
            return try Self.bytes(
                other.forecast(
                    fixture.subject(
                        subject.place, matter: subject.matter, days: subject.days, track: subject.track,
                        duties: duties), runs: 50))
        }
        #expect(turned.reversed() == expected)
        // All at once.
        let together = try await withThrowingTaskGroup(of: (Int, Data).self) { group in
            for (index, subject) in subjects.enumerated() {
                group.addTask { (index, try Self.bytes(forecaster.forecast(subject, runs: 50))) }
            }
            return try await group.reduce(into: [Int: Data]()) { $0[$1.0] = $1.1 }
        }
        #expect(subjects.indices.map { together[$0] } == expected)
        // Another seed is another sample.
        let reseeded = try fixture.forecaster(seed: 2)
        #expect(try subjects.map { try Self.bytes(reseeded.forecast($0, runs: 50)) } != expected)
    }

    /// Totals count the first runs of each matter's own forecast.
    @Test func fewerRunsAreTheFirstOfThem() throws {
        let (fixture, subjects) = try Self.world()
        let forecaster = try fixture.forecaster()
        let far = Fixture.today.adding(years: 9)
        for subject in subjects.prefix(20) {
            var life = Forecaster.Life(subject, forecaster)
            let ends = (0..<50).map { life.play(run: $0).closedAfter }
            for runs in [1, 10, 50] {
                let closed = forecaster.closings(of: subject, runs: runs, by: [far])
                #expect(closed == [ends.prefix(runs).count { $0 != nil }])
            }
        }
    }

    @Test func nothingChangedIsThePresentToTheByte() throws {
        let (fixture, subjects) = try Self.world()
        let present = try fixture.forecaster()
        let duties = fixture.workflow.content.duties
        let notice = try #require(fixture.notices.last { $0.year == 2026 })
        let unchanged: [Scenario] = [
            Scenario(), Scenario(daysOff: [], limits: [], slower: []),
            Scenario(slower: fixture.workflow.content.agencies.map { .init(agency: $0.id, times: Ratio(3, 3)) }),
            Scenario(limits: duties.map { .init(duty: $0.id, value: $0.limit.value, unit: $0.limit.unit) }),
            // A Saturday and the National Day.
            Scenario(daysOff: [LegalDate("2026-03-07")!, LegalDate("2026-10-01")!]),
            Scenario(
                notice: .init(
                    year: 2026,
                    breaks: notice.festivals.map {
                        .init(from: $0.from, through: $0.through, makeUpDays: $0.makeUpDays)
                    })),
        ]
        for scenario in unchanged {
            let changed = try fixture.forecaster(scenario)
            for subject in subjects {
                #expect(
                    try Self.bytes(present.forecast(subject, runs: 50))
                        == Self.bytes(changed.forecast(subject, runs: 50)))
            }
        }
    }

    /// In every run, not only on the whole.
    @Test func aSlowerAgencyMakesNothingEarlier() throws {
        let (fixture, subjects) = try Self.world()
        let present = try fixture.forecaster()
        var later = 0
        for agency in fixture.workflow.content.agencies {
            for times in [Ratio(5, 4), Ratio(2, 1)] {
                let slower = try fixture.forecaster(Scenario(slower: [.init(agency: agency.id, times: times)]))
                for subject in subjects {
                    var (one, other) = (Forecaster.Life(subject, present), Forecaster.Life(subject, slower))
                    for run in 0..<20 {
                        let (before, after) = (one.play(run: run), other.play(run: run))
                        #expect(before.move == after.move)
                        #expect((before.closedAfter == nil) == (after.closedAfter == nil))
                        #expect((before.movedAfter ?? 0) <= (after.movedAfter ?? 0))
                        #expect((before.closedAfter ?? 0) <= (after.closedAfter ?? 0))
                        if (before.closedAfter ?? 0) < (after.closedAfter ?? 0) { later += 1 }
                    }
                }
            }
        }
        #expect(later > 1_000)
    }

    @Test func aFurtherDayOffMakesNothingEarlier() throws {
        var random = SeededRandom(seed: 3, stream: 0)
        var moved = 0
        for _ in 0..<200 {
            let days = (0..<(1 + random.below(30))).map { _ in Fixture.today.adding(days: 1 + random.below(400)) }
            let fewer = Projection(from: Fixture.today, Shipped.calendar, daysOff: Array(days.dropLast()))
            let more = Projection(from: Fixture.today, Shipped.calendar, daysOff: days)
            for workingDays in 1...300 {
                let (before, after) = (fewer.day(workingDays).date, more.day(workingDays).date)
                #expect(before <= after)
                if before < after { moved += 1 }
                // A working day of the scenario, and the one that fingers count.
                #expect(Shipped.calendar.isWorkingDay(after) && !days.contains(after))
                #expect(more.workingDays(through: after) == workingDays)
            }
        }
        #expect(moved > 1_000)
    }

    @Test func nothingIsExpectedInThePast() throws {
        let (fixture, subjects) = try Self.world()
        let forecaster = try fixture.forecaster()
        for subject in subjects {
            let forecast = forecaster.forecast(subject, runs: 50)
            let ranges = [forecast.closing, forecast.nextMoveOn] + forecast.duties.map(\.settled)
            #expect(ranges.flatMap(\.dates).allSatisfy { $0.map { $0 > Fixture.today } ?? true })
            #expect(forecast.nextMoves.reduce(0) { $0 + $1.runs } <= 50)
        }
    }

    @Test func aScenarioThatMakesNoSenseIsRefusedAtItsPlace() throws {
        let workflow = try Shipped.workflow()
        let today = Fixture.today
        let cases: [(Scenario, String, String)] = [
            (Scenario(daysOff: [today]), "day-not-ahead", "/daysOff/0"),
            (Scenario(daysOff: [today.adding(days: 1), today.adding(days: 1)]), "repeated", "/daysOff/1"),
            (Scenario(limits: [.init(duty: "XX-01", value: 3, unit: .workingDays)]), "unknown-duty", "/limits/0/duty"),
            (
                Scenario(limits: [
                    .init(duty: "TO-01", value: 3, unit: .workingDays),
                    .init(duty: "TO-01", value: 4, unit: .workingDays),
                ]), "repeated", "/limits/1/duty"
            ),
            (Scenario(slower: [.init(agency: "XXX", times: .one)]), "unknown-agency", "/slower/0/agency"),
            (Scenario(slower: [.init(agency: "TAX", times: Ratio(99, 100))]), "not-slower", "/slower/0/times"),
            (Scenario(slower: [.init(agency: "TAX", times: Ratio(101, 1))]), "not-slower", "/slower/0/times"),
            (
                Scenario(slower: [.init(agency: "TAX", times: .one), .init(agency: "TAX", times: .one)]), "repeated",
                "/slower/1/agency"
            ),
        ]
        for (scenario, code, pointer) in cases {
            let refusal = #expect(throws: Refusal.self) { try scenario.check(under: [workflow], today: today) }
            #expect(refusal?.code == code && refusal?.pointer == pointer, "\(code)")
        }
        func notice(_ year: Int, _ from: String, _ through: String) -> Scenario {
            Scenario(
                notice: .init(
                    year: year, breaks: [.init(from: LegalDate(from)!, through: LegalDate(through)!, makeUpDays: nil)]))
        }
        let notices: [(Scenario, String, String)] = [
            (notice(2027, "2027-02-05", "2027-02-01"), "break-not-of-the-year", "/notice/breaks/0"),
            (notice(2027, "2028-02-01", "2028-02-05"), "break-not-of-the-year", "/notice/breaks/0"),
            (notice(2027, "2027-02-01", "2027-03-08"), "too-many-days-off", "/notice/breaks"),
            (notice(2029, "2029-02-01", "2029-02-05"), "calendar-year-gap", "/notice/year"),
        ]
        for (scenario, code, pointer) in notices {
            let refusal = #expect(throws: Refusal.self) { try scenario.calendar(after: Shipped.folder.notices) }
            #expect(refusal?.code == code && refusal?.pointer == pointer, "\(code)")
        }
        // What makes sense moves what lies behind it, and is no longer provisional.
        let spring = try notice(2027, "2027-02-05", "2027-02-15").calendar(after: Shipped.folder.notices)
        #expect(!spring.isWorkingDay(LegalDate("2027-02-08")!) && spring.notices[2027] != nil)
    }
}
