import ArgumentParser
import Foundation
import HTTPAPI
import MatterCore

/// Prints an access token, and nothing else.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Makes an access token with the key of the data folder.")

    @Option(help: "One of: \(roles).", transform: role(named:))
    var role: Role

    @Option(help: "Code of the organisation; without it the sample organisation of the role.")
    var org: String?

    @Option(help: "Name of the person.")
    var name: String

    @Option(help: "How long the token is good for: 30m, 12h, 7d.")
    var ttl: Lifetime = Lifetime(seconds: 12 * 3_600)

    @OptionGroup var data: DataOptions

    static let roles = Role.allCases.map(\.rawValue).joined(separator: ", ")

    static func role(named name: String) throws -> Role {
        guard let role = Role(rawValue: name) else { throw ValidationError("The roles are: \(roles).") }
        return role
    }

    func validate() throws {
        guard !name.allSatisfy(\.isWhitespace), name.unicodeScalars.count <= 100 else {
            throw ValidationError("A name has 1 to 100 characters.")
        }
    }

    func run() async throws {
        let configuration = try data.configuration()
        let organisation = org.map { OrganisationID($0) } ?? SamplePerson.organisation(of: role)
        let key = try await TokenKey(directory: configuration.data)
        printLine(
            try await key.issue(
                role: role, organisation: organisation, name: name, at: Date(), lifetime: ttl.seconds))
    }
}

/// A span of time as people write it.
struct Lifetime: ExpressibleByArgument {
    let seconds: TimeInterval

    init(seconds: TimeInterval) { self.seconds = seconds }

    init?(argument: String) {
        let units: [Character: Double] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
        guard let unit = argument.last.flatMap({ units[$0] }), let count = Int(argument.dropLast()), count > 0,
            count <= 3_650
        else { return nil }
        seconds = Double(count) * unit
    }

    var defaultValueDescription: String { "\(Int(seconds / 3_600))h" }
}
