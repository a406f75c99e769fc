internal import Ledger
internal import MatterCore
internal import Postgres

/// What of a matter's record, or of its rows, was changed behind the program's back.
public struct MatterAudit: Hashable, Sendable {
    public enum Finding: Hashable, Sendable, CustomStringConvertible {
        /// Nothing is recorded under the number.
        case missing(event: Int)
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

        public var description: String {
            switch self {
            case .missing(let event): "event \(event) is missing"
            case .altered(let event): "event \(event) was altered: its record does not give its hash"
            case .unchained(let event): "event \(event) does not follow the event before it"
            case .resequenced(let event): "event \(event) has another hash than its place in the ledger"
            case .discontinuous(let event, let subject):
                "event \(event) does not begin with the \(subject) that the events before it left"
            case .wrongHead: "the matter does not end with its last event: events were removed or added"
            case .row(let subject): "the \(subject) is not as its last event left it"
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
            var answers = try db.query(
                store.queries(locking: false) + RowImages.queries(of: matter) + [
                    StoredRecord.select(matter),
                    "select number, hash from ledger_leaf where matter_id = \(matter)",
                ])[...]
            let sequence = answers.removeLast()
            let records = try answers.removeLast().map { try StoredRecord.read($0) }
            var leaves: [Int: String] = [:]
            for row in sequence { leaves[try row.next()] = try row.next(String.self) }
            let (states, heads) = try store.chained(&answers)
            guard let state = states[matter], let head = heads[matter] else { throw CaseworkError.matterNotFound }
            let images = try RowImages(
                matters: answers.take(), assignments: answers.take(), parts: answers.take(), of: matter)
            var audit = ChainAudit(algorithm: ledger.algorithm, leaves: leaves)
            for (row, record) in records { audit.read(row, record) }
            try audit.end(with: state, images, head: head, events: records.map(\.row.event))
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

    mutating func read(_ row: EventRow, _ record: EventRecord) {
        while number + 1 < row.number {
            number += 1
            findings.append(.missing(event: number))
        }
        number = row.number
        if algorithm.hash(record.canonical.bytes) != row.hash { findings.append(.altered(event: row.number)) }
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

    mutating func end(with state: MatterState, _ images: RowImages, head: Digest, events: [MatterEvent]) throws {
        if head != previous || state.eventCount != number { findings.append(.wrongHead) }
        for lost in leaves.keys.sorted() where lost > number { findings.append(.missing(event: lost)) }
        let found = try images.digests(algorithm)
        for subject in Set(rows.keys).union(found.keys).sorted() where rows[subject] != found[subject] {
            findings.append(.row(subject: subject))
        }
        // What the digests leave out, and the rows that are written once: the record says all of it as well.
        if findings.isEmpty, MatterState.replay(events) != state { findings.append(.row(subject: "whole")) }
    }
}
