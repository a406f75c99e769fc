extension Disclosure {
    /// A duty assignment in which the unit has a share.
    struct Share: Hashable, Sendable {
        let assignment: Int
        let duty: DutyID
        /// The unit owes the duty; otherwise it contributes a part.
        let isOwed: Bool
        /// The unit has something to do: the duty is not settled, and for a co-agency its own part is open.
        let isPending: Bool

        init?(of unit: OrganisationID, in assignment: DutyAssignment) {
            let isOwed = assignment.unit == unit
            let parts = assignment.parts.filter { $0.unit == unit }
            guard isOwed || !parts.isEmpty else { return nil }
            self.assignment = assignment.number
            duty = assignment.duty
            self.isOwed = isOwed
            isPending = !assignment.state.isSettled && (isOwed || parts.contains { $0.state == .open })
        }
    }
}

extension Disclosure.Share {
    /// What the share shows under the definition; nil if that does not know the duty.
    func ground(under workflow: Workflow) -> DisclosureGround? {
        guard let rule = workflow.duty(duty)?.discloses else { return nil }
        return DisclosureGround(
            assignment: assignment, duty: duty, isPending: isPending,
            groups: isPending ? rule.groups : rule.groups.filter(\.staysOnRecord),
            milestones: isPending ? rule.milestones : [], instruments: rule.instruments, purpose: rule.purpose,
            basis: rule.basis)
    }
}
