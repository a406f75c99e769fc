extension Access {
    /// Whose entries of the access log about a matter somebody may read.
    public enum LogReach: Hashable, Sendable {
        case everybody
        /// Those of the own organisation.
        case organisation
        case nobody
    }

    /// Who saw a matter is for those who answer for it: the judge in charge and the panel, or the court while it has no
    /// judge (as with acts), and for auditors of what they read. An administrator and an agency answer for their own
    /// people only; who else looked is the court's to say.
    public static func logReach(_ principal: Principal, _ facts: ReadFacts) -> LogReach {
        guard mayRead(principal, facts) else { return .nobody }
        switch principal.role {
        case .judge:
            let isInCharge = facts.judges.isEmpty || facts.judges.contains(principal.holder)
            return facts.court == principal.organisation.id && isInCharge ? .everybody : .nobody
        case .auditor: return .everybody
        case .administrator, .agency: return .organisation
        case .operator: return .nobody
        }
    }
}
