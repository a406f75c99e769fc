internal import MatterCore
internal import Postgres

/// The addresses of some organisations that are good now.
struct NoticeAddresses: Sendable {
    private let rows: [OrganisationID: [NoticeAddressRow]]

    /// - Parameter answer: To `select`, which can travel with other statements.
    init(_ answer: Rows) throws {
        rows = Dictionary(grouping: try answer.map { try $0.json(NoticeAddressRow.self) }, by: \.organisation)
    }

    static func select(_ organisations: Set<OrganisationID>) -> Query {
        NoticeAddressRow.select(
            """
            where organisation = any(\(organisations.map(\.rawValue).sorted())::text[]) and ended_at is null order by id
            """)
    }

    /// Where to tell what concerns a role of the organisation, each address once.
    func addresses(of organisation: OrganisationID, role: Role) -> [String] {
        var seen: Set<String> = []
        return rows[organisation, default: []].filter { $0.role == nil || $0.role == role }.map(\.address)
            .filter { seen.insert($0.lowercased()).inserted }
    }
}
