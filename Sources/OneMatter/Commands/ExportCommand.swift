import ArgumentParser
import Foundation
import HTTPAPI
import MatterCore

/// Fetches a matter as one file that proves itself.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Writes a matter of a running server into one file that anybody can verify.",
        discussion: """
            Asks the server as somebody who may read the matter: with the token in --token-file, or else with one made \
            by the key of the data folder for --role, --org and --name. The export is on record in the access log.
            """)

    @Argument(help: "Number of the matter.")
    var matter: Int64

    @Option(name: [.customShort("o"), .long], help: "The file to write; it must not exist.")
    var output: String

    @Option(help: "Address of the server.")
    var url = "http://127.0.0.1:8080"

    @Option(help: "File with an access token.")
    var tokenFile: String?

    @Option(help: "Role of the token that is made: judge, administrator or auditor.")
    var role = "judge"

    @Option(help: "Code of the organisation; without it the sample organisation of the role.")
    var org: String?

    @Option(help: "Name of the person.")
    var name: String?

    @OptionGroup var data: DataOptions

    func run() async throws {
        guard !FileManager.default.fileExists(atPath: output) else { throw Failure("\(output) is there already.") }
        let client = DemoClient(url)
        let content = try await client.download(
            "/v1/matters/\(matter)/export", .bearer(try await token()))
        do {
            try content.write(to: URL(filePath: output), options: .withoutOverwriting)
        } catch {
            throw Failure("Cannot write \(output): \(error.localizedDescription)")
        }
        printLine("\(output): matter \(matter), \(content.count) bytes. Check it with: onematter verify \(output)")
    }

    private func token() async throws -> String {
        if let tokenFile {
            return try String(contentsOfFile: tokenFile, encoding: .utf8).trimmingCharacters(
                in: .whitespacesAndNewlines)
        }
        guard let role = Role(rawValue: role) else { throw ValidationError("There is no role \(role).") }
        let key = try await TokenKey(directory: try data.configuration().data)
        return try await key.issue(
            role: role, organisation: org.map { OrganisationID($0) } ?? SamplePerson.organisation(of: role),
            name: name ?? role.rawValue, at: Date(), lifetime: 300)
    }
}
