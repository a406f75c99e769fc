/// What the publish gate found, and how much it looked at.
public struct GateReport: Sendable {
    /// Stages that people see; ends are not counted.
    public let stages: Int
    public let agencies: Int
    public let duties: Int
    /// Different states of stage, procedure and facts that a matter can be in.
    public let exploredStates: Int
    /// Steps between those states.
    public let exploredMoves: Int
    /// Causes before their consequences; empty for a definition that may be published.
    public let findings: [Finding]

    public var ok: Bool { findings.isEmpty }

    public init(
        stages: Int, agencies: Int, duties: Int, exploredStates: Int, exploredMoves: Int, findings: [Finding]
    ) {
        self.stages = stages
        self.agencies = agencies
        self.duties = duties
        self.exploredStates = exploredStates
        self.exploredMoves = exploredMoves
        self.findings = findings
    }
}
