/// Records and definition, prepared for drawing: the same for every matter and every scenario.
struct ForecastModel: Sendable {
    /// A move as a run needs it.
    struct Step: Sendable {
        let move: MoveID
        /// Index of the place that it leads to.
        let place: Int
        let entersStage: Bool
        /// Mandatory duties must be settled first.
        let waitsForDuties: Bool
        let cancelsDuties: Bool
        let closes: Bool
    }

    struct Place: Sendable {
        let place: ForecastRecords.Place
        /// Rank of the stage; duties of this scene and of earlier ones hold up its exit.
        let rank: Int
        let byTrack: [Track: Durations<Int>]
        let anyTrack: Durations<Int>
    }

    /// Days of a settled duty, and those of its unit.
    typealias DutyDays = Int

    let workflow: Workflow
    let places: [Place]
    let steps: [Step]
    private let indices: [ForecastRecords.Place: Int]
    private let ranks: [StageID: Int]
    private let byDuty: [ForecastRecords.DutyTime.Key: Durations<DutyDays>]
    private let byAgency: [AgencyID: Durations<DutyDays>]

    init(_ records: ForecastRecords, _ workflow: Workflow) {
        self.workflow = workflow
        let ranks = Dictionary(
            uniqueKeysWithValues: workflow.content.stages.enumerated().map { ($1.id, $0) })
        self.ranks = ranks
        let stays = records.stays
        let named = Set(stays.keys.flatMap { [$0.place] + ($0.end.map { [$0.to] } ?? []) }).sorted()
        let indices = Dictionary(uniqueKeysWithValues: named.enumerated().map { ($1, $0) })
        self.indices = indices
        let moves = Dictionary(workflow.content.moves.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        // A step for each way out of each place: stages are entered only from others.
        struct Way: Hashable {
            let from: StageID
            let end: ForecastRecords.Stay.End
        }
        let ways = Set(stays.keys.compactMap { stay in stay.end.map { Way(from: stay.place.stage, end: $0) } })
            .sorted { ($0.from, $0.end) < ($1.from, $1.end) }
        let wayIndices = Dictionary(uniqueKeysWithValues: ways.enumerated().map { ($1, $0) })
        steps = ways.map { way in
            let move = moves[way.end.move]
            return Step(
                move: way.end.move, place: indices[way.end.to] ?? 0, entersStage: way.from != way.end.to.stage,
                waitsForDuties: move?.guards.contains(.mandatoryDutiesSettled) ?? false,
                cancelsDuties: move?.cancelsDuties ?? false,
                closes: workflow.stage(way.end.to.stage)?.isFinal ?? true)
        }
        let byPlace = Dictionary(grouping: stays, by: \.key.place)
        places = named.map { place in
            let here = byPlace[place] ?? []
            func durations(_ stays: [(key: ForecastRecords.Stay, value: Int)]) -> Durations<Int> {
                Durations(
                    counted: stays.map { stay, count in
                        (stay.days, stay.end.flatMap { wayIndices[Way(from: place.stage, end: $0)] }, count)
                    })
            }
            return Place(
                place: place, rank: ranks[place.stage] ?? ranks.count,
                byTrack: Dictionary(grouping: here, by: \.key.track).mapValues(durations),
                anyTrack: durations(here))
        }
        func times(_ times: [(key: ForecastRecords.DutyTime, value: Int)]) -> Durations<DutyDays> {
            Durations(counted: times.map { ($0.days, $0.isSettled ? $0.unitDays : nil, $1) })
        }
        byDuty = Dictionary(grouping: records.duties, by: \.key.key).mapValues(times)
        byAgency = Dictionary(grouping: records.duties, by: \.key.agency).mapValues(times)
    }

    func index(of place: ForecastRecords.Place) -> Int? { indices[place] }

    /// Rank of the scene of a duty; one that the definition does not know holds up every exit.
    func rank(of scene: StageID) -> Int { ranks[scene] ?? -1 }

    func durations(of duty: DutyID, at agency: AgencyID) -> Durations<DutyDays> {
        byDuty[.init(duty: duty, agency: agency)] ?? .none
    }

    func durations(of agency: AgencyID) -> Durations<DutyDays> { byAgency[agency] ?? .none }
}

extension ForecastRecords.DutyTime {
    struct Key: Hashable, Sendable {
        let duty: DutyID
        let agency: AgencyID
    }

    var key: Key { Key(duty: duty, agency: agency) }
}

extension Durations<Int> {
    /// From counted records, in an order that depends on them alone.
    init(counted records: [(days: Int, content: Int?, count: Int)]) {
        let sorted = records.sorted { ($0.days, $0.content ?? -1, $0.count) < ($1.days, $1.content ?? -1, $1.count) }
        self.init(sorted.flatMap { repeatElement(Entry(days: $0.days, content: $0.content), count: $0.count) })
    }
}
