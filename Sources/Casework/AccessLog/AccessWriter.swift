internal import Ledger
internal import MatterCore
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
    private let later = Mutex(Later())

    /// Entries that nobody waits for.
    private struct Later {
        var entries: [AccessEntry] = []
        var counter = AccessCounter()
        var lost = 0
    }

    /// When the database is away for long, more than these are not kept.
    static let largestBacklog = 20_000
    /// Of what is kept, so many go with one write: whoever waits for it must not wait for all.
    static let largestBatch = 500

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

    /// Keeps entries for the next write, equal ones of a minute counted together. False when there are too many, and
    /// these were not kept.
    nonisolated func keep(_ entries: [AccessEntry]) -> Bool {
        later.withLock { later in
            guard later.entries.count + entries.count <= Self.largestBacklog else {
                later.lost += entries.count
                return false
            }
            for entry in entries { later.entries += later.counter.add(entry) }
            return true
        }
    }

    /// How many entries wait for the next write, and how many could not be kept since the start.
    nonisolated var state: (waiting: Int, lost: Int) { later.withLock { ($0.entries.count, $0.lost) } }

    /// Writes what is kept, and what was counted in a minute that is over; nil: in this one too.
    func flush(at now: Instant?) async throws {
        later.withLock { later in
            later.entries += now.map { later.counter.endMinute(at: $0) } ?? later.counter.endMinute()
        }
        while later.withLock({ !$0.entries.isEmpty }) { try await write([]) }
    }

    private func drain() async {
        while !waiting.isEmpty {
            let group = waiting
            waiting = []
            let kept = later.withLock { later in
                let batch = later.entries.prefix(Self.largestBatch)
                later.entries.removeFirst(batch.count)
                return Array(batch)
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
                later.withLock { $0.entries = kept + $0.entries }
                group.forEach { $0.done.resume(throwing: error) }
            }
        }
        isWriting = false
    }
}
