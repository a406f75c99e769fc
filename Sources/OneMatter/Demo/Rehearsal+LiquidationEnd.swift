import MatterCore

// Scenario B from the declaration on: sale, tax, termination, and the additional distribution that reopens it.
extension Rehearsal {
    mutating func declaration() throws {
        // Some days after the fifteen that the law gives: it stays on record as late.
        try fix("FIRST_MEETING_DATE", on: ago(1_320))
        try mark("MEETING_NOTICE_SENT", by: .successor, on: ago(1_340))
        try mark("FIRST_MEETING_HELD", by: .judge, on: ago(1_320))
        try mark("CLAIMS_SCHEDULE_SUBMITTED", by: .successor, on: ago(1_320))
        try mark("ESTATE_REPORT_FILED", by: .successor, on: ago(1_318))
        let ruling = try issue("declaration_ruling", on: ago(1_300))
        try rule("DECLARED", ground: "EBL_107", with: [ruling])
        try refuse(
            "move-not-legal", .judge, .moveProcedure(MoveProcedure(to: "REORGANISATION")),
            LocalText(zh: "宣告破产后转入重整", en: "turn to reorganisation after the declaration"))
        try mark("REALISATION_PLAN_PASSED", by: .successor, on: ago(1_280))
        try request(["TX-03"], by: .successor)
        try settle("TX-03", ["reliefDecision": .text("partly_granted"), "reliefAmount": .integer(3_000_000)])
        try enter("ASSET_REALISATION", with: [ruling])
    }

    mutating func realisation() throws {
        try request(["AR-01", "AR-03", "AR-04", "AR-05", "AR-06", "AR-08"], by: .successor)
        try act(
            .returnForMaterial(ReturnForMaterial(reason: "material_missing", missing: ["sale_confirmation"])),
            on: "AR-01")
        let confirmation = try paper("sale_confirmation", by: .successor, anew: true)
        try act(
            .resubmit(
                Resubmit(materials: [MaterialUse(material: "sale_confirmation", attachment: confirmation)])),
            on: "AR-01", by: .successor)
        try settle(["AR-01", "AR-03", "AR-04", "AR-05"])
        try settle("AR-06", ["biddingResult": .text("sold"), "price": .integer(1_630_000_000)])
        try settle("AR-08")
        try fix("MAJOR_DISPOSAL_DATE", on: ago(1_100), by: .successor)
        try mark("DISPOSAL_NOTICE_GIVEN", by: .successor, on: ago(1_120))
        try mark("FUND_REGISTRATION_CLOSED", by: .successor, on: ago(1_275))
        try mark("FUND_ACCOUNTS_SEALED", by: .successor, on: ago(1_262))
        try mark("ASSETS_REALISED", by: .successor, on: ago(1_000))
        try enter("TAX")
    }

    mutating func taxes() throws {
        try request(["TX-02"], by: .successor)
        try settle("TX-02", ["isRestored": .boolean(true)])
        _ = try issue("distribution_ruling", on: ago(900))
        try mark("DISPOSAL_TAXES_DECLARED", by: .successor, on: ago(880))
        try mark("FINAL_DISTRIBUTION_ANNOUNCED", by: .successor, on: ago(860))
        try mark("FINAL_DISTRIBUTION_COMPLETED", by: .successor, on: ago(840))
        try refuse(
            "conditions-not-met", .judge, .moveStage(MoveStage(to: "TERMINATION")),
            LocalText(zh: "税款债权未记入即离开涉税办理", en: "leave the tax stage before the tax claim is entered"))
        try mark("TAX_CLAIM_ENTERED", by: .successor, on: ago(830))
        try enter("TERMINATION")
    }

    mutating func termination() throws {
        try mark("TERMINATION_REQUESTED", by: .successor, on: ago(790))
        let terminatedOn = today.adding(years: -2).adding(days: -30)
        let ruling = try issue("termination_ruling", on: terminatedOn)
        try rule("TERMINATED", ground: "FINAL_DISTRIBUTION_DONE", with: [ruling])
        try request(["TX-04", "TM-01", "TM-02", "TM-03"], by: .successor)
        try settle(["TX-04", "TM-02", "TM-03"])
        try settle("TM-01", ["licence": .text("declared_void"), "deregisteredOn": .text(ago(740).description)])
        try mark("TERMINATION_ANNOUNCED", by: .judge, on: terminatedOn)
        try mark("DEREGISTERED", by: .successor, on: ago(740))
        try enter("SUPERVISION", with: [ruling])
    }

    mutating func supervision() throws {
        try refuse(
            "conditions-not-met", .judge, .moveStage(MoveStage(to: "ARCHIVED")),
            LocalText(zh: "履职评价未办结即归档", en: "archive while the evaluation of the administrator is open"))
        try request(["SV-01"], by: .judge)
        try settle("SV-01", ["measure": .text("none")])
    }

    /// EBL Art. 123: within two years of the termination further property is found.
    mutating func additionalDistribution() throws {
        let ruling = try issue("additional_distribution_ruling", on: ago(60))
        try rule("ADDITIONAL_DISTRIBUTION", with: [ruling])
        try enter("ASSET_REALISATION", with: [ruling])
        try mark("ASSETS_REALISED", by: .successor, on: ago(50))
        try enter("TAX")
        try mark("DISPOSAL_TAXES_DECLARED", by: .successor, on: ago(45))
        try mark("FINAL_DISTRIBUTION_COMPLETED", by: .successor, on: ago(40))
        try enter("TERMINATION")
        try rule("TERMINATED", ground: "ADDITIONAL_DISTRIBUTION_DONE")
        guard let termination = state.instruments.values.first(where: { $0.content.kind == "termination_ruling" })
        else { return }
        try enter("SUPERVISION", with: [termination.number])
        try mark("ESCROW_CLEARED", by: .successor, on: ago(10))
        // Nobody waits for the energy data of the warning stage any more: archiving cancels that duty.
        try enter("ARCHIVED")
    }
}
