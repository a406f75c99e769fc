public import MatterCore
internal import Postgres

extension Casework {
    /// Who acts, if the organisation exists and the role is one that is held there.
    public func principal(
        id: String, name: String, role: Role, organisation: OrganisationID, origin: Origin = .unknown
    ) async throws(CaseworkError) -> Principal? {
        try await reading(as: .directory) { (db: borrowing Session) in
            let rows = try db.query(OrganisationRow.select("where id = \(organisation.rawValue)"))
            guard let organisation = try rows.first?.json(OrganisationRow.self).organisation,
                role.isHeld(in: organisation.kind)
            else { return nil }
            return Principal(id: id, name: name, role: role, organisation: organisation, origin: origin)
        }
    }

    /// All organisations, or those of a kind, in the order of region and code.
    public func organisations(kind: Organisation.Kind? = nil) async throws(CaseworkError) -> [Organisation] {
        try await reading(as: .directory) { (db: borrowing Session) in
            let kinds = (kind.map { [$0] } ?? Organisation.Kind.allCases).map(\.rawValue)
            let rows = try db.query(OrganisationRow.select("where kind = any(\(kinds)) order by region, kind, id"))
            return try rows.map { try $0.json(OrganisationRow.self).organisation }
        }
    }

    /// The definition in force as plain JSON: stages, statuses, moves, agencies, duties, with the basis of each.
    public func catalogue() throws(CaseworkError) -> JSONValue {
        guard let workflow else { throw .failed("no published workflow is valid today") }
        do {
            return try JSONValue(plain: workflow.content)
        } catch {
            throw .failed("\(error)")
        }
    }
}
