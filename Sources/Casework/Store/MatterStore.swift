internal import Ledger
internal import MatterCore
internal import Postgres

/// Reads matters with the parts that are asked for: one statement a table for any number of matters.
struct MatterStore {
    /// Matters and how much of each.
    let extents: [Int64: Extent]
    private let assignments: PartSelection
    private let deadlines: PartSelection
    private let instruments: PartSelection
    private let attachments: PartSelection
    private let requests: PartSelection

    init(_ extents: [Int64: Extent]) {
        self.extents = extents
        assignments = PartSelection(extents, \.assignments)
        deadlines = PartSelection(extents, \.deadlines)
        instruments = PartSelection(extents, \.instruments)
        attachments = PartSelection(extents, \.attachments)
        requests = PartSelection(extents, \.requests)
    }

    /// Rows of matters, locked in the order of their ids: every act locks the matter first, so that no two units wait
    /// for each other in a circle. The statements after it see what the lock waited for.
    func queries(locking: Bool) -> [Query] {
        let ids = extents.keys.sorted()
        let lock: Query = locking ? "for update" : ""
        var queries = [MatterRow.select("where id = any(\(ids)) order by id \(lock)")]
        if !assignments.isEmpty {
            queries += [selectAssignments, selectOwned(PartRow.self), selectOwned(ReminderRow.self)]
        }
        if !deadlines.isEmpty { queries.append(select(DeadlineRow.self, deadlines, unsettled: "may_be_met")) }
        if !instruments.isEmpty { queries.append(select(InstrumentRow.self, instruments)) }
        if !attachments.isEmpty { queries.append(select(AttachmentRow.self, attachments)) }
        if !requests.isEmpty { queries.append(select(RequestRow.self, requests)) }
        return queries
    }

    /// The matters that exist, from the answers to `queries`.
    func states(_ answers: inout ArraySlice<Rows>) throws -> [Int64: MatterState] { try chained(&answers).states }

    /// The same, with the hash of each matter's last event.
    func chained(
        _ answers: inout ArraySlice<Rows>
    ) throws -> (states: [Int64: MatterState], heads: [Int64: Digest]) {
        var states: [Int64: MatterState] = [:]
        var heads: [Int64: Digest] = [:]
        for row in try decode(MatterRow.self, &answers) {
            states[row.id] = row.state
            heads[row.id] = row.chainHead
        }
        if !assignments.isEmpty {
            let rows = try decode(AssignmentRow.self, &answers)
            let parts = Dictionary(grouping: try decode(PartRow.self, &answers)) { PartOwner($0.matter, $0.number) }
            let reminders = Dictionary(grouping: try decode(ReminderRow.self, &answers)) {
                PartOwner($0.matter, $0.number)
            }
            for row in rows {
                let owner = PartOwner(row.matter, row.number)
                let own = (parts[owner] ?? []).sorted { $0.position < $1.position }
                let sent = (reminders[owner] ?? []).sorted { $0.reminder < $1.reminder }
                states[row.matter]?.assignments[row.number] = row.assignment(
                    parts: own.map(\.part), reminders: sent.map(\.value))
            }
        }
        if !deadlines.isEmpty {
            for row in try decode(DeadlineRow.self, &answers) {
                states[row.matter]?.deadlines[row.number] = row.deadline
            }
        }
        if !instruments.isEmpty {
            for row in try decode(InstrumentRow.self, &answers) {
                states[row.matter]?.instruments[row.number] = row.instrument
            }
        }
        if !attachments.isEmpty {
            for row in try decode(AttachmentRow.self, &answers) {
                states[row.matter]?.attachments[row.number] = row.attachment
            }
        }
        if !requests.isEmpty {
            for row in try decode(RequestRow.self, &answers) {
                states[row.matter]?.requests[row.number] = row.request
            }
        }
        return (states, heads)
    }

    private func decode<T: TableRow>(_ type: T.Type, _ answers: inout ArraySlice<Rows>) throws -> [T] {
        try answers.take().map { try $0.json() }
    }

    /// One branch for each way of selecting: joined by `or` they would read the whole table.
    private func select<T: TableRow>(
        _ type: T.Type, _ selection: PartSelection, unsettled: Query = "settled_at is null"
    ) -> Query {
        var branches: [Query] = []
        if !selection.matters.isEmpty { branches.append(T.select("where matter_id = any(\(selection.matters))")) }
        if !selection.unsettled.isEmpty {
            branches.append(T.select("where matter_id = any(\(selection.unsettled)) and \(unsettled)"))
        }
        if !selection.owners.isEmpty {
            // No row twice.
            let rest: Query =
                selection.unsettled.isEmpty ? "" : "and not (matter_id = any(\(selection.unsettled)) and \(unsettled))"
            branches.append(
                T.select(
                    """
                    where (matter_id, number) in (
                        select * from unnest(\(selection.owners)::bigint[], \(selection.numbers)::integer[])) \(rest)
                    """))
        }
        return branches.joined(separator: " union all ")
    }

    private var selectAssignments: Query { select(AssignmentRow.self, assignments) }

    /// Rows that hang off the assignments.
    private func selectOwned<T: TableRow>(_ type: T.Type) -> Query {
        let unsettled: Query = """
            exists (select from duty_assignment as owner where owner.matter_id = \(raw: T.table).matter_id
            and owner.number = \(raw: T.table).number and owner.settled_at is null)
            """
        return select(type, assignments, unsettled: unsettled)
    }
}

private struct PartOwner: Hashable {
    let matter: Int64
    let number: Int

    init(_ matter: Int64, _ number: Int) {
        self.matter = matter
        self.number = number
    }
}
