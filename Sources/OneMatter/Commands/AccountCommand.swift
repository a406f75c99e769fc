import ArgumentParser
import Casework
import Foundation
import MatterCore

/// Accounts from the console: the first operator of an installation, and whoever is locked out.
struct AccountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account", abstract: "Makes and resets local accounts at the console.",
        discussion: "The embedded database must not be in use by a server.", subcommands: [Create.self, Reset.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a person with a post, and prints a one-time password.",
            discussion: """
                This is how an installation without sample data begins: make the first operator, who enters everybody \
                else. An organisation that does not exist yet is made if its name is given.
                """)

        @Option(help: "Login: 2 to 64 lower-case letters, digits, dots, dashes, underscores.")
        var login: String

        @Option(help: "Name of the person.")
        var name: String

        @Option(help: "One of: \(TokenCommand.roles).", transform: TokenCommand.role(named:))
        var role = Role.operator

        @Option(help: "Code of the organisation.")
        var organisation = "OPERATOR"

        @Option(help: "Name of the operator's organisation, if it is to be made.")
        var organisationName: String?

        @OptionGroup var data: DataOptions

        func validate() throws {
            guard login.wholeMatch(of: /[a-z0-9][a-z0-9._-]{1,63}/) != nil else {
                throw ValidationError("A login has 2 to 64 lower-case letters, digits, dots, dashes, underscores.")
            }
            guard !name.allSatisfy(\.isWhitespace), name.unicodeScalars.count <= 100 else {
                throw ValidationError("A name has 1 to 100 characters.")
            }
        }

        func run() async throws {
            try await atConsole(data) { casework in
                if let organisationName {
                    guard role == .operator else {
                        throw Failure("Other organisations are entered by the operator, over the API.")
                    }
                    try await casework.create(
                        Organisation(
                            id: OrganisationID(organisation), kind: .operator,
                            name: LocalText(zh: organisationName, en: organisationName), region: ""),
                        by: nil, from: .unknown)
                }
                guard try await casework.organisations().contains(where: { $0.id.rawValue == organisation }) else {
                    throw Failure("There is no organisation \(organisation); give --organisation-name to make it.")
                }
                let issued = try await casework.createAccount(login: login, name: name, by: nil, from: .unknown)
                _ = try await casework.grant(
                    GrantPost(
                        person: issued.person, role: role, organisation: OrganisationID(organisation),
                        from: now().legalDate, reason: "console"), by: nil, from: .unknown)
                printLine(issued.oneTimePassword)
            }
        }
    }

    struct Reset: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints a new one-time password for a login; all sessions of the person end.")

        @Option(help: "Login of the person.")
        var login: String

        @Flag(help: "Remove the second factor too: the authenticator is lost.")
        var removeSecondFactor = false

        @OptionGroup var data: DataOptions

        func run() async throws {
            try await atConsole(data) { casework in
                guard let person = try await casework.person(login: login) else {
                    throw Failure("Nobody has the login \(login).")
                }
                if removeSecondFactor { try await casework.removeSecondFactor(ofPersonAtConsole: person) }
                printLine(
                    try await casework.resetPassword(of: person, by: nil, from: .unknown).oneTimePassword)
            }
        }
    }

    /// Runs something on the database without a server. Refusals are told as sentences.
    private static func atConsole(_ data: DataOptions, _ body: (Casework) async throws -> Void) async throws {
        var configuration = try data.configuration()
        configuration.loadsSample = false
        let backend = try await Backend.start(configuration)
        do {
            try await body(backend.casework)
        } catch CaseworkError.refused(let refusal) {
            try await backend.stop()
            throw Failure(refusal.message.en)
        } catch {
            try await backend.stop()
            throw error
        }
        try await backend.stop()
    }
}
