/// Something that must never be legal, whatever the moves say. The gate proves each one over all reachable states.
public struct Prohibition: Hashable, Codable, Sendable {
    public enum Rule: Hashable, Codable, Sendable {
        /// No enabled move of the machine goes from one of these states to one of those.
        case move(machine: Move.Machine, from: [String], to: [String])
        /// No enabled move into one of these states (from one of `from`; empty: from anywhere) may lack the instruments.
        case moveWithoutInstrument(
            machine: Move.Machine, from: [String], to: [String], instruments: [InstrumentKindID])
        /// The pair is unreachable, unless the milestone is recorded.
        case state(stages: [StageID], statuses: [StatusID], unlessMilestone: MilestoneID?)
        /// No enabled move may leave the stage while the duty is completed and the milestone is not recorded.
        case leaveStage(stage: StageID, dutyCompleted: DutyID, withoutMilestone: MilestoneID)
        /// The milestone may not be recordable in any status other than these.
        case milestoneOutside(milestone: MilestoneID, statuses: [StatusID])
        /// Once this status was reached, none of those may ever be reached.
        case never(after: StatusID, statuses: [StatusID])
    }

    public let id: String
    public let name: LocalText
    public let rule: Rule
    public let basis: LegalBasis

    public init(id: String, name: LocalText, rule: Rule, basis: LegalBasis) {
        self.id = id
        self.name = name
        self.rule = rule
        self.basis = basis
    }
}
