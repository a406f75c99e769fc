import Foundation
import TestCluster
import Testing

/// The program as people start it.
@Suite(.serialized) struct ProgramTests {
    @Test(.timeLimit(.minutes(2))) func servesAndStopsWhenAsked() async throws {
        try await inDataFolder { folder in
            let server = try Program(["serve", "--data", folder, "--port", "0"])
            let greeting = server.nextOutput()
            #expect(greeting.contains("OneMatter serves http://127.0.0.1:"))
            #expect(greeting.contains("judge-330603") && greeting.contains("sample-password-of-onematter"))
            let address = try #require(greeting.split(separator: " ").first { $0.hasPrefix("http://") })

            let made = try Program(["token", "--data", folder, "--role", "judge", "--name", "王法官"]).result()
            #expect(made.status == 0 && made.errors.isEmpty)
            let token = made.output.trimmingCharacters(in: .newlines)
            let answer = try curl(["-H", "Authorization: Bearer \(token)", "\(address)/v1/me"])
            #expect(answer.contains("COURT-330603") && answer.contains("王法官"))

            server.askToStop()
            let end = server.result()
            #expect(end.status == 0, "\(end.errors)")
            #expect(!FileManager.default.fileExists(atPath: "\(folder)/postgres/cluster/postmaster.pid"))
            #expect(!end.errors.contains(token))
        }
    }

    @Test func everySamplePersonCanSignIn() async throws {
        try await inDataFolder { folder in
            let server = try Program(["serve", "--data", folder, "--port", "0"])
            let greeting = server.nextOutput()
            let address = try #require(greeting.split(separator: " ").first { $0.hasPrefix("http://") })
            let logins = greeting.split(separator: "\n").filter { $0.hasPrefix("  ") }
                .compactMap { $0.split(separator: " ").first }
            #expect(logins.count == 5)
            for login in logins {
                let body = #"{"login":"\#(login)","password":"sample-password-of-onematter"}"#
                let status = try curl([
                    "-o", "/dev/null", "-w", "%{http_code}", "-H", "Content-Type: application/json", "-d", body,
                    "\(address)/v1/session",
                ])
                #expect(status == "201", "\(login)")
            }
            server.askToStop()
            #expect(server.result().status == 0)
        }
    }

    /// An installation without sample data begins with one account made at the console.
    @Test func theFirstOperatorIsMadeAtTheConsole() async throws {
        try await inDataFolder { folder in
            func account(_ arguments: String...) throws -> (status: Int32, output: String, errors: String) {
                try Program(["account"] + arguments + ["--data", folder]).result()
            }
            let refused = try account("create", "--login", "first", "--name", "示例运维")
            #expect(refused.status == 1 && refused.errors.contains("--organisation-name"))
            let made = try account("create", "--login", "first", "--name", "示例运维", "--organisation-name", "示例单位")
            #expect(made.status == 0, "\(made.errors)")
            let password = made.output.trimmingCharacters(in: .newlines)
            let again = try account("create", "--login", "first", "--name", "示例运维")
            #expect(again.status == 1 && again.errors.contains("Another person has this login"))
            let reset = try account("reset", "--login", "first", "--remove-second-factor")
            #expect(reset.status == 0 && reset.output.trimmingCharacters(in: .newlines) != password)
            #expect(try account("reset", "--login", "nobody").status == 1)

            let server = try Program(["serve", "--no-sample", "--data", folder, "--port", "0"])
            let greeting = server.nextOutput()
            #expect(!greeting.contains("password"))
            let address = try #require(greeting.split(separator: " ").first { $0.hasPrefix("http://") })
            func signIn(_ password: String) throws -> String {
                try curl([
                    "-H", "Content-Type: application/json", "-d", #"{"login":"first","password":"\#(password)"}"#,
                    "\(address)/v1/session",
                ])
            }
            #expect(try signIn(password).contains("sign-in-failed"))
            #expect(
                try signIn(reset.output.trimmingCharacters(in: .newlines)).contains("password-change-required"))
            server.askToStop()
            let end = server.result()
            #expect(end.status == 0 && !end.errors.contains(password))
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/secrets-key")
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test func aGivenDatabaseNeedsItsSchema() async throws {
        let database = try await TestCluster.emptyDatabase()
        try await inDataFolder { folder in
            let environment = ["DATABASE_URL": database.applicationConnectionString]
            let owner = [
                "DATABASE_URL": database.applicationConnectionString, "ONEMATTER_OWNER_URL": database.connectionString,
            ]
            let refused = try Program(["serve", "--data", folder, "--port", "0"], environment).result()
            #expect(refused.status == 1 && refused.output.isEmpty)
            #expect(refused.errors.contains("Run: onematter migrate"))

            for _ in 0..<2 {
                let migrated = try Program(["migrate", "--data", folder], owner).result()
                #expect(migrated.status == 0, "\(migrated.errors)")
                #expect(migrated.output == "The database has schema 1.\n")
            }
            let server = try Program(["serve", "--data", folder, "--port", "0"], environment)
            #expect(server.nextOutput().contains("OneMatter serves"))
            server.askToStop()
            #expect(server.result().status == 0)

            try await database.run(script: "update workflow_version set digest = repeat('0', 64)")
            let changed = try Program(["serve", "--data", folder, "--port", "0"], environment).result()
            #expect(changed.status == 1 && changed.errors.contains("is published and must not change"))

            try await database.run(script: "insert into schema_version (version) values (99)")
            let unknown = try Program(["serve", "--data", folder, "--port", "0"], environment).result()
            #expect(unknown.status == 1 && unknown.errors.contains("schema 99"))
        }
        try await database.drop()
    }

    @Test(arguments: [
        ["serve", "--port", "http"], ["token", "--role", "king", "--name", "x"], ["token", "--role", "judge"],
        ["token", "--role", "judge", "--name", " "], ["sing"], ["serve", "--colour"],
    ])
    func aWrongCallIsExplained(_ arguments: [String]) async throws {
        let result = try Program(arguments).result()
        #expect(result.status == 2 && result.output.isEmpty)
        #expect(result.errors.contains("Error:"))
    }

    @Test(arguments: [
        ["--help"], ["serve", "--help"], ["migrate", "--help"], ["token", "--help"], ["check", "--help"],
        ["account", "create", "--help"], ["account", "reset", "--help"], ["audit", "--help"],
    ])
    func everyCommandHasHelp(_ arguments: [String]) async throws {
        let result = try Program(arguments).result()
        #expect(result.status == 0 && result.output.contains("USAGE:"))
    }

    private func curl(_ arguments: [String]) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/curl")
        process.arguments = ["--silent", "--max-time", "20"] + arguments
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}
