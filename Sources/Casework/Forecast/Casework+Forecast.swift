public import MatterCore
internal import Postgres

extension Casework {
    /// Runs of each matter of a page, or of one matter.
    static let forecastRuns = 200
    /// Runs of all matters of a portfolio together, for the totals.
    static let mostForecastRuns = 2_000_000

    /// What is to be expected of the open matters that the principal may read, one page, with totals of all.
    ///
    /// - Parameter filter: its `isOpen` counts for nothing.
    public func forecast(
        _ filter: MatterFilter, page: PageRequest, seed: Int64, by principal: Principal
    ) async throws(CaseworkError) -> PortfolioForecast {
        try await bench.inLine { () async throws(CaseworkError) -> PortfolioForecast in
            let data = try await portfolio("listForecast", filter, page, .present, by: principal)
            return try await bench.work { () throws(CaseworkError) -> PortfolioForecast in
                let play = try ForecastPlay(data, seed: seed)
                return PortfolioForecast(
                    page: data.page.map { .init(matter: $0, forecast: play.present($0.id)) },
                    totals: try play.totals(.present), provenance: play.provenance)
            }
        }
    }

    /// The same with a scenario beside the present.
    public func forecast(
        under scenario: Scenario, _ filter: MatterFilter, page: PageRequest, seed: Int64, by principal: Principal
    ) async throws(CaseworkError) -> PortfolioScenario {
        do {
            try scenario.check(under: definitions.all, today: clock().legalDate)
        } catch {
            throw .refused(error)
        }
        return try await bench.inLine { () async throws(CaseworkError) -> PortfolioScenario in
            let data = try await portfolio("forecastScenario", filter, page, scenario, by: principal)
            return try await bench.work { () throws(CaseworkError) -> PortfolioScenario in
                let play = try ForecastPlay(data, seed: seed)
                return PortfolioScenario(
                    page: try data.page.map { matter throws(CaseworkError) in
                        guard let present = play.present(matter.id), let changed = play.changed(matter.id) else {
                            throw .failed("matter \(matter.id) is on the page and not among the open ones")
                        }
                        return .init(
                            matter: matter, present: present, scenario: changed,
                            difference: .init(present.closing, changed.closing))
                    },
                    present: try play.totals(.present), scenario: try play.totals(.changed),
                    provenance: play.provenance)
            }
        }
    }

    /// What is to be expected of one matter. It rests on the records of others, so all that the principal reads is read.
    public func forecast(
        of matter: Int64, seed: Int64, by principal: Principal
    ) async throws(CaseworkError) -> ForecastOfMatter {
        try await bench.inLine { () async throws(CaseworkError) -> ForecastOfMatter in
            let now = clock()
            let data = try await showing("getForecast", to: principal) { (db: borrowing Session) in
                let shown = try Visibility.require(matter, to: principal, db)
                try Self.requireForecasts(principal)
                let fields = FieldVisibility(to: principal, under: definitions.all)
                let summary = MatterSummary.json(today: now.legalDate, for: principal, fields)
                let data = try PortfolioData(
                    where: "matter.id = \(matter)", .present, to: principal, at: now, definitions, calendars, db
                ) { db in
                    let rows = try db.query(
                        """
                        select (select row_to_json(summary) from (\(summary)) as summary)
                        from matter where matter.id = \(matter)
                        """)
                    return Page(items: try rows.map { try $0.json(MatterSummary.self) }, next: nil)
                }
                return (data, Shown(shown))
            }
            return try await bench.work { () throws(CaseworkError) -> ForecastOfMatter in
                guard let summary = data.page.items.first else { throw .matterNotFound }
                let play = try ForecastPlay(data, seed: seed)
                return ForecastOfMatter(
                    item: .init(matter: summary, forecast: play.present(matter)), provenance: play.provenance)
            }
        }
    }

    private func portfolio(
        _ operation: String, _ filter: MatterFilter, _ page: PageRequest, _ scenario: Scenario,
        by principal: Principal
    ) async throws(CaseworkError) -> PortfolioData {
        try page.requireSize()
        do {
            try Self.requireForecasts(principal)
        } catch {
            throw .refused(error)
        }
        let now = clock()
        var filter = filter
        filter.isOpen = true
        let wanted = filter
        return try await showing(operation, to: principal) { (db: borrowing Session) in
            let fields = FieldVisibility(to: principal, under: definitions.all)
            let query = try wanted.query(page, today: now.legalDate, for: principal, fields)
            let condition = wanted.clause(today: now.legalDate, for: principal, fields)
            var shown: [Shown.Matter] = []
            let data = try PortfolioData(
                where: condition, scenario, to: principal, at: now, definitions, calendars, db
            ) { db in
                let rows = try Cursor.guarding(page) { try db.query(query) }
                shown = try rows.prefix(page.size).map { try $0.json(Shown.Matter.self, at: 3) }
                return try Page(rows, size: page.size, of: wanted)
            }
            return (data, Shown(matters: shown))
        }
    }

    /// Durations are those of other agencies and of other matters: an agency is shown neither.
    private static func requireForecasts(_ principal: Principal) throws(Refusal) {
        switch principal.role {
        case .judge, .administrator, .auditor: return
        case .agency, .operator:
            throw Refusal(
                .forbidden, "role-may-not", zh: "结案预测供法官、管理人和审计人员使用。",
                en: "Forecasts are for judges, administrators and auditors.")
        }
    }
}
