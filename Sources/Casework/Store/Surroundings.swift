internal import MatterCore
internal import Postgres

/// What decisions read around their matters: courts, units, involvement, organisations and matters that commands name.
/// One statement each for all commands of a unit of work, and only those that some command needs.
struct Surroundings {
    /// One question of one principal.
    struct Question {
        let matter: Int64
        let principal: Principal
        let needs: Needs
    }

    private let questions: [Question]
    private var judged: [Int64] { questions.filter { $0.principal.role == .judge }.map(\.matter) }
    private var involved: [Question] { questions.filter { $0.principal.role == .agency } }
    private var unitsWanted: [Int64] { questions.filter(\.needs.units).map(\.matter) }
    private var named: [OrganisationID] { questions.flatMap(\.needs.organisations) }
    private var linked: [Question] { questions.filter { !$0.needs.matters.isEmpty } }

    private(set) var ancestors: [Int64: [OrganisationID]] = [:]
    private var involvements: Set<Involvement> = []
    private var units: [Int64: [AgencyID: OrganisationID]] = [:]
    private var organisations: [OrganisationID: Organisation] = [:]
    private var readable: [Int64: Set<Int64>] = [:]

    init(_ questions: [Question]) {
        self.questions = questions
    }

    var queries: [Query] {
        var queries: [Query] = []
        if !judged.isEmpty { queries.append(Self.ancestors(ofMatters: judged)) }
        if !involved.isEmpty {
            queries.append(
                """
                select matter.id, asked.unit
                from unnest(\(involved.map(\.matter))::bigint[], \(involved.map(\.principal.organisation.id.rawValue))::text[])
                    as asked (matter_id, unit)
                join matter on matter.id = asked.matter_id where \(Visibility.involvement(of: "asked.unit"))
                """)
        }
        if !unitsWanted.isEmpty { queries.append(Self.units(ofMatters: unitsWanted)) }
        if !named.isEmpty { queries.append(OrganisationRow.select("where id = any(\(named.map(\.rawValue)))")) }
        for question in linked {
            queries.append(
                """
                select id from matter
                where id = any(\(question.needs.matters)) and \(Visibility.clause(question.principal))
                """)
        }
        return queries
    }

    mutating func read(_ answers: inout ArraySlice<Rows>) throws {
        if !judged.isEmpty {
            for row in try answers.take() {
                ancestors[try row.next(), default: []].append(OrganisationID(try row.next(String.self)))
            }
        }
        if !involved.isEmpty {
            for row in try answers.take() {
                involvements.insert(
                    Involvement(matter: try row.next(), unit: OrganisationID(try row.next(String.self))))
            }
        }
        if !unitsWanted.isEmpty {
            for row in try answers.take() {
                let matter = try row.next(Int64.self)
                units[matter, default: [:]][AgencyID(try row.next(String.self))] = OrganisationID(
                    try row.next(String.self))
            }
        }
        if !named.isEmpty {
            for row in try answers.take() {
                let organisation = try row.json(OrganisationRow.self).organisation
                organisations[organisation.id] = organisation
            }
        }
        for question in linked {
            readable[question.matter] = Set(try answers.take().map { try $0.next(Int64.self) })
        }
    }

    func context(
        for principal: Principal, matter: Int64, workflow: Workflow, calendar: WorkCalendar, now: Instant,
        target: Workflow? = nil
    ) -> DecisionContext {
        DecisionContext(
            workflow: workflow, calendar: calendar, principal: principal, now: now, units: units[matter] ?? [:],
            courtAncestors: ancestors[matter] ?? [],
            isInvolved: involvements.contains(Involvement(matter: matter, unit: principal.organisation.id)),
            organisations: organisations, readableMatters: readable[matter] ?? [], target: target)
    }

    /// The higher courts of each matter's court.
    private static func ancestors(ofMatters matters: [Int64]) -> Query {
        """
        with recursive higher (matter_id, id) as (
            select matter.id, court.parent from matter join organisation as court on court.id = matter.court
            where matter.id = any(\(matters)) and court.parent is not null
            union
            select higher.matter_id, court.parent from higher join organisation as court on court.id = higher.id
            where court.parent is not null)
        select matter_id, id from higher
        """
    }

    private static func units(ofMatters matters: [Int64]) -> Query {
        """
        select matter.id, unit.agency, unit.id from matter
        cross join lateral (\(nearestUnits(to: "matter.region"))) as unit
        where matter.id = any(\(matters))
        """
    }

    /// For each matter the coordination office whose region is the longest prefix of the matter's; `offices` reads it.
    static func offices(ofMatters matters: [Int64]) -> Query {
        """
        select matter.id, office.id from matter cross join lateral (
            select id from organisation where kind = 'coordination_office' and starts_with(matter.region, region)
            order by length(region) desc, id limit 1) as office
        where matter.id = any(\(matters))
        """
    }

    static func offices(_ rows: Rows) throws -> [Int64: OrganisationID] {
        Dictionary(
            uniqueKeysWithValues: try rows.map { (try $0.next(Int64.self), OrganisationID(try $0.next(String.self))) })
    }

    /// For every agency the unit whose region is the longest prefix of the region.
    static func nearestUnits(to region: Query) -> Query {
        """
        select distinct on (agency) agency, id from organisation
        where kind = 'agency_unit'
        and region in (left(\(region), 6), left(\(region), 4), left(\(region), 2), '')
        order by agency, length(region) desc, id
        """
    }
}

private struct Involvement: Hashable {
    let matter: Int64
    let unit: OrganisationID
}
