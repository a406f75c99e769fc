internal import MatterCore
internal import Postgres

/// The open matters of a forecast, with the mandatory duties that hold them up: two statements for any number of them.
struct ForecastMatters {
    /// One of them, with the definition that it runs under.
    struct Item: Sendable {
        let workflow: WorkflowKey
        let subject: ForecastSubject
    }

    let source: ForecastSource
    /// On `matter`.
    let condition: Query

    /// For `items`.
    var queries: [Query] { [matters, duties] }

    /// In the order of their numbers.
    func items(_ answers: inout ArraySlice<Rows>) throws -> [Item] {
        let matters = try answers.take()
        var duties: [Int64: [ForecastSubject.OpenDuty]] = [:]
        for row in try answers.take() {
            duties[try row.next(), default: []].append(
                ForecastSubject.OpenDuty(
                    number: try row.next(), duty: DutyID(try row.next()), agency: AgencyID(try row.next()),
                    scene: StageID(try row.next()), days: try row.next(), unitDays: try row.next(),
                    due: LegalDate(dayNumber: try row.next())))
        }
        return try matters.map { row in
            let id = try row.next(Int64.self)
            let workflow = WorkflowKey(id: try row.next(), version: try row.next())
            let place = ForecastRecords.Place(stage: StageID(try row.next()), status: StatusID(try row.next()))
            guard let track = Track(rawValue: try row.next()) else { throw CaseworkError.failed("an unknown track") }
            return Item(
                workflow: workflow,
                subject: ForecastSubject(
                    matter: id, place: place, track: track, days: try row.next(), duties: duties[id] ?? []))
        }
    }

    private var open: Query { "\(Visibility.clause(source.principal)) and matter.closed_at is null and \(condition)" }
    private var now: Query { "\(source.now.description)::timestamptz" }

    private var matters: Query {
        let since = source.worked.through("greatest(stage_since, status_since)")
        return """
            with \(source.worked.table)
            select id, workflow_id, workflow_version, stage, status, track,
                greatest(0, \(source.worked.through(now)) - \(since))
            from matter where \(open) order by id
            """
    }

    private var duties: Query {
        """
        with \(source.worked.table),
        span as (
            select matter_id, number, duty, agency, scene, duty_assignment.opened_at, due_on,
                detail #> '{clock,lanes,0,turns}' as turns
            from matter join duty_assignment on matter_id = matter.id
            where \(open) and settled_at is null and is_mandatory)
        select matter_id, number, duty, agency, scene,
            greatest(0, \(source.worked.through(now)) - \(source.worked.through("opened_at"))),
            \(source.unitDays(until: now)), due_on - date '1970-01-01'
        from span order by matter_id, number
        """
    }
}
