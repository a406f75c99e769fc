import Foundation
import MatterCore
import Synchronization
import TestCluster
import Testing

@testable import OneMatter

/// The demonstration against the real application on real PostgreSQL.
@Suite(.serialized) struct DemoTests {
    /// What was printed.
    private final class Transcript: Sendable {
        private let text = Mutex<[String]>([])
        var lines: [String] { text.withLock { $0 } }
        func add(_ line: String) { text.withLock { $0.append(line) } }
    }

    private func demonstrate(_ site: Site, at time: Instant = now()) async throws -> [String] {
        let transcript = Transcript()
        let demonstration = Demonstration(
            client: site.client, tokens: try await site.tokens(), workflow: Theatre.workflow,
            calendar: Theatre.calendar, say: transcript.add)
        try await demonstration.run(at: time)
        return transcript.lines
    }

    @Test(.timeLimit(.minutes(5))) func itRunsAgainAndAgain() async throws {
        try await Site.run { site in
            for _ in 0..<2 {
                let lines = try await demonstrate(site)
                #expect(lines.last?.hasPrefix("✓") == true)
                #expect(lines.contains { $0.contains("duties opened 47/47, settled 47/47; agencies 27/27") })
                #expect(lines.count { $0.contains("拒绝 refused: ") } == 19)
                #expect(!lines.contains { $0.contains("✗") })
            }
        }
    }

    /// The same debtors again: refused at the first step, and the demonstration says so.
    @Test func itStopsWhereTheServerDiffers() async throws {
        try await Site.run { site in
            let time = now()
            let plays = try Scenario.rehearse(
                workflow: Theatre.workflow, calendar: Theatre.calendar, cast: try await site.tokens().cast(site.client),
                now: time,
                serial: time.milliseconds / 100)
            guard case .open(let command) = plays[0].steps[0].deed else { throw Failure("opens nothing") }
            _ = try await site.client.post(
                "/v1/matters", site.tokens()[plays[0].steps[0].player], key: "first",
                body: JSONEncoder().encode(command)
            ).decode(Performance.Act.self)
            let failure = await #expect(throws: Failure.self) { try await demonstrate(site, at: time) }
            #expect(failure?.description.contains("debtor-already-open") == true)
        }
    }

    /// Somebody meddles with the database: the audit sees each of it.
    @Test func theAuditSeesWhatWasChangedBehindTheServer() async throws {
        try await Site.run { site in
            let tokens = try await site.tokens()
            let play = try Scenario.rehearse(
                workflow: Theatre.workflow, calendar: Theatre.calendar, cast: try await tokens.cast(site.client),
                now: now(), serial: 1)[0]
            var performance = Performance(client: site.client, tokens: tokens, run: "audit", say: { _ in })
            try await performance.perform(play)
            #expect(try await performance.audit(play) == [])

            try await site.database.run(
                script: """
                    update matter set debtor_name = '别家';
                    update instrument set document_number = 'x' where number = 2;
                    update attachment set digest = repeat('a', 64) where number = 3;
                    update duty_assignment set version = version + 1 where number = 4;
                    update deadline set party = 'officers' where number = 1;
                    """)
            let differences = try await performance.audit(play)
            #expect(differences.count == 10)
            for word in ["matter", "instrument", "attachment", "duty", "deadline"] {
                #expect(differences.count { $0.hasPrefix(word) } == 2, "\(differences)")
            }
        }
    }

    @Test func aMissingServerIsExplained() async throws {
        let failure = await #expect(throws: Failure.self) {
            _ = try await DemoClient("http://127.0.0.1:1").get("/v1/me", "token", as: Me.self)
        }
        #expect(failure?.description.hasPrefix("Nothing answers at http://127.0.0.1:1; start it with") == true)
    }

    @Test func tokensComeFromAFile() async throws {
        let path = "/tmp/onematter-tokens-\(UUID().uuidString).json"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try #"{"judge": "a", "successor": "b", "TAX": "c"}"#.write(toFile: path, atomically: true, encoding: .utf8)
        let tokens = try DemoTokens.read(path)
        #expect(
            [tokens[.judge], tokens[.successor], tokens[.agency("TAX")], tokens[.administrator]] == ["a", "b", "c", ""])
        #expect(throws: Failure.self) { try DemoTokens.read("/tmp/onematter-no-such-file") }
    }
}
