internal import Ledger
internal import Postgres
internal import Synchronization

/// Writes the access log. Entries that must be on disk before an answer leaves wait for their commit, and those that
/// wait at the same time share one; the others are kept until the next write takes them along.
actor AccessWriter {
    private let database: Database
    private let ledger: LedgerIdentity
    private let news: LedgerNews
    private var waiting: [(entries: [AccessEntry], done: CheckedContinuation<Void, any Error>)] = []
    private var isWriting = false
    /// Entries that nobody waits for.
    private let later = Mutex<[AccessEntry]>([])

    /// When the database is away for long, more than these are not kept.
    static let largestBacklog = 20_000

    init(_ database: Database, _ ledger: LedgerIdentity, _ news: LedgerNews) {
        self.database = database
        self.ledger = ledger
        self.news = news
    }

    /// Returns when the entries are committed.
    func write(_ entries: [AccessEntry]) async throws {
        try await withCheckedThrowingContinuation { done in
            waiting.append((entries, done))
            if !isWriting {
                isWriting = true
                // Not in the caller's task: the commit of many must not be cancelled with one of them.
                Task { await drain() }
            }
        }
    }

    /// Keeps entries for the next write. False when there are too many, and these were not kept.
    nonisolated func keep(_ entries: [AccessEntry]) -> Bool {
        later.withLock { later in
            guard later.count + entries.count <= Self.largestBacklog else { return false }
            later += entries
            return true
        }
    }

    /// Writes what is kept.
    func flush() async throws {
        guard later.withLock({ !$0.isEmpty }) else { return }
        try await write([])
    }

    private func drain() async {
        while !waiting.isEmpty {
            let group = waiting
            waiting = []
            let kept = later.withLock { later in
                defer { later = [] }
                return later
            }
            do {
                let rows = try (kept + group.flatMap(\.entries)).map { try AccessRow($0, ledger.algorithm) }
                if !rows.isEmpty {
                    try await database.write(preamble: Scope.service.preamble) { (db: borrowing Session) in
                        db.onCommit(try AccessRow.record(rows))
                    }
                    news.committed()
                }
                group.forEach { $0.done.resume() }
            } catch {
                later.withLock { $0 = kept + $0 }
                group.forEach { $0.done.resume(throwing: error) }
            }
        }
        isWriting = false
    }
}
