public import MatterCore
internal import Messaging
internal import Postgres

/// Where an organisation is told outside that something waits for it.
public struct NoticeAddress: Codable, Hashable, Sendable {
    public let id: Int64
    /// Only what concerns this role there; nil: everything.
    public let role: Role?
    public let address: String
    public let addedAt: String
    public let endedAt: String?
}

/// An address to be added.
public struct AddNoticeAddress: Codable, Hashable, Sendable {
    public let role: Role?
    public let address: String
}

/// Table `notice_address`, for lists.
struct NoticeAddressRow: TableRow {
    static let table = "notice_address"
    static let primaryKey = [CodingKeys.id]

    var id: Int64
    var organisation: OrganisationID
    var role: Role?
    var address: String
    var addedAt: StoredInstant
    var endedAt: StoredInstant?

    enum CodingKeys: String, CodingKey, CaseIterable {
        case id, organisation, role, address
        case addedAt = "added_at"
        case endedAt = "ended_at"
    }

    var noticeAddress: NoticeAddress {
        NoticeAddress(
            id: id, role: role, address: address, addedAt: addedAt.instant.description,
            endedAt: endedAt?.instant.description)
    }
}
