import Casework
import Foundation
import MatterCore

/// What shows who everyone in the demonstration is.
struct DemoTokens: Sendable {
    private let tokens: [Player: Credential]

    subscript(player: Player) -> Credential { tokens[player] ?? "" }

    /// Signs everyone in with the sample accounts, for the organisations that the server knows.
    static func signedIn(_ client: DemoClient) async throws -> DemoTokens {
        let password = SampleAccounts.password
        let judge = try await client.signIn("judge-330603", password)
        let region = try await client.get("/v1/me", judge, as: Me.self).organisation.region
        var acting: [Player: Organisation] = [:]
        let firms = try await client.list(
            "/v1/organisations", judge, query: ["kind": "administrator_firm"], of: Organisation.self)
        for (player, firm) in zip([Player.administrator, .successor], firms) { acting[player] = firm }
        let units = try await client.list(
            "/v1/organisations", judge, query: ["kind": "agency_unit"], of: Organisation.self)
        for (agency, unit) in Cast.units(near: region, among: units) { acting[.agency(agency)] = unit }
        let others = try await withThrowingTaskGroup(of: (Player, Credential).self) { group in
            for (player, organisation) in acting {
                group.addTask { (player, try await client.signIn(SampleAccounts.login(of: organisation), password)) }
            }
            return try await group.reduce(into: [(Player, Credential)]()) { $0.append($1) }
        }
        return DemoTokens(
            tokens: Dictionary(uniqueKeysWithValues: others).merging([.judge: judge], uniquingKeysWith: { $1 }))
    }

    /// From a file for a server without sample accounts: `{"judge": "…", "administrator": "…", "successor": "…",
    /// "TAX": "…", …}`.
    static func read(_ path: String) throws -> DemoTokens {
        guard let data = FileManager.default.contents(atPath: path),
            let named = try? JSONDecoder().decode([String: String].self, from: data)
        else { throw Failure("The token file \(path) is not a JSON object of names and tokens.") }
        let fixed: [String: Player] = ["judge": .judge, "administrator": .administrator, "successor": .successor]
        return DemoTokens(
            tokens: Dictionary(
                named.map { (fixed[$0] ?? .agency(AgencyID($0)), .bearer($1)) }, uniquingKeysWith: { first, _ in first }
            ))
    }

    /// Who they are, as the server knows them.
    func cast(_ client: DemoClient) async throws -> Cast {
        var principals: [Player: Principal] = [:]
        for (player, token) in tokens {
            principals[player] = try await client.get("/v1/me", token, as: Me.self).principal
        }
        return try Cast(principals)
    }
}

/// What `/v1/me` answers.
struct Me: Decodable {
    let id: String
    let name: String
    let role: Role
    let organisation: Organisation

    var principal: Principal { Principal(id: id, name: name, role: role, organisation: organisation) }
}
