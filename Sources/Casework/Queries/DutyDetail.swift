internal import Ledger
public import MatterCore
internal import Postgres

/// A duty assignment with its rule and its record.
public struct DutyDetail: Codable, Sendable {
    public let matter: Int64
    public let matterVersion: Int
    public let duty: DutyView
    /// Why it is due when it is.
    public let derivation: DerivationView?
    /// The duty in the catalogue of the matter's definition.
    public let rule: JSONValue?
    /// The newest hundred entries about it, oldest first.
    public let events: [EventView]
}

extension Casework {
    /// One duty assignment.
    public func duty(
        _ number: Int, of matter: Int64, by principal: Principal
    ) async throws(CaseworkError) -> DutyDetail {
        let today = clock().legalDate
        return try await showing("getAssignment", to: principal, of: matter) { (db: borrowing Session) in
            let extent = Extent(assignments: .numbers([number]))
            let visible = try VisibleMatter(matter, extent, to: principal, definitions, db)
            let state = visible.state
            guard let assignment = state.assignments[number] else { throw CaseworkError.assignmentNotFound }
            let workflow = visible.workflow
            let events = try EventStore.newest(
                100, of: matter, where: "\(EventStore.about(number, of: matter)) and \(Visibility.events(principal))",
                db)
            let detail = DutyDetail(
                matter: matter, matterVersion: state.version,
                duty: DutyView(assignment, workflow, try OrganisationNames(of: state, db), today: today),
                derivation: DerivationView(assignment.due),
                rule: try workflow.duty(assignment.duty).map { try JSONValue(plain: $0) },
                events: try events.map { try EventView($0.event, hash: $0.hash.hex) })
            return (detail, Shown(visible.shown.only { $0.assignment == number }))
        }
    }

    /// All duty assignments of the matter, in the order they opened.
    public func duties(of matter: Int64, by principal: Principal) async throws(CaseworkError) -> [DutyView] {
        let today = clock().legalDate
        return try await showing("listAssignments", to: principal, of: matter) { (db: borrowing Session) in
            let visible = try VisibleMatter(matter, Extent(assignments: .all), to: principal, definitions, db)
            let names = try OrganisationNames(of: visible.state, db)
            let duties = visible.state.assignments.values.sorted { $0.number < $1.number }.map {
                DutyView($0, visible.workflow, names, today: today)
            }
            return (duties, Shown(visible.shown))
        }
    }
}
