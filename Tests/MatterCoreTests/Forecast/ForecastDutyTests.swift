import Testing

@testable import MatterCore

/// Open duties hold a stage up; which records say for how long.
@Suite struct ForecastDutyTests {
    private typealias Fixture = ForecastFixture

    private static func world() throws -> Fixture {
        var fixture = try Fixture()
        fixture.stay(Fixture.supervision, 10, Fixture.archive, times: 30)
        return fixture
    }

    @Test func theExitWaitsForTheDuty() throws {
        var fixture = try Self.world()
        fixture.duty("SV-01", 50, times: 20)
        let forecast = try fixture.forecaster().forecast(
            fixture.subject(days: 4, duties: [fixture.open("SV-01", days: 8)]), runs: 50)
        let end = try fixture.day(42)
        #expect(forecast.closing.dates == [end, end, end])
        #expect(forecast.duties.map(\.basis) == [.duty] && forecast.duties[0].records == 20)
        #expect(forecast.duties[0].settled.dates == [end, end, end])
        // One of a scene that is yet to come holds up the exit of that one.
        fixture.stay(Fixture.termination, 5, .init(move: "begin-supervision", to: Fixture.supervision), times: 30)
        let later = try fixture.forecaster().forecast(
            fixture.subject(Fixture.termination, duties: [fixture.open("SV-01")]), runs: 50)
        #expect(try later.nextMoveOn.median?.date == fixture.day(5))
        #expect(try later.closing.median?.date == fixture.day(50))
        // What a move cancels holds nothing up.
        let closed = ForecastRecords.Place(stage: "CLOSED_NO_CASE", status: "REFUSED")
        let refused = ForecastRecords.Place(stage: "RISK_WARNING", status: "REFUSED")
        fixture.stay(refused, 2, .init(move: "close-no-case", to: closed), times: 30)
        fixture.duty("RW-02", 90, times: 30)
        let none = try fixture.forecaster().forecast(
            fixture.subject(refused, duties: [fixture.open("RW-02")]), runs: 50)
        #expect(try none.closing.late?.date == fixture.day(2))
    }

    @Test func fewRecordsFallBackToTheAgencyAndThenToTheLimit() throws {
        var fixture = try Self.world()
        let subject = fixture.subject(duties: [fixture.open("TM-02")])
        // A week: five working days.
        let byLimit = try fixture.forecaster().forecast(subject, runs: 50)
        #expect(byLimit.duties.map(\.basis) == [.limit] && byLimit.duties[0].records == 0)
        #expect(try byLimit.duties[0].settled.dates == [fixture.day(5), fixture.day(5), fixture.day(5)])
        #expect(byLimit.warnings.contains { $0.en.contains("TM-02") })
        fixture.duty("TO-06", 30, times: 20)
        let byAgency = try fixture.forecaster().forecast(subject, runs: 50)
        #expect(byAgency.duties.map(\.basis) == [.agency] && byAgency.duties[0].records == 20)
        #expect(try byAgency.closing.median?.date == fixture.day(30))
        fixture.duty("TM-02", 60, times: 20)
        let byDuty = try fixture.forecaster().forecast(subject, runs: 50)
        #expect(byDuty.duties.map(\.basis) == [.duty])
        #expect(try byDuty.closing.median?.date == fixture.day(60))
        // None of them is longer than what this one has taken: then the limit, and if that is over, tomorrow.
        let long = ForecastSubject.OpenDuty(
            number: 1, duty: "TM-02", agency: "HRSS", scene: "TERMINATION", days: 60, unitDays: 60,
            due: Fixture.today.adding(days: -30))
        let overdue = try fixture.forecaster().forecast(fixture.subject(duties: [long]), runs: 50)
        #expect(overdue.duties.map(\.basis) == [.limit])
        #expect(try overdue.duties[0].settled.median?.date == fixture.day(1))
    }

    /// Of 10 days the unit held 6; four were of the requester, whom no agency makes slower.
    @Test func onlyTheTimeOfTheUnitIsStretched() throws {
        var fixture = try Self.world()
        fixture.duty("SV-01", 20, unitDays: 12, times: 20)
        let subject = fixture.subject(duties: [fixture.open("SV-01", days: 10, unitDays: 6)])
        for (times, days) in [(Ratio(1, 1), 10), (Ratio(2, 1), 4 + 12), (Ratio(5, 4), 4 + 8)] {
            let scenario = Scenario(slower: [.init(agency: "JUS", times: times)])
            let end = try fixture.forecaster(scenario).forecast(subject, runs: 20).closing.median?.date
            #expect(try end == fixture.day(days))
        }
        // The co-agency holds up the whole.
        let part = Scenario(slower: [
            .init(agency: "FIN", times: Ratio(2, 1)), .init(agency: "JUS", times: Ratio(5, 4)),
        ])
        #expect(try fixture.forecaster(part).forecast(subject, runs: 20).closing.median?.date == fixture.day(16))
        let other = Scenario(slower: [.init(agency: "TAX", times: Ratio(9, 1))])
        #expect(try fixture.forecaster(other).forecast(subject, runs: 20).closing.median?.date == fixture.day(10))
    }

    /// 15 working days; 30 of them are twice the limit, 21 calendar days are 15 working days.
    @Test func dutiesFollowTheirLimit() throws {
        var fixture = try Self.world()
        fixture.duty("SV-01", 40, times: 20)
        let subject = fixture.subject(duties: [fixture.open("SV-01")])
        let limits: [(Int, Duty.Limit.Unit, Int)] = [
            (15, .workingDays, 40), (30, .workingDays, 80), (6, .workingDays, 16), (21, .calendarDays, 40),
            (1, .workingDays, 10),
        ]
        for (value, unit, days) in limits {
            let scenario = Scenario(limits: [.init(duty: "SV-01", value: value, unit: unit)])
            let end = try fixture.forecaster(scenario).forecast(subject, runs: 20).closing.median?.date
            #expect(try end == fixture.day(days), "\(value) \(unit)")
        }
    }

    /// `TM-02` opens when termination begins. The recorded stay of 10 days has room for its 4; ten times as slow it takes 40.
    @Test func dutiesOfLaterStagesDelayByWhatTheScenarioAdds() throws {
        var fixture = try Self.world()
        fixture.stay(Fixture.tax, 5, .init(move: "end-tax", to: Fixture.termination), times: 30)
        fixture.stay(Fixture.termination, 10, .init(move: "begin-supervision", to: Fixture.supervision), times: 30)
        for duty in ["TM-02", "TM-03", "SV-01"] as [DutyID] { fixture.duty(duty, 4, times: 30) }
        let subject = fixture.subject(Fixture.tax)
        for (times, days) in [(1, 25), (2, 25), (5, 5 + 20 + 10), (10, 5 + 40 + 10)] {
            let scenario = Scenario(slower: [.init(agency: "HRSS", times: Ratio(times, 1))])
            let end = try fixture.forecaster(scenario).forecast(subject, runs: 20).closing.median?.date
            #expect(try end == fixture.day(days), "\(times) times")
        }
        // A duty that on record took longer than the whole stay was settled when the stage was left.
        fixture.records.duties = [:]
        fixture.duty("TM-02", 100, times: 30)
        let slow = Scenario(slower: [.init(agency: "HRSS", times: Ratio(2, 1))])
        let capped = try fixture.forecaster(slow).forecast(subject, runs: 20)
        #expect(try capped.closing.median?.date == fixture.day(5 + 20 + 10))
        // A firm that lives on has no such duty.
        var survivor = try Fixture()
        let (tax, end) = (
            ForecastRecords.Place(stage: "TAX", status: "PLAN_PERFORMED"),
            ForecastRecords.Place(stage: "TERMINATION", status: "PLAN_PERFORMED")
        )
        let over = ForecastRecords.Place(stage: "SUPERVISION", status: "PLAN_PERFORMED")
        survivor.stay(tax, 5, .init(move: "end-tax-performed", to: end), times: 30)
        survivor.stay(end, 10, .init(move: "begin-supervision-survivor", to: over), times: 30)
        survivor.stay(
            over, 10, .init(move: "archive", to: .init(stage: "ARCHIVED", status: "PLAN_PERFORMED")), times: 30)
        survivor.duty("TM-02", 4, times: 30)
        let lives = try survivor.forecaster(slow).forecast(survivor.subject(tax), runs: 20)
        #expect(try lives.closing.median?.date == survivor.day(25))
    }
}
