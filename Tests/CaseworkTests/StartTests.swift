import Foundation
import Ledger
import MatterCore
import Postgres
import TestCluster
import Testing
import WorkflowFiles

@testable import Casework

@Suite struct StartTests {
    @Test func theSchemaIsCreatedOnceHoweverManyAsk() async throws {
        let empty = try await TestCluster.emptyDatabase()
        let database = Database(DatabaseConfiguration(connectionString: empty.connectionString))
        await #expect(throws: StartError.schemaMissing) { try await Migrator(database).requireCurrent() }
        try await withThrowingTaskGroup { group in
            for _ in 0..<4 { group.addTask { try await Migrator(database).migrate() } }
            try await group.waitForAll()
        }
        try await Migrator(database).requireCurrent()
        try await database.script("update schema_version set version = 7")
        await #expect(throws: StartError.schemaUnknown(found: 7, known: 1)) { try await Migrator(database).migrate() }
        await database.shutdown()
        try await empty.drop()
    }

    @Test func theCompiledSchemaIsTheFile() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../schema.sql")
        #expect(Migrator.schema == (try String(contentsOf: file, encoding: .utf8)))
    }

    @Test func aChangedPublishedDefinitionStopsTheStart() async throws {
        try await inOffice { office in
            let changed = try Self.shipped { $0.replacing("Art.123", with: "Art.124") }
            let casework = Casework(
                database: office.database, workflows: changed, files: office.casework.files, clock: { Office.start })
            do {
                try await casework.start()
                Issue.record("a changed definition was accepted")
            } catch let error as StartError {
                let before = SM3.digest(try CanonicalJSON(encoding: Office.workflows[0].workflow.content).bytes)
                let after = SM3.digest(try CanonicalJSON(encoding: changed[0].workflow.content).bytes)
                #expect(before != after)
                for part in [before, after, "new version number"] { #expect("\(error)".contains(part)) }
            }
            // Comments are not rules.
            let commented = try Self.shipped { "# Another comment.\n" + $0 }
            try await Casework(
                database: office.database, workflows: commented, files: office.casework.files, clock: { Office.start }
            ).start()
        }
    }

    @Test func aMatterKeepsADefinitionThatHasLeftTheFolder() async throws {
        try await inOffice { office in
            let matter = try await office.takeover()
            let judge = try await office.judge
            try await office.execute(
                """
                insert into workflow_version (id, version, digest, content, valid_from, valid_until, status)
                select id, 2, digest, jsonb_set(content, '{version}', '2'), valid_from, valid_until, 'retired'
                from workflow_version
                """)
            try await office.execute("update matter set workflow_version = 2 where id = \(matter)")
            _ = try await office.act(.setTrack(SetTrack(track: .fast, reason: "快")), matter, by: judge)
            #expect(try await office.stored(matter)?.workflow.version == 2)
        }
    }

    @Test func sampleOrganisationsAreLoadedOnceAndSaySo() async throws {
        try await inOffice { office in
            let before = try await office.casework.organisations()
            try await office.casework.loadSampleOrganisations()
            #expect(try await office.casework.organisations() == before)
            #expect(before.allSatisfy { $0.name.zh.contains("示例") && $0.name.en.contains("Sample") })
            let agencies = Set(before.compactMap(\.agency))
            #expect(agencies == Set(Office.workflow.content.agencies.map(\.id)) && agencies.count == 27)
            #expect(try await office.casework.hasOrganisations())
            try await office.casework.health()
        }
    }

    @Test func aPoolWithoutAFreeConnectionIsBusy() async throws {
        try await inOffice { office in
            let narrow = Database(
                DatabaseConfiguration(
                    connectionString: office.testDatabase.applicationConnectionString, poolSize: 1,
                    leaseTimeout: .milliseconds(20)))
            let casework = Casework(
                database: narrow, workflows: Office.workflows, files: office.casework.files, clock: { Office.start })
            let (held, holding) = AsyncStream<Void>.makeStream()
            let gate = Gate()
            let holder = Task {
                try await narrow.write { (db: borrowing Session) in
                    try db.execute("select 1")
                    holding.finish()
                    gate.wait()
                }
            }
            for await _ in held {}
            let result = await capture { try await casework.health() }
            gate.open()
            try await holder.value
            guard case .failure(CaseworkError.busy) = result else { throw Unexpected(result) }
            await narrow.shutdown()
        }
    }

    private static func shipped(_ change: (String) -> String) throws -> [LoadedWorkflow] {
        var files: [String: String] = [:]
        let names = try FileManager.default.contentsOfDirectory(atPath: Office.folder)
        for name in names.filter({ $0.hasSuffix(".yaml") }) + ["calendars/2007.v1.yaml"] {
            let text = try String(contentsOfFile: Office.folder + "/" + name, encoding: .utf8)
            files[name] = name.hasPrefix("bankruptcy") ? change(text) : text
        }
        let folder = WorkflowFolder.read(files: files)
        #expect(folder.findings == [])
        return folder.workflows
    }
}

/// Holds a thread until it is opened.
final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    func wait() { semaphore.wait() }
    func open() { semaphore.signal() }
}
