import MatterCore

/// The people of a demonstration and the organisations that they act for.
struct Cast: Sendable {
    struct Incomplete: Error, CustomStringConvertible {
        let missing: String
        var description: String { "The server has no \(missing); the demonstration needs the sample organisations." }
    }

    private let principals: [Player: Principal]
    let court: Organisation
    /// For every agency the unit that acts.
    let units: [AgencyID: OrganisationID]
    let firms: [OrganisationID: Organisation]

    init(_ principals: [Player: Principal]) throws {
        guard let court = principals[.judge]?.organisation else { throw Incomplete(missing: "court") }
        self.principals = principals
        self.court = court
        var units: [AgencyID: OrganisationID] = [:]
        var firms: [OrganisationID: Organisation] = [:]
        for (actor, principal) in principals {
            switch actor {
            case .agency(let agency): units[agency] = principal.organisation.id
            case .administrator, .successor: firms[principal.organisation.id] = principal.organisation
            case .judge: break
            }
        }
        self.units = units
        self.firms = firms
    }

    func principal(_ actor: Player) throws -> Principal {
        guard let principal = principals[actor] else { throw Incomplete(missing: actor.name.en) }
        return principal
    }

    /// The actor that acts for an organisation.
    func actor(for organisation: OrganisationID) throws -> Player {
        guard let actor = principals.first(where: { $0.value.organisation.id == organisation })?.key else {
            throw Incomplete(missing: organisation.rawValue)
        }
        return actor
    }
}
