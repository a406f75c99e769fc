internal import Ledger
internal import MatterCore

/// Digests of the rows that acts change, step by step through the events of one decision. For one subject the digest
/// after an event is the digest before its next one, and the last is that of the row today: what was changed behind the
/// program's back fits nowhere.
struct RowDigests {
    private let algorithm: HashAlgorithm
    private let id: Int64
    private var state: MatterState?
    private var known: [String: Digest] = [:]

    init(before: MatterState?, of matter: Int64, _ algorithm: HashAlgorithm) {
        self.algorithm = algorithm
        id = matter
        state = before
    }

    /// What the next event changes.
    mutating func changes(by event: MatterEvent) throws -> [RowChange] {
        let before = state
        var after: MatterState
        if var next = before {
            next.apply(event)
            after = next
        } else {
            guard let opened = MatterState(opening: event) else { return [] }
            after = opened
        }
        state = after
        var changes: [RowChange] = []
        if before?.withoutBookkeeping != after.withoutBookkeeping {
            changes.append(
                try change(
                    "matter", before: before.map { MatterRow($0, head: .zero) }, after: MatterRow(after, head: .zero)))
        }
        // An event about one duty changes no other.
        let numbers = event.assignment.map { [$0] } ?? after.assignments.keys.sorted()
        for number in numbers {
            let old = before?.assignments[number]
            guard let new = after.assignments[number], new != old else { continue }
            changes.append(
                try change(
                    "duty/\(number)", before: old.map { AssignmentImage($0, of: id) },
                    after: AssignmentImage(new, of: id)))
        }
        if let number = event.body.deadline, let new = after.deadlines[number], new != before?.deadlines[number] {
            changes.append(
                try change(
                    "deadline/\(number)", before: (before?.deadlines[number]).map { DeadlineRow($0, of: id) },
                    after: DeadlineRow(new, of: id)))
        }
        return changes
    }

    private mutating func change(
        _ subject: String, before: (some RowImage)?, after: some RowImage
    ) throws -> RowChange {
        let old = try known[subject] ?? before.map { try digest($0) }
        let new = try digest(after)
        known[subject] = new
        return RowChange(subject: subject, before: old, after: new)
    }

    private func digest(_ image: some RowImage) throws -> Digest { try image.digest(algorithm) }
}

/// A row as it is hashed: canonical JSON of its columns.
protocol RowImage {
    var canonical: CanonicalJSON { get throws }
}

extension RowImage {
    func digest(_ algorithm: HashAlgorithm) throws -> Digest { algorithm.hash(try canonical.bytes) }
}

extension TableRow where Self: RowImage {
    var canonical: CanonicalJSON { get throws { try CanonicalJSON(encoding: self) } }
}

extension MatterRow: RowImage {
    /// What counts acts, and what only says again what the rows of the duties and deadlines say: left out, so that agencies that act on
    /// their duties do not change the matter's digest.
    private static let bookkeeping: Set<String> = [
        CodingKeys.version.rawValue, CodingKeys.eventCount.rawValue, CodingKeys.openedDuties.rawValue,
        CodingKeys.completedDuties.rawValue, CodingKeys.lastAssignment.rawValue, CodingKeys.chainHead.rawValue,
        CodingKeys.openedDeadlines.rawValue, CodingKeys.lastDeadline.rawValue,
    ]

    var canonical: CanonicalJSON {
        get throws {
            guard case .members(let members) = try CanonicalJSON(encoding: self) else { return .null }
            return try .object(members.filter { !Self.bookkeeping.contains($0.key) })
        }
    }
}

/// A duty assignment with the parts of its co-agencies, and with what was sent because it is not done.
struct AssignmentImage: RowImage {
    let row: AssignmentRow
    let parts: [PartRow]
    let reminders: [ReminderRow]

    init(row: AssignmentRow, parts: [PartRow], reminders: [ReminderRow]) {
        self.row = row
        self.parts = parts
        self.reminders = reminders
    }

    init(_ assignment: DutyAssignment, of matter: Int64) {
        self.init(
            row: AssignmentRow(assignment, of: matter), parts: PartRow.rows(of: assignment, of: matter),
            reminders: ReminderRow.rows(of: assignment, of: matter))
    }

    var canonical: CanonicalJSON {
        get throws {
            guard case .members(let members) = try CanonicalJSON(encoding: row) else { return .null }
            let parts = try CanonicalJSON.array(parts.map { try CanonicalJSON(encoding: $0) })
            let reminders = try CanonicalJSON.array(reminders.map { try CanonicalJSON(encoding: $0) })
            return try .object(
                members + [CanonicalJSON.Member("parts", parts), CanonicalJSON.Member("reminders", reminders)])
        }
    }
}

extension MatterState {
    /// What the matter's own digest covers.
    fileprivate var withoutBookkeeping: MatterState {
        var state = self
        state.version = 0
        state.eventCount = 0
        state.openedDuties = []
        state.completedDuties = []
        state.openedDeadlines = []
        state.last.assignment = 0
        state.last.deadline = 0
        state.assignments = [:]
        state.deadlines = [:]
        state.instruments = [:]
        state.attachments = [:]
        state.requests = [:]
        return state
    }
}
