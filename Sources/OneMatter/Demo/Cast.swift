import Casework
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
        for (player, principal) in principals {
            switch player {
            case .agency(let agency): units[agency] = principal.organisation.id
            case .administrator, .successor: firms[principal.organisation.id] = principal.organisation
            case .judge: break
            }
        }
        self.units = units
        self.firms = firms
    }

    /// The sample people of the court, of the firms in order, and of the units that are nearest to the court.
    init(court: Organisation, firms: [Organisation], organisations: [Organisation]) throws {
        var acting: [Player: Organisation] = [.judge: court]
        for (player, firm) in zip([Player.administrator, .successor], firms) { acting[player] = firm }
        for (agency, unit) in Self.units(near: court.region, among: organisations) { acting[.agency(agency)] = unit }
        self = try Cast(
            Dictionary(
                uniqueKeysWithValues: acting.map { player, organisation in
                    let person = SampleAccounts.person(of: organisation)
                    return (
                        player,
                        Principal(id: person.id, name: person.name, role: player.role, organisation: organisation)
                    )
                }))
    }

    /// For every agency the unit whose region is the longest prefix of the region, as the server chooses it.
    static func units(near region: String, among organisations: [Organisation]) -> [AgencyID: Organisation] {
        var nearest: [AgencyID: Organisation] = [:]
        for unit in organisations.sorted(by: { ($0.region.count, $1.id) < ($1.region.count, $0.id) })
        where unit.kind == .agencyUnit && region.hasPrefix(unit.region) {
            if let agency = unit.agency { nearest[agency] = unit }
        }
        return nearest
    }

    func principal(_ player: Player) throws -> Principal {
        guard let principal = principals[player] else { throw Incomplete(missing: "\(player)") }
        return principal
    }

    /// The player that acts for an organisation.
    func player(for organisation: OrganisationID) throws -> Player {
        guard let player = principals.first(where: { $0.value.organisation.id == organisation })?.key else {
            throw Incomplete(missing: organisation.rawValue)
        }
        return player
    }
}
