import MatterCore

// Reorganisation and settlement.
extension Life {
    mutating func reorganisation() throws {
        try pass(60...180)
        if random.happens(20) { _ = try play.issue("plan_extension_ruling", on: play.today) }
        guard random.happens(85) else { return try declaration("EBL_88") }
        try mark("PLAN_DRAFT_FILED", by: .administrator)
        try pass(10...36)
        try mark("PLAN_VOTED", by: .administrator)
        try mark("PLAN_PASSED", by: .administrator)
        try pass(2...12)
        try mark("PLAN_CONFIRMATION_REQUESTED", by: .administrator)
        try pass(5...30)
        let ruling = try play.issue("plan_confirmation_ruling", on: play.today)
        try play.rule("PLAN_CONFIRMED", ground: random.happens(90) ? "EBL_86" : "EBL_87", with: [ruling])
        try pass(1...20)
        try play.enter("ASSET_REALISATION", with: [ruling])
        try work()
        try pass(60...400)
        try mark("ASSETS_REALISED", by: .administrator)
        try play.enter("TAX")
        try pass(10...90)
        try mark("SUPERVISION_REPORT_FILED", by: .administrator)
        try play.rule("PLAN_PERFORMED")
        try finishTax()
        try termination()
    }

    mutating func settlement() throws {
        try pass(20...90)
        let ruling = try play.issue("settlement_approval_ruling", on: play.today)
        try play.rule("SETTLEMENT_APPROVED", with: [ruling])
        try mark("NO_ASSETS_TO_SELL", by: .administrator)
        try play.enter("TAX")
        try pass(60...300)
        try mark("SETTLEMENT_PERFORMANCE_REPORTED", by: .administrator)
        try play.rule("SETTLEMENT_PERFORMED")
        try finishTax()
        try termination()
    }
}
