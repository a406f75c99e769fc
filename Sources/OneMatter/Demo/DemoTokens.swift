import Foundation
import HTTPAPI
import MatterCore

/// An access token for everyone in the demonstration.
struct DemoTokens: Sendable {
    private let tokens: [Player: String]

    subscript(player: Player) -> String { tokens[player] ?? "" }

    /// Made with the key of the data folder, for the organisations that the server knows.
    static func made(with key: TokenKey, court: OrganisationID, client: DemoClient) async throws -> DemoTokens {
        func token(_ player: Player, _ organisation: OrganisationID) async throws -> String {
            try await key.issue(
                role: player.role, organisation: organisation, name: player.personName, at: Date(), lifetime: 3_600)
        }
        let judge = try await token(.judge, court)
        let region = try await client.get("/v1/me", judge, as: Principal.self).organisation.region
        var tokens: [Player: String] = [.judge: judge]
        let firms = try await client.list(
            "/v1/organisations", judge, query: ["kind": "administrator_firm"], of: Organisation.self)
        for (player, firm) in zip([Player.administrator, .successor], firms) {
            tokens[player] = try await token(player, firm.id)
        }
        let units = try await client.list(
            "/v1/organisations", judge, query: ["kind": "agency_unit"], of: Organisation.self)
        for (agency, unit) in Cast.units(near: region, among: units) {
            tokens[.agency(agency)] = try await token(.agency(agency), unit.id)
        }
        return DemoTokens(tokens: tokens)
    }

    /// From a file for a server whose key is elsewhere: `{"judge": "…", "administrator": "…", "successor": "…",
    /// "TAX": "…", …}`.
    static func read(_ path: String) throws -> DemoTokens {
        guard let data = FileManager.default.contents(atPath: path),
            let named = try? JSONDecoder().decode([String: String].self, from: data)
        else { throw Failure("The token file \(path) is not a JSON object of names and tokens.") }
        let fixed: [String: Player] = ["judge": .judge, "administrator": .administrator, "successor": .successor]
        return DemoTokens(
            tokens: Dictionary(
                named.map { (fixed[$0] ?? .agency(AgencyID($0)), $1) }, uniquingKeysWith: { first, _ in first }))
    }

    /// Who they are, as the server knows them.
    func cast(_ client: DemoClient) async throws -> Cast {
        var principals: [Player: Principal] = [:]
        for (player, token) in tokens { principals[player] = try await client.get("/v1/me", token) }
        return try Cast(principals)
    }
}
