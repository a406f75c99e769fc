extension Sequence<Workflow> {
    /// The newest of those that are valid on the day: the one that a matter opened then follows.
    public func current(on day: LegalDate) -> Workflow? {
        filter { workflow in
            workflow.content.validFrom <= day && workflow.content.validUntil.map { day <= $0 } ?? true
        }.max { $0.content.version < $1.content.version }
    }
}
