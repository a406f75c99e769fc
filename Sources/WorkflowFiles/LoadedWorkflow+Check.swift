public import MatterCore

extension LoadedWorkflow {
    /// Passes the workflow through the publish gate; the findings name the file that they are about.
    public func check() -> GateReport {
        let report = Gate.check(workflow)
        return GateReport(
            stages: report.stages, agencies: report.agencies, duties: report.duties,
            exploredStates: report.exploredStates, exploredMoves: report.exploredMoves,
            findings: report.findings.map(located))
    }
}
