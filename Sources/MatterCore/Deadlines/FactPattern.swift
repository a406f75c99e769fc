/// A dated fact of a matter as a rule names it: what a deadline runs from, what meets, stops or prolongs it.
public enum FactPattern: Hashable, Codable, Sendable {
    /// The filing was received; from one of these filers, or from anybody.
    case filing([Filer])
    case instrument(InstrumentKindID, Moment)
    case milestone(MilestoneID)
    /// The case was accepted: the date of the ruling.
    case acceptance
    /// The case was terminated for the first time.
    case termination
    /// The procedure came into the status.
    case status(StatusID)
    case date(FixedDateID)
    /// Another deadline ends. What runs from it follows when it moves.
    case deadline(DeadlineID)

    /// Which date of an instrument.
    public enum Moment: Hashable, Codable, Sendable {
        case issued, announced
        /// All of these parties have been served; the last service counts.
        case served([String])
    }
}

extension FactPattern {
    /// The milestone that it waits for.
    public var milestone: MilestoneID? {
        if case .milestone(let id) = self { id } else { nil }
    }
}

extension Workflow.Content {
    /// Every fact that deadlines, extensions and fixed dates wait for.
    public var factPatterns: [FactPattern] {
        deadlines.flatMap { rule in
            rule.anchors + rule.metBy + (rule.suspension.map { [$0.from, $0.until] } ?? [])
        } + extensions.map(\.by) + fixedDates.compactMap(\.from)
    }
}
