internal import Identity
public import Ledger
public import MatterCore
public import Postgres
public import WorkflowFiles

/// The imperative shell: it loads, lets the core decide, and records. Everything that people do and read goes through
/// here; adapters see commands, outcomes and read models, never SQL.
///
/// Acts are in `UseCases`, read models in `Queries`.
public final class Casework: Sendable {
    let database: Database
    let definitions: Definitions
    let calendars = Calendars()
    let files: FileStore
    let identity: IdentitySettings
    let hasher = PasswordHasher()
    let clock: @Sendable () -> Instant
    let accessWriter: AccessWriter
    let ledger = LedgerIdentity()
    let bench = ForecastBench()
    /// What is new in the ledger.
    public let news = LedgerNews()
    /// How the sweeps of time stand.
    public let timekeeping = TimekeepingState()

    private let hashAlgorithm: HashAlgorithm?
    private let notices: [HolidayNotice]

    /// - Parameters:
    ///   - workflows: All published definitions, as read from the folder.
    ///   - notices: The holiday notices of the folder; the database may have more.
    ///   - hashAlgorithm: Of the ledger; nil: what the database has, SM3 for a new one.
    public init(
        database: Database, workflows: [LoadedWorkflow], notices: [HolidayNotice] = [], files: FileStore,
        identity: IdentitySettings = .init(), hashAlgorithm: HashAlgorithm? = nil,
        clock: @escaping @Sendable () -> Instant
    ) {
        self.hashAlgorithm = hashAlgorithm
        self.notices = notices
        self.database = database
        definitions = Definitions(workflows)
        self.files = files
        self.identity = identity
        self.clock = clock
        accessWriter = AccessWriter(database, ledger, news)
    }

    /// Checks the schema and registers the definitions. Throws a `StartError` that says what to do.
    public func start() async throws {
        try await Migrator(database).requireCurrent()
        try await database.read { (db: borrowing Session) in try ApplicationLogin.requireBound(db) }
        try await ledger.establish(in: database, at: clock(), wanting: hashAlgorithm)
        try await definitions.register(in: database, accountLog, at: clock())
        try await definitions.learn(from: database)
        try await register(notices)
    }

    /// Whether the database answers.
    public func health() async throws(CaseworkError) {
        _ = try await reading(as: .directory) { (db: borrowing Session) in try db.execute("select 1") }
    }

    /// The calendar as the database has it.
    public func calendar() async throws(CaseworkError) -> WorkCalendar {
        try await reading(as: .directory) { (db: borrowing Session) in try calendars.current(db) }
    }

    /// The definition for a matter that begins today.
    public var workflow: Workflow? { definitions.current(on: clock().legalDate) }
}
