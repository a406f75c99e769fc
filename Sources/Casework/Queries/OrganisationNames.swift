internal import MatterCore
internal import Postgres

/// Names of the organisations that a matter mentions.
struct OrganisationNames {
    private let names: [OrganisationID: LocalText]

    init(of state: MatterState, _ db: borrowing Session) throws {
        let ids = Set(
            [state.court, state.openedBy] + (state.administrator.map { [$0] } ?? [])
                + state.assignments.values.flatMap { [$0.unit] + $0.parts.map(\.unit) })
        let rows = try db.query(
            "select id, name_zh, name_en from organisation where id = any(\(ids.map(\.rawValue).sorted()))")
        names = Dictionary(
            uniqueKeysWithValues: try rows.map { row in
                (OrganisationID(try row.next(String.self)), LocalText(zh: try row.next(), en: try row.next()))
            })
    }

    subscript(id: OrganisationID) -> NamedOrganisation {
        NamedOrganisation(id: id, name: names[id] ?? LocalText(zh: id.rawValue, en: id.rawValue))
    }
}
