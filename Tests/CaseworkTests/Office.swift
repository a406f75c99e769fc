import Foundation
import Identity
import MatterCore
import Postgres
import Synchronization
import TestCluster
import Testing
import WorkflowFiles

@testable import Casework

/// A database of its own with the schema, the shipped definition and the sample organisations, and the people who work
/// with it.
final class Office: Sendable {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../workflows").standardizedFileURL.path
    static let definitions = WorkflowFolder.read(folder)
    static let workflows = definitions.workflows
    static let notices = definitions.notices
    static let workflow = workflows[0].workflow

    let testDatabase: TestDatabase
    /// As the server signs in.
    let database: Database
    /// For what only the owner may do, or see past row-level security.
    let owner: Database
    let casework: Casework
    let directory: String
    private let serial = Mutex(0)

    /// Sample mode with a cheap password hash and a key of its own.
    static let identity = {
        var settings = IdentitySettings()
        settings.isSampleMode = true
        settings.cost = PasswordCost(logN: 10, r: 8, p: 1)
        settings.secrets = SecretBox(key: [UInt8](repeating: 7, count: 32))
        return settings
    }()

    init(poolSize: Int = 8, identity: IdentitySettings = Office.identity) async throws {
        testDatabase = try await TestCluster.freshDatabase(template: "casework") { template in
            let directory = Office.temporary()
            defer { try? FileManager.default.removeItem(atPath: directory) }
            let owner = Database(DatabaseConfiguration(connectionString: template.connectionString))
            try await Migrator(owner).migrate()
            await owner.shutdown()
            let database = Database(DatabaseConfiguration(connectionString: template.applicationConnectionString))
            let casework = Casework(
                database: database, workflows: Office.workflows, notices: Office.notices,
                files: try FileStore(directory: directory),
                identity: Office.identity, clock: { Office.start })
            try await casework.start()
            try await casework.loadSampleOrganisations()
            await database.shutdown()
        }
        database = Database(
            DatabaseConfiguration(connectionString: testDatabase.applicationConnectionString, poolSize: poolSize))
        owner = Database(DatabaseConfiguration(connectionString: testDatabase.connectionString, poolSize: 2))
        directory = Office.temporary()
        let now = Clock()
        clock = now
        casework = Casework(
            database: database, workflows: Office.workflows, notices: Office.notices,
            files: try FileStore(directory: directory),
            identity: identity, clock: { now.now })
        try await casework.start()
    }

    let clock: Clock

    /// 2026-03-02, a Monday.
    static let start = Instant(milliseconds: 1_772_416_800_000)

    static func temporary() -> String {
        FileManager.default.temporaryDirectory.appending(path: "onematter-casework-\(UUID().uuidString)").path
    }

    /// Ends what the office holds.
    func close() async throws {
        await database.shutdown()
        await owner.shutdown()
        try await testDatabase.drop()
        try FileManager.default.removeItem(atPath: directory)
    }

    /// A number that was not given out before.
    func next() -> Int {
        serial.withLock { serial in
            serial += 1
            return serial
        }
    }
}

/// Time that moves when a test says so.
final class Clock: Sendable {
    private let instant = Mutex(Office.start)

    var now: Instant { instant.withLock { $0 } }

    func advance(seconds: Int64) {
        instant.withLock { $0 = Instant(milliseconds: $0.milliseconds + seconds * 1_000) }
    }

    func advance(days: Int) {
        instant.withLock { $0 = Instant(milliseconds: $0.milliseconds + Int64(days) * 86_400_000) }
    }
}

/// Runs a test in an office of its own.
func inOffice(
    poolSize: Int = 8, identity: IdentitySettings = Office.identity, _ body: (Office) async throws -> Void
) async throws {
    let office = try await Office(poolSize: poolSize, identity: identity)
    do {
        try await body(office)
    } catch {
        try await office.close()
        throw error
    }
    try await office.close()
}

extension Office {
    func principal(_ role: Role, _ organisation: OrganisationID, _ id: String? = nil) async throws -> Principal {
        let found = try await casework.principal(
            id: id ?? "\(role.rawValue)-1", name: "示例人员", role: role, organisation: organisation)
        return try #require(found)
    }

    var judge: Principal { get async throws { try await principal(.judge, "COURT-330603") } }
    var administrator: Principal { get async throws { try await principal(.administrator, "FIRM-A") } }

    func claim(_ key: String? = nil, request: String = "") -> IdempotencyClaim {
        IdempotencyClaim(key: key ?? "key-\(next())", request: request.utf8)
    }

    /// A valid credit code of its own.
    func creditCode() -> String {
        let body = "91330600" + String(format: "%09d", next())
        return body + String(CreditCode.checkCharacter(of: body)!)
    }

    func act(
        _ command: Command, _ matter: Int64, by principal: Principal, expecting: Int? = nil
    ) async throws -> Outcome {
        try await casework.perform(command, on: matter, expecting: expecting, by: principal, idempotency: claim())
    }

    /// The matter as its rows say.
    func stored(_ matter: Int64) async throws -> MatterState? {
        try await casework.reading(as: .service) { (db: borrowing Session) in
            let store = MatterStore([matter: .whole])
            var answers = try db.query(store.queries(locking: false))[...]
            return try store.states(&answers)[matter]
        }
    }

    func events(_ matter: Int64) async throws -> [MatterEvent] {
        try await casework.reading(as: .service) { (db: borrowing Session) in
            try EventStore.events(of: matter, from: 1, through: Int(Int32.max), db)
        }
    }

    /// Whether the rows say what the record says.
    func expectReplay(_ matter: Int64, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let stored = try await stored(matter)
        let replayed = MatterState.replay(try await events(matter))
        #expect(stored != nil && stored == replayed, sourceLocation: sourceLocation)
    }

    func scalar<T: PostgresDecodable & Sendable>(_ query: Query, as type: T.Type = T.self) async throws -> T {
        try #require(try await owner.read { (db: borrowing Session) in try db.query(query).first?.next(T.self) })
    }

    func execute(_ query: Query) async throws {
        _ = try await owner.write { (db: borrowing Session) in try db.execute(query) }
    }
}

extension Office {
    func instrument(_ kind: InstrumentKindID) -> RecordInstrument {
        RecordInstrument(
            kind: kind, documentNumber: "（2026）浙0603破\(next())号", issuedOn: LegalDate("2026-03-01")!,
            issuer: "示例乙区人民法院")
    }

    /// An accepted liquidation in takeover, with judge and administrator: the duties of the stage are open.
    func takeover(court: OrganisationID = "COURT-330603", firm: OrganisationID = "FIRM-A") async throws -> Int64 {
        let judge = try await principal(.judge, court)
        let opened = try await casework.open(
            OpenMatter(
                origin: "acceptance_liquidation", debtorName: "示例企业\(next())有限公司", creditCode: creditCode(),
                caseNumber: "（2026）浙0603破\(next())号",
                filing: Filing(
                    filer: .creditor, filerName: "示例债权人", route: .liquidation, filedOn: LegalDate("2026-02-02")!),
                instruments: [instrument("acceptance_ruling"), instrument("appointment_decision")]),
            by: judge, idempotency: claim())
        let matter = opened.matter
        _ = try await act(
            .appointAdministrator(AppointAdministrator(administrator: firm, personInCharge: "示例负责人", instrument: 2)),
            matter, by: judge)
        return matter
    }

    /// A matter on the watch list.
    func watched(court: OrganisationID = "COURT-330603") async throws -> Int64 {
        let judge = try await principal(.judge, court)
        return try await casework.open(
            OpenMatter(origin: "watch_list", debtorName: "示例关注企业\(next())", creditCode: creditCode()), by: judge,
            idempotency: claim()
        ).matter
    }

    func unit(_ assignment: DutyAssignment) async throws -> Principal {
        try await principal(.agency, assignment.unit)
    }
}
