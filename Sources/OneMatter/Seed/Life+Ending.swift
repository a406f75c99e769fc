import MatterCore

// Tax, termination, supervision, archive.
extension Life {
    mutating func finishTax() throws {
        try work(everything: true)
        try mark("TAX_CLAIM_ENTERED", by: .administrator)
        try mark("DISPOSAL_TAXES_DECLARED", by: .administrator)
        try play.enter("TERMINATION")
    }

    /// `ruling`: the termination ruling of a debtor that ends.
    mutating func termination(_ ruling: Int? = nil) throws {
        try pass(1...10)
        let asked = play.state.assignments.values.filter {
            $0.scene == "TERMINATION" && $0.request == nil && !$0.state.isSettled
        }
        if !asked.isEmpty { try ask(asked.map(\.duty).sorted(), by: .administrator) }
        try mark("TERMINATION_ANNOUNCED", by: .judge)
        try work(everything: true)
        if ruling != nil { try mark("DEREGISTERED", by: .administrator) }
        try play.enter("SUPERVISION", with: ruling.map { [$0] } ?? [])
        try pass(1...10)
        try work(everything: true)
        try pass(20...120)
        try mark("ESCROW_CLEARED", by: .administrator)
        if let end = play.state.terminatedOn, ruling != nil {
            try reach(Instant(milliseconds: Int64(end.adding(years: 2).adding(days: 2).dayNumber) * 86_400_000))
        }
        try play.enter("ARCHIVED")
    }
}
