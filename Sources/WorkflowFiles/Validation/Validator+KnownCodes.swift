import MatterCore

extension Validator {
    /// The program and its schema know some codes by name; a definition without them would fail in use.
    func checkKnownCodes() {
        let final = Set(content.stages.filter(\.isFinal).map(\.id))
        let open = content.stages.map(\.id).filter { !final.contains($0) }
        if open != StageID.six || final != Set(StageID.ends) {
            report.add(
                "unsupported-stages",
                "The program knows the stages \(StageID.six.map(\.rawValue).joined(separator: ", ")), in this order, and "
                    + "the ends \(StageID.ends.map(\.rawValue).joined(separator: ", ")).", at: main.key("stages"))
        }
        if !statuses.contains(.filed) {
            report.add(
                "missing-code", "The act that records a filing needs the status '\(StatusID.filed)'.",
                at: main.key("statuses"))
        }
        for kind in [InstrumentKindID.appointmentDecision, .administratorReplacementDecision]
        where !instruments.contains(kind) {
            report.add(
                "missing-code", "The act that appoints an administrator needs the instrument '\(kind)'.",
                at: main.key("instruments"))
        }
    }
}
