public import Identity
public import MatterCore

/// A system of an agency's unit that signs its own tokens. Its keys are public.
public struct MachineClient: Codable, Hashable, Sendable {
    public let id: String
    public let name: String
    public let organisation: OrganisationID
    /// A key set (RFC 7517).
    public let keys: ClaimValue
    public let registeredAt: String
    public let disabledAt: String?
}

/// A machine client to be registered.
public struct RegisterMachineClient: Codable, Hashable, Sendable {
    public let id: String
    public let name: String
    public let organisation: OrganisationID
    public let keys: ClaimValue
}

/// Table `machine_client`, for lists.
struct MachineClientRow: Decodable {
    var id: String
    var name: String
    var organisation: OrganisationID
    var keys: ClaimValue
    var registeredAt: StoredInstant
    var disabledAt: StoredInstant?

    var client: MachineClient {
        MachineClient(
            id: id, name: name, organisation: organisation, keys: keys, registeredAt: registeredAt.instant.description,
            disabledAt: disabledAt?.instant.description)
    }
}

/// What is needed to believe a client's token.
struct SigningClientRow: Decodable {
    var name: String
    var keys: ClaimValue
    var organisation: OrganisationRow
}
