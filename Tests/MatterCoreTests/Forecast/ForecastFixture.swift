import MatterCore
import Testing
import WorkflowFiles

/// Records as tests want them, and forecasters over them.
struct ForecastFixture {
    typealias Records = ForecastRecords

    /// A Monday with no break near.
    static let today = LegalDate("2026-03-02")!
    static let supervision = Records.Place(stage: "SUPERVISION", status: "TERMINATED")
    static let termination = Records.Place(stage: "TERMINATION", status: "TERMINATED")
    static let tax = Records.Place(stage: "TAX", status: "TERMINATED")
    static let archived = Records.Place(stage: "ARCHIVED", status: "TERMINATED")
    static let archive = Records.Stay.End(move: "archive", to: archived)

    var records = Records()
    var notices = Shipped.folder.notices
    let workflow: Workflow

    init() throws { workflow = try Shipped.workflow() }

    mutating func stay(
        _ place: Records.Place, _ days: Int, _ end: Records.Stay.End?, track: Track = .ordinary, times: Int = 1
    ) {
        records.stays[.init(place: place, track: track, days: days, end: end), default: 0] += times
    }

    mutating func duty(
        _ duty: DutyID, _ days: Int, unitDays: Int? = nil, isSettled: Bool = true, times: Int = 1
    ) {
        let agency = workflow.duty(duty)?.agency ?? ""
        records.duties[
            .init(duty: duty, agency: agency, days: days, unitDays: unitDays ?? days, isSettled: isSettled), default: 0] +=
            times
    }

    func open(_ duty: DutyID, number: Int = 1, days: Int = 0, unitDays: Int? = nil) -> ForecastSubject.OpenDuty {
        let known = workflow.duty(duty)
        return .init(
            number: number, duty: duty, agency: known?.agency ?? "", scene: known?.stage ?? "", days: days,
            unitDays: unitDays ?? days, due: Self.today.adding(days: 7))
    }

    func forecaster(_ scenario: Scenario = .present, seed: UInt64 = 1) throws -> Forecaster {
        try Forecaster(
            records, workflow, scenario.calendar(after: notices), today: Self.today, seed: seed, scenario: scenario)
    }

    func subject(
        _ place: Records.Place = supervision, matter: Int64 = 7, days: Int = 0, track: Track = .ordinary,
        duties: [ForecastSubject.OpenDuty] = []
    ) -> ForecastSubject {
        ForecastSubject(matter: matter, place: place, track: track, days: days, duties: duties)
    }

    /// The day so many working days after today.
    func day(_ workingDays: Int) throws -> LegalDate {
        try WorkCalendar(notices).due(
            Period(amount: workingDays, unit: .workingDays), from: .init(on: Self.today)
        ).date
    }
}

extension ExpectedRange {
    var dates: [LegalDate?] { [early?.date, median?.date, late?.date] }
}
