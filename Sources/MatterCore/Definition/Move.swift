/// A legal move of one of the two machines. A move is found by what the user asks for: machine, target and ground;
/// two moves that answer the same request must never both be enabled (the gate checks it).
public struct Move: Hashable, Codable, Sendable {
    public enum Machine: String, Codable, CaseIterable, Sendable {
        case stage, procedure
    }

    public let id: MoveID
    public let machine: Machine
    public let name: LocalText
    /// States of `machine` that the move starts from.
    public let from: [String]
    public let to: String
    /// Grounds that the command must choose from; empty: the command names none.
    public let grounds: [GroundID]
    public let roles: [Role]
    /// Instruments that the command must name, one of each kind.
    public let instruments: [InstrumentKindID]
    public let guards: [Guard]
    /// The statute is silent: a judge must write a reasoned override.
    public let needsOverrideReason: Bool
    /// Duty events that happen with the move.
    public let emits: [DutyEventID]
    /// Milestones that no longer hold after the move.
    public let clears: [MilestoneID]
    /// Unsettled duties of the matter end with the move.
    public let cancelsDuties: Bool
    public let basis: LegalBasis

    public init(
        id: MoveID, machine: Machine, name: LocalText, from: [String], to: String, grounds: [GroundID],
        roles: [Role], instruments: [InstrumentKindID], guards: [Guard], needsOverrideReason: Bool,
        emits: [DutyEventID], clears: [MilestoneID], cancelsDuties: Bool, basis: LegalBasis
    ) {
        self.id = id
        self.machine = machine
        self.name = name
        self.from = from
        self.to = to
        self.grounds = grounds
        self.roles = roles
        self.instruments = instruments
        self.guards = guards
        self.needsOverrideReason = needsOverrideReason
        self.emits = emits
        self.clears = clears
        self.cancelsDuties = cancelsDuties
        self.basis = basis
    }
}
