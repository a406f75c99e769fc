internal import Ledger
internal import MatterCore
internal import Postgres

/// What of a matter's record, or of its rows, was changed behind the program's back.
public struct MatterAudit: Hashable, Sendable {
    public enum Finding: Hashable, Sendable, CustomStringConvertible {
        /// Nothing is recorded under the number.
        case missing(event: Int)
        /// What stands under the number is nothing that the program could have written.
        case unreadable(event: Int)
        /// The record does not give the hash that is stored beside it.
        case altered(event: Int)
        /// The event does not follow the one before it.
        case unchained(event: Int)
        /// The event has another hash in the sequence of all events.
        case resequenced(event: Int)
        /// The record begins where the events before it do not lead to.
        case discontinuous(event: Int, subject: String)
        /// The matter does not end with its last event.
        case wrongHead
        /// A row is not what the last event about it left.
        case row(subject: String)
        /// A row is nothing that the program could have written.
        case unreadableRow(table: String)

        public var description: String {
            switch self {
            case .missing(let event): "event \(event) is missing"
            case .unreadable(let event): "event \(event) cannot be read: it is not as the program writes events"
            case .altered(let event): "event \(event) was altered: its record does not give its hash"
            case .unchained(let event): "event \(event) does not follow the event before it"
            case .resequenced(let event): "event \(event) has another hash than its place in the ledger"
            case .discontinuous(let event, let subject):
                "event \(event) does not begin with the \(subject) that the events before it left"
            case .wrongHead: "the matter does not end with its last event: events were removed or added"
            case .row(let subject): "the \(subject) is not as its last event left it"
            case .unreadableRow(let table): "a row of \(table) cannot be read: it is not as the program writes rows"
            }
        }
    }

    public let matter: Int64
    public let events: Int
    public let findings: [Finding]
}

extension Casework {
    /// Recomputes the chain of a matter and the digests of its rows, and replays its record.
    public func audit(_ matter: Int64) async throws(CaseworkError) -> MatterAudit {
        try await reading(as: .service) { (db: borrowing Session) in
            let store = MatterStore([matter: .whole])
            let images = RowImages.queries(of: matter)
            let answers = try db.query(
                images + store.queries(locking: false) + [
                    StoredRecord.select(matter),
                    "select number, hash from ledger_leaf where matter_id = \(matter)",
                ])
            guard !answers[0].isEmpty else { throw CaseworkError.matterNotFound }
            var leaves: [Int: String] = [:]
            for row in answers[answers.count - 1] { leaves[try row.next()] = try row.next(String.self) }
            let records = try answers[answers.count - 2].map { try StoredRecord.Numbered($0) }
            var audit = ChainAudit(algorithm: ledger.algorithm, leaves: leaves)
            for record in records { audit.read(record) }
            var parts = answers[...]
            try audit.end(rows: RowImages(&parts))
            // What cannot be read was found above, or is in a table without digests.
            if let (states, heads) = try? store.chained(&parts), let state = states[matter], let head = heads[matter] {
                audit.end(
                    state: state, head: head, replaying: records.compactMap { try? $0.content.get().row.event })
            } else {
                audit.endWithoutState()
            }
            return MatterAudit(matter: matter, events: records.count, findings: audit.findings)
        }
    }

    /// Numbers of matters after one, in order, for an audit of all.
    public func matterNumbers(after last: Int64, limit: Int) async throws(CaseworkError) -> [Int64] {
        try await reading(as: .service) { (db: borrowing Session) in
            try db.query("select id from matter where id > \(last) order by id limit \(limit)").map { try $0.next() }
        }
    }
}

private struct ChainAudit {
    let algorithm: HashAlgorithm
    let leaves: [Int: String]
    private(set) var findings: [MatterAudit.Finding] = []
    private var number = 0
    private var previous = Digest.zero
    private var rows: [String: Digest] = [:]

    init(algorithm: HashAlgorithm, leaves: [Int: String]) {
        self.algorithm = algorithm
        self.leaves = leaves
    }

    mutating func read(_ record: StoredRecord.Numbered) {
        while number + 1 < record.number {
            number += 1
            findings.append(.missing(event: number))
        }
        number = record.number
        guard let (row, content) = try? record.content.get() else {
            findings.append(.unreadable(event: record.number))
            // The chain goes on with what the ledger says of it; the gap is named already.
            previous = leaves[record.number].flatMap { Digest(hex: $0) } ?? .zero
            return
        }
        if algorithm.hash(content.canonical.bytes) != row.hash { findings.append(.altered(event: row.number)) }
        if row.previous != previous { findings.append(.unchained(event: row.number)) }
        previous = row.hash
        if let leaf = leaves[row.number], leaf != row.hash.hex { findings.append(.resequenced(event: row.number)) }
        for change in row.changes {
            if change.before != rows[change.subject] {
                findings.append(.discontinuous(event: row.number, subject: change.subject))
            }
            rows[change.subject] = change.after
        }
    }

    /// Holds the rows against what the events left.
    mutating func end(rows images: RowImages) throws {
        for table in images.unreadable.sorted() { findings.append(.unreadableRow(table: table)) }
        let found = try images.digests(algorithm)
        for subject in Set(rows.keys).union(found.keys).sorted() where rows[subject] != found[subject] {
            findings.append(.row(subject: subject))
        }
        for lost in leaves.keys.sorted() where lost > number { findings.append(.missing(event: lost)) }
    }

    mutating func end(state: MatterState, head: Digest, replaying events: [MatterEvent]) {
        if head != previous || state.eventCount != number { findings.append(.wrongHead) }
        // What the digests leave out, and the rows that are written once: the record says all of it as well.
        if findings.isEmpty, MatterState.replay(events) != state { findings.append(.row(subject: "whole")) }
    }

    mutating func endWithoutState() {
        if findings.isEmpty { findings.append(.unreadableRow(table: "instrument, attachment or assistance_request")) }
    }
}
