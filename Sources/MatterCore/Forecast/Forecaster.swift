/// Plays the rest of open matters, many times, with durations drawn from the record.
///
/// The numbers drawn depend on the seed and the matter, never on the scenario, on other matters or on an order of rows. So
/// two forecasters that differ in the scenario see the same lives, and the difference between their answers is the
/// scenario's alone.
public struct Forecaster: Sendable {
    /// Fewer complete records than this are not taken for a distribution: the next wider set is.
    public static let enoughRecords = 20
    /// A life of more moves than this is left as longer than the records reach.
    static let mostMoves = 64

    let model: ForecastModel
    let projection: Projection
    private let calendar: WorkCalendar
    private let today: LegalDate
    /// Spread, so that neighbouring seeds have nothing in common.
    let seed: UInt64
    /// How many times as long as on record each duty takes, where that is not once.
    let times: [DutyID: Ratio]
    /// Duties that open when a stage is entered and take longer than on record.
    let slowed: [StageID: [SlowedDuty]]

    struct SlowedDuty: Sendable {
        let duty: Duty
        /// In the catalogue: the same in every scenario.
        let index: Int
        let times: Ratio
    }

    /// - Parameter calendar: with the notice of the scenario, if it has one.
    public init(
        _ records: ForecastRecords, _ workflow: Workflow, _ calendar: WorkCalendar, today: LegalDate, seed: UInt64,
        scenario: Scenario = .present
    ) {
        self.init(
            ForecastModel(records, workflow), calendar, today: today, seed: seed, scenario: scenario)
    }

    /// The same records under another scenario.
    public func under(_ scenario: Scenario, _ calendar: WorkCalendar, seed: UInt64) -> Forecaster {
        Forecaster(model, calendar, today: today, seed: seed, scenario: scenario)
    }

    private init(
        _ model: ForecastModel, _ calendar: WorkCalendar, today: LegalDate, seed: UInt64, scenario: Scenario
    ) {
        self.model = model
        self.calendar = calendar
        self.today = today
        projection = Projection(from: today, calendar, daysOff: scenario.daysOff ?? [])
        var random = SeededRandom(seed: seed, stream: -1)
        self.seed = random.next()
        let duties = model.workflow.content.duties
        var times: [DutyID: Ratio] = [:]
        var slowed: [StageID: [SlowedDuty]] = [:]
        for (index, duty) in duties.enumerated() {
            let ratio = scenario.times(duty)
            if ratio != .one { times[duty.id] = ratio }
            // What is quicker changes nothing later on: how much earlier a stage would have ended is not on record.
            guard ratio > .one, duty.isMandatory else { continue }
            for case .stageEntry(let stage) in duty.triggers {
                slowed[stage, default: []].append(SlowedDuty(duty: duty, index: index, times: ratio))
            }
        }
        self.times = times
        self.slowed = slowed
    }

    /// What is to be expected of the matter.
    public func forecast(_ subject: ForecastSubject, runs: Int) -> MatterForecast {
        var life = Life(subject, self)
        let played = (0..<runs).map { life.play(run: $0) }
        let counted = Dictionary(grouping: played.compactMap(\.move), by: { $0 }).mapValues(\.count)
        let names = Dictionary(
            model.workflow.content.moves.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let moves = counted.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { move, runs in
            MatterForecast.NextMove(
                move: move, machine: names[move]?.machine ?? .stage,
                name: names[move]?.name ?? LocalText(zh: move.rawValue, en: move.rawValue), runs: runs)
        }
        return MatterForecast(
            matter: subject.matter, runs: runs, nextMoves: moves,
            nextMoveOn: ExpectedRange(played.map(\.movedAfter), projection),
            closing: ExpectedRange(played.map(\.closedAfter), projection),
            runsBeyondRecords: played.count { $0.closedAfter == nil }, basis: life.basis, records: life.records,
            duties: zip(subject.duties, life.duties).enumerated().map { index, duty in
                MatterForecast.DutyOutlook(
                    assignment: duty.0.number, duty: duty.0.duty, agency: duty.0.agency,
                    settled: ExpectedRange(played.map { $0.settledAfter[index] }, projection),
                    basis: duty.1.basis, records: duty.1.records)
            })
    }

    /// In how many of the runs the matter closes by each of the days.
    public func closings(of subject: ForecastSubject, runs: Int, by days: [LegalDate]) -> [Int] {
        var life = Life(subject, self)
        let limits = days.map(projection.workingDays(through:))
        var counts = [Int](repeating: 0, count: days.count)
        for run in 0..<runs {
            guard let end = life.play(run: run).closedAfter else { continue }
            for index in limits.indices where end <= limits[index] { counts[index] += 1 }
        }
        return counts
    }

    /// Working days after today until the end of a limit, at least one.
    func daysLeft(until due: LegalDate) -> Int { max(1, calendar.workingDays(after: today, through: due)) }
}
