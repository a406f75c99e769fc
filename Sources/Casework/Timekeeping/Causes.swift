internal import MatterCore
internal import Postgres

/// What can have come due at a moment: for each step of `Timekeeping` where to look for matters that it may concern.
struct Causes {
    /// What the steps read of a matter.
    static let extent = Extent(assignments: .unsettled, deadlines: .unsettled)

    /// Each selects numbers of matters, from an index.
    let queries: [Query]

    init(at now: Instant, _ calendar: WorkCalendar, _ workflows: [Workflow]) {
        queries = [Self.lapses(at: now), Self.reminders(at: now, calendar, workflows)].compactMap(\.self)
    }

    /// Ends that have passed. Each is over once: it leaves this index.
    private static func lapses(at now: Instant) -> Query {
        """
        select matter_id from deadline where state = 'open' and nature <> 'look_back' and due_on < \(now.legalDate.sql)
        """
    }

    /// Duties that their unit holds and whose next rung is due, one range of the index a rung. Nil outside of office hours.
    private static func reminders(at now: Instant, _ calendar: WorkCalendar, _ workflows: [Workflow]) -> Query? {
        guard OfficeHours.practice.contains(now, calendar) else { return nil }
        let rungs = workflows.flatMap { workflow in
            workflow.content.reminders.enumerated().map { done, rung in
                (key: WorkflowKey(workflow), done: done, latestDue: rung.latestDue(on: now.legalDate, calendar))
            }
        }
        guard !rungs.isEmpty else { return nil }
        return """
            select duty_assignment.matter_id
            from unnest(\(rungs.map(\.key.id))::text[], \(rungs.map(\.key.version))::integer[],
                \(rungs.map(\.done))::integer[], \(rungs.map(\.latestDue.description))::date[])
                as rung (workflow_id, workflow_version, done, latest_due)
            join duty_assignment on duty_assignment.reminded_rungs = rung.done
                and duty_assignment.due_on <= rung.latest_due
                and duty_assignment.state in ('open', 'acknowledged', 'in_progress')
            join matter as owner on owner.id = duty_assignment.matter_id
                and owner.workflow_id = rung.workflow_id and owner.workflow_version = rung.workflow_version
                and owner.closed_at is null
            """
    }
}
