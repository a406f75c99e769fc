/// Who may do what in one exploration: all roles together, or one role alone.
struct Authority {
    let workflow: Workflow
    let roles: Set<Role>

    func may(_ act: Act, _ listed: [Role]? = nil) -> Bool {
        let allowed = workflow.roles(for: act).intersection(roles)
        guard let listed else { return !allowed.isEmpty }
        return listed.contains { allowed.contains($0) }
    }

    /// A judge waives, or the agency completes: either settles a mandatory duty.
    var maySettle: Bool { may(.complete) || may(.waive) }

    func mayIssue(_ kind: InstrumentKindID) -> Bool {
        guard let instrument = workflow.instrument(kind) else { return false }
        return may(.recordInstrument, instrument.issuedBy)
    }

    func mayIssue(_ kind: InstrumentKindID, in status: StatusID) -> Bool {
        guard let instrument = workflow.instrument(kind), mayIssue(kind) else { return false }
        return instrument.statuses.isEmpty || instrument.statuses.contains(status)
    }

    /// Whether the instrument can be had on the spot in all these statuses (none given: in any status).
    func alwaysIssues(_ kind: InstrumentKindID, in statuses: [StatusID]) -> Bool {
        guard let instrument = workflow.instrument(kind), mayIssue(kind) else { return false }
        return instrument.statuses.isEmpty
            || (!statuses.isEmpty && statuses.allSatisfy { instrument.statuses.contains($0) })
    }
}
