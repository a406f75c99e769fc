internal import Ledger
internal import Postgres

/// The rows of a matter as they are stored, to be held against the digests of its events.
struct RowImages {
    private var subjects: [String: any RowImage] = [:]
    /// Rows that hold more than the program reads, and so have no digest.
    private var strange: Set<String> = []
    /// Tables with rows that the program cannot read.
    private(set) var unreadable: Set<String> = []

    static func queries(of matter: Int64) -> [Query] {
        [
            MatterRow.select("where id = \(matter)"), AssignmentRow.select("where matter_id = \(matter)"),
            PartRow.select("where matter_id = \(matter) order by number, position"),
            ReminderRow.select("where matter_id = \(matter) order by number, reminder"),
            DeadlineRow.select("where matter_id = \(matter)"),
        ]
    }

    /// - Parameter answers: those to `queries`.
    init(_ answers: inout ArraySlice<Rows>) throws {
        let (matters, assignments) = (try answers.take(), try answers.take())
        let (parts, reminders, deadlines) = (try answers.take(), try answers.take(), try answers.take())
        var sent: [ReminderRow] = []
        for stored in reminders {
            if let reminder = try read(ReminderRow.self, stored)?.row { sent.append(reminder) }
        }
        let remindersOf = Dictionary(grouping: sent, by: \.number)
        var readable: [PartRow] = []
        for stored in parts {
            if let part = try read(PartRow.self, stored)?.row { readable.append(part) }
        }
        let partsOf = Dictionary(grouping: readable, by: \.number)
        for stored in matters {
            try add(MatterRow.self, stored) { _ in
                "matter"
            } image: {
                $0
            }
        }
        for stored in assignments {
            try add(AssignmentRow.self, stored) {
                "duty/\($0.number)"
            } image: {
                AssignmentImage(
                    row: $0, parts: partsOf[$0.number] ?? [], reminders: remindersOf[$0.number] ?? [])
            }
        }
        for stored in deadlines {
            try add(DeadlineRow.self, stored) {
                "deadline/\($0.number)"
            } image: {
                $0
            }
        }
    }

    private mutating func add<T: TableRow>(
        _ type: T.Type, _ stored: Row, subject: (T) -> String, image: (T) -> any RowImage
    ) throws {
        guard let (row, bytes) = try read(type, stored) else { return }
        subjects[subject(row)] = image(row)
        // Documents within the row: what the program does not know, it would not miss.
        let found = try CanonicalJSON(parsing: bytes)
        let known = try CanonicalJSON(encoding: row)
        for column in T.columns {
            guard case .members = found[column] else { continue }
            if found[column]?.bytes != known[column]?.bytes { strange.insert(subject(row)) }
        }
    }

    private mutating func read<T: TableRow>(_ type: T.Type, _ stored: Row) throws -> (row: T, bytes: [UInt8])? {
        let bytes = try stored.next([UInt8].self)
        guard let row = try? T(json: bytes) else {
            unreadable.insert(T.table)
            return nil
        }
        return (row, bytes)
    }

    /// The rows as an export holds them: the matter, then its duties and deadlines in order.
    var contents: [ExportFile.Row] {
        get throws {
            let order = subjects.keys.sorted {
                ($0 != "matter" ? 1 : 0, $0.count, $0) < ($1 != "matter" ? 1 : 0, $1.count, $1)
            }
            return try order.compactMap { subject in
                try subjects[subject].map { ExportFile.Row(subject: subject, content: try $0.canonical) }
            }
        }
    }

    func digests(_ algorithm: HashAlgorithm) throws -> [String: Digest] {
        try subjects.filter { !strange.contains($0.key) }.mapValues { try $0.digest(algorithm) }
    }
}
