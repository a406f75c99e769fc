import EmbeddedPostgres
import Foundation
import Testing

/// `onematter audit` on a folder that a server has left.
@Suite struct AuditCommandTests {
    @Test(.timeLimit(.minutes(3))) func namesWhatWasChangedBehindTheServer() async throws {
        try await inDataFolder { folder in
            let seeded = try Program(["seed", "--matters", "3", "--data", folder]).result()
            #expect(seeded.status == 0, "\(seeded.errors)")
            // A server gives everything its position, at the latest when it stops.
            let server = try Program(["serve", "--data", folder, "--port", "0"])
            _ = server.nextOutput()
            server.askToStop()
            #expect(server.result().status == 0)

            let sound = try audit(folder)
            #expect(sound.status == 0 && sound.report.ok && sound.report.findings.isEmpty)
            #expect(sound.report.matters == 3 && sound.report.waiting == 0)
            #expect(sound.report.positions >= sound.report.events && sound.report.events > 3)

            try await asOwner(
                of: folder,
                """
                alter table matter_event disable trigger all;
                alter table ledger_leaf disable trigger all;
                update matter_event set author_name = 'x' where matter_id = 2 and number = 1;
                update matter set stage_since = stage_since + interval '1 day' where id = 3;
                update ledger_leaf set hash = repeat('1', 64) where matter_id = 1 and number = 1;
                """)
            let broken = try audit(folder)
            #expect(broken.status == 1 && !broken.report.ok)
            let places = broken.report.findings.map { "\($0.place): \($0.message)" }
            #expect(places.contains { $0.hasPrefix("matter 2: event 1 was altered") })
            #expect(places.contains("matter 3: the matter is not as its last event left it"))
            #expect(places.contains { $0.hasPrefix("ledger: the event at position ") })

            let one = try Program(["audit", "1", "--data", folder]).result()
            #expect(one.status == (places.contains { $0.hasPrefix("matter 1:") } ? 1 : 0))
            let none = try Program(["audit", "99", "--data", folder]).result()
            #expect(none.status == 1 && none.errors.contains("There is no such matter"))
        }
    }

    private struct Report: Decodable {
        struct Finding: Decodable {
            let place: String
            let message: String
        }

        let ok: Bool
        let matters, events, positions, waiting: Int
        let findings: [Finding]
    }

    private func audit(_ folder: String) throws -> (status: Int32, report: Report) {
        let result = try Program(["audit", "--json", "--data", folder]).result()
        return (result.status, try JSONDecoder().decode(Report.self, from: Data(result.output.utf8)))
    }

    private func asOwner(of folder: String, _ script: String) async throws {
        let cluster = try await PrivateCluster(directory: "\(folder)/postgres").start()
        let outcome = Result {
            try Child.run(
                ["\(cluster.binaries)/psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-f", "-", cluster.connectionString],
                input: script)
        }
        try await cluster.stop()
        let (status, output) = try outcome.get()
        #expect(status == 0, "\(output)")
    }
}
