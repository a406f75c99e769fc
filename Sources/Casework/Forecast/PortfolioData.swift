internal import MatterCore
internal import Postgres

/// Everything that a forecast needs, read on one snapshot.
struct PortfolioData: Sendable {
    let page: Page<MatterSummary>
    let matters: [ForecastMatters.Item]
    let records: ForecastRecords
    let workflows: [WorkflowKey: Workflow]
    let since: LegalDate
    let today: LegalDate
    let calendar: WorkCalendar
    let scenario: Scenario
    /// With the notice of the scenario.
    let scenarioCalendar: WorkCalendar
}

extension PortfolioData {
    /// - Parameters:
    ///   - condition: on `matter`; of those that meet it the open ones count.
    ///   - page: reads the page of them that is shown one by one.
    init(
        where condition: Query, _ scenario: Scenario, to principal: Principal, at now: Instant,
        _ definitions: Definitions, _ calendars: Calendars, _ db: borrowing Session,
        page: (borrowing Session) throws -> Page<MatterSummary>
    ) throws {
        calendar = try calendars.current(db)
        scenarioCalendar =
            scenario.notice == nil ? calendar : try scenario.calendar(after: try CalendarRow.all(db).map(\.notice))
        let source = ForecastSource(principal, calendar, at: now)
        let asked = ForecastMatters(source: source, condition: condition)
        self.page = try page(db)
        var answers = try db.query([Definitions.published] + source.queries + asked.queries)[...]
        try definitions.requireAll(answers.take())
        records = try source.records(&answers)
        matters = try asked.items(&answers)
        var workflows: [WorkflowKey: Workflow] = [:]
        for key in Set(matters.map(\.workflow)) { workflows[key] = try definitions.workflow(key) }
        self.workflows = workflows
        self.scenario = scenario
        since = source.since
        today = now.legalDate
    }
}

extension Page {
    /// The same page with something made of each item.
    func map<Other, Failure: Error>(
        _ transform: (Item) throws(Failure) -> Other
    ) throws(Failure) -> Page<Other> {
        var others: [Other] = []
        for item in items { others.append(try transform(item)) }
        return Page<Other>(items: others, next: next)
    }
}
