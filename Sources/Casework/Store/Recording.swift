internal import Ledger
internal import MatterCore
internal import Postgres

/// What decisions changed, collected over any number of matters and written with one statement a table.
struct Recording {
    private var opened: [MatterRow] = []
    private var changed: [MatterRow] = []
    private var requests: [RequestRow] = []
    private var attachments: [AttachmentRow] = []
    private var instruments: [InstrumentRow] = []
    private var assignments: [AssignmentRow] = []
    private var parts: [PartRow] = []
    private var reminders: [ReminderRow] = []
    private var deadlines: [DeadlineRow] = []
    private var involvements = Involvements()
    private var events: [EventRow] = []
    private var deliveries: [FeedDelivery] = []
    private var keys: [IdempotencyRow] = []

    /// Adds one decision and answers the hashes of its events; `before` is nil for a new matter, `key` for what nobody
    /// sent a request for, `head` is the hash of the matter's last event so far.
    @discardableResult
    mutating func add(
        before: MatterState?, head: Digest, after: MatterState, events new: [MatterEvent], key: IdempotencyRow?,
        under workflow: Workflow, _ seal: Seal
    ) throws -> [Digest] {
        let id = after.id
        if let key { keys.append(key) }
        var head = head
        var digests = RowDigests(before: before, of: id, seal.algorithm)
        let hashes = try new.map { event in
            let row = try EventRow(event, of: id, after: head, changes: digests.changes(by: event), seal)
            events.append(row)
            deliveries.append(
                FeedDelivery(of: event, before: before, after: after, isFirst: event.number == new.first?.number))
            head = row.hash
            return row.hash
        }
        if before == nil {
            opened.append(MatterRow(after, head: head))
        } else if before != after {
            changed.append(MatterRow(after, head: head))
        }
        for (number, assignment) in after.assignments where before?.assignments[number] != assignment {
            assignments.append(AssignmentRow(assignment, of: id))
            involvements.add(before: before?.assignments[number], after: assignment, of: id, under: workflow)
            if before?.assignments[number]?.parts != assignment.parts {
                parts += PartRow.rows(of: assignment, of: id)
            }
            if before?.assignments[number]?.reminders ?? [] != assignment.reminders {
                reminders += ReminderRow.rows(of: assignment, of: id)
            }
        }
        for (number, deadline) in after.deadlines where before?.deadlines[number] != deadline {
            deadlines.append(DeadlineRow(deadline, of: id))
        }
        for (number, instrument) in after.instruments where before?.instruments[number] != instrument {
            instruments.append(InstrumentRow(instrument, of: id))
        }
        // The others are never changed once they are recorded.
        for (number, request) in after.requests where before?.requests[number] == nil {
            requests.append(RequestRow(request, of: id))
        }
        for (number, attachment) in after.attachments where before?.attachments[number] == nil {
            attachments.append(AttachmentRow(attachment, of: id))
        }
        return hashes
    }

    /// In the order of the foreign keys. The key of a new matter needs the matter, so it comes after it.
    func queries() throws -> [Query] {
        var queries: [Query] = []
        if !opened.isEmpty { queries.append(try MatterRow.insert(opened)) }
        if !changed.isEmpty { queries.append(try MatterRow.update(changed, keys: changed.map(\.id))) }
        if !keys.isEmpty { queries.append(try IdempotencyRow.insert(keys)) }
        if !requests.isEmpty { queries.append(try RequestRow.insert(requests)) }
        if !attachments.isEmpty { queries.append(try AttachmentRow.insert(attachments)) }
        if !instruments.isEmpty { queries.append(try InstrumentRow.upsert(instruments)) }
        if !assignments.isEmpty { queries.append(try AssignmentRow.upsert(assignments)) }
        if !parts.isEmpty { queries.append(try PartRow.upsert(parts)) }
        if !reminders.isEmpty { queries.append(try ReminderRow.upsert(reminders)) }
        if !deadlines.isEmpty { queries.append(try DeadlineRow.upsert(deadlines)) }
        if !involvements.all.isEmpty { queries.append(try InvolvementRow.merge(involvements.all)) }
        if !events.isEmpty { queries.append(try EventRow.record(events, deliveries)) }
        return queries
    }
}
