internal import MatterCore
internal import Postgres

/// Reads durations from the record of the matters that somebody may read: counted in SQL, so what comes is a small table.
///
/// Of at most so many matters, taken by their numbers without regard to age or length: the newest or the longest would be
/// a sample of something else.
struct ForecastSource {
    static let mostMatters = 5_000
    static let years = 5

    let principal: Principal
    let since: LegalDate
    let now: Instant
    let worked: WorkedDays

    init(_ principal: Principal, _ calendar: WorkCalendar, at now: Instant) {
        self.principal = principal
        self.now = now
        since = now.legalDate.adding(years: -Self.years)
        worked = WorkedDays(calendar, through: now.legalDate)
    }

    /// For `records`.
    var queries: [Query] { [stays, duties, extent] }

    func records(_ answers: inout ArraySlice<Rows>) throws -> ForecastRecords {
        var records = ForecastRecords()
        for row in try answers.take() {
            let place = ForecastRecords.Place(stage: StageID(try row.next()), status: StatusID(try row.next()))
            guard let track = Track(rawValue: try row.next()) else { throw CaseworkError.failed("an unknown track") }
            var end: ForecastRecords.Stay.End?
            if let move = try row.next(String?.self) {
                let to = ForecastRecords.Place(stage: StageID(try row.next()), status: StatusID(try row.next()))
                end = .init(move: MoveID(move), to: to)
            }
            for (days, count) in zip(try row[6, as: [Int].self], try row[7, as: [Int].self]) {
                records.stays[.init(place: place, track: track, days: days, end: end)] = count
            }
        }
        for row in try answers.take() {
            let (duty, agency) = (DutyID(try row.next()), AgencyID(try row.next()))
            let isSettled = try row.next(Bool.self)
            let (days, unitDays) = (try row.next([Int].self), try row.next([Int].self))
            let counts = try row.next([Int].self)
            for index in counts.indices {
                let time = ForecastRecords.DutyTime(
                    duty: duty, agency: agency, days: days[index], unitDays: unitDays[index], isSettled: isSettled)
                records.duties[time] = counts[index]
            }
        }
        guard let extent = try answers.take().first else { throw CaseworkError.failed("a count gave no row") }
        records.matters = try extent.next()
        records.courts = try extent.next()
        return records
    }

    private var sample: Query {
        """
        sample as materialized (
            select id, track, court, closed_at from matter
            where \(Visibility.clause(principal)) and (closed_at is null or closed_at >= \(start))
            order by id % 1000003 * 2654435761 % 4294967296, id limit \(Self.mostMatters))
        """
    }

    private var start: Query { "\("\(since) 00:00:00+08")::timestamptz" }
    private var end: Query { "\(now.description)::timestamptz" }

    private var extent: Query { "with \(sample) select count(*), count(distinct court) from sample" }

    /// The moves of both machines in order: each place with what ended it. A stage move leaves the status as it was, and
    /// the other way round.
    private var stays: Query {
        """
        with \(worked.table), \(sample),
        turn as (
            select sample.id, sample.track, sample.closed_at, event.number, event.at,
                coalesce(event.body #>> '{stageMoved,_0,move}', event.body #>> '{procedureMoved,_0,move}') as move,
                coalesce(event.body #>> '{stageMoved,_0,to}', event.body #>> '{matterOpened,_0,stage}') as stage,
                coalesce(event.body #>> '{procedureMoved,_0,to}', event.body #>> '{matterOpened,_0,status}') as status
            from sample join matter_event as event on event.matter_id = sample.id
                and event.kind in ('matter_opened', 'stage_moved', 'procedure_moved')),
        known as (
            select turn.*, count(stage) over life as stages, count(status) over life as statuses from turn
            window life as (partition by id order by number)),
        place as (
            select id, track, closed_at, number, at, move,
                max(stage) over (partition by id, stages) as stage,
                max(status) over (partition by id, statuses) as status
            from known),
        stay as (
            select place.*, lead(at) over life as ended_at, lead(move) over life as next,
                lead(stage) over life as to_stage, lead(status) over life as to_status
            from place window life as (partition by id order by number)),
        counted as (
            select stage, status, track, next, to_stage, to_status, days, count(*) as stays
            from (
                select stay.*,
                    greatest(0, \(worked.through("coalesce(ended_at, \(end))")) - \(worked.through("at"))) as days
                from stay
                -- Where a matter came to its end it does not stay.
                where (ended_at is not null or closed_at is null) and (ended_at is null or ended_at >= \(start))) as stay
            group by stage, status, track, next, to_stage, to_status, days)
        select stage, status, track, next, to_stage, to_status,
            array_agg(days order by days), array_agg(stays order by days)
        from counted group by stage, status, track, next, to_stage, to_status
        """
    }

    /// Until an assignment was settled, and how many of the days its unit held it. A cancelled one says only that it was
    /// not settled before.
    private var duties: Query {
        """
        with \(worked.table), \(sample),
        span as (
            select duty, agency, (settled_at is not null and state <> 'cancelled') as is_settled, opened_at,
                least(coalesce(settled_at, sample.closed_at, \(end)), \(end)) as ended_at,
                detail #> '{clock,lanes,0,turns}' as turns
            from sample join duty_assignment on matter_id = sample.id
            where settled_at is null or settled_at >= \(start)),
        time as (
            select duty, agency, is_settled,
                greatest(0, \(worked.through("ended_at")) - \(worked.through("opened_at"))) as days,
                \(unitDays(until: "ended_at")) as unit_days
            from span),
        counted as (
            select duty, agency, is_settled, days, unit_days, count(*) as duties
            from time group by duty, agency, is_settled, days, unit_days)
        select duty, agency, is_settled, array_agg(days order by days, unit_days),
            array_agg(unit_days order by days, unit_days), array_agg(duties order by days, unit_days)
        from counted group by duty, agency, is_settled
        """
    }

    /// Working days of the turns of the unit among `turns`, from `opened_at` on. Most duties are one turn.
    func unitDays(until end: Query) -> Query {
        """
        case when jsonb_array_length(turns) = 1 then
            greatest(0, \(worked.through(end)) - \(worked.through("opened_at")))
        else (
            select coalesce(sum(greatest(0, \(worked.through("least(coalesce(until, \(end)), \(end))"))
                - \(worked.through("least(since, \(end))")))), 0)::integer
            from (
                select holder, to_timestamp(since / 1000.0) as since,
                    to_timestamp(lead(since) over (order by place) / 1000.0) as until
                from (
                    select turn ->> 'holder' as holder, (turn ->> 'since')::bigint as since, place
                    from jsonb_array_elements(turns) with ordinality as each (turn, place)) as turn) as turn
            where holder = 'unit')
        end
        """
    }
}
