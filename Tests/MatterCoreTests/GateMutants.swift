import MatterCore

extension Mutant {
    static func drop(_ id: MoveID) -> @Sendable (inout Workflow.Content) -> Void {
        { $0.moves.remove(at: $0.moveIndex(id)) }
    }

    static let deadEnds: [Mutant] = [
        Mutant("drop end-early", "dead-end", "TAKEOVER × DISMISSED", drop("end-early")),
        Mutant("drop begin-supervision", "dead-end", "TERMINATION × DECLARED", drop("begin-supervision")),
        Mutant("drop end-tax-performed", "dead-end", "TAX × PLAN_PERFORMED", drop("end-tax-performed")),
        Mutant("drop end-tax-agreement", "dead-end", "TAX × CLOSED", drop("end-tax-agreement")),
        Mutant("drop end-after-agreement", "dead-end", "ASSET_REALISATION × CLOSED", drop("end-after-agreement")),
        Mutant(
            "drop reopen-realisation", "dead-end", "SUPERVISION × ADDITIONAL_DISTRIBUTION", drop("reopen-realisation")),
        Mutant("drop close-no-case", "dead-end", "RISK_WARNING × REFUSED", drop("close-no-case")),
        Mutant("plan performed during realisation cannot go on", "dead-end", "ASSET_REALISATION × PLAN_PERFORMED") {
            $0.replaceMove("begin-tax") { $0.procedure(["DECLARED", "PLAN_CONFIRMED", "REORGANISATION"]) }
        },
        Mutant(
            "additional distribution cannot be completed at the end", "dead-end",
            "TERMINATION × ADDITIONAL_DISTRIBUTION"
        ) {
            $0.replaceMilestone("FINAL_DISTRIBUTION_COMPLETED", stages: ["ASSET_REALISATION", "TAX"])
        },
        Mutant("termination cannot be requested after the declaration", "dead-end", "TERMINATION × DECLARED") {
            $0.replaceMilestone("TERMINATION_REQUESTED", statuses: ["LIQUIDATION"])
        },
        Mutant("archive only while the window is open", "dead-end", "SUPERVISION × TERMINATED") {
            $0.replaceMove("archive") {
                $0.map { $0 == .windowOver("additional_distribution") ? .windowOpen("additional_distribution") : $0 }
            }
        },
    ]

    static let unreachable: [Mutant] = [
        Mutant("drop archive", "unreachable-stage", "ARCHIVED", drop("archive")),
        Mutant("drop reopen", "unreachable-status", "ADDITIONAL_DISTRIBUTION", drop("reopen")),
        Mutant("drop perform-settlement", "unreachable-status", "SETTLEMENT_PERFORMED", drop("perform-settlement")),
        Mutant("drop withdraw-filing", "unreachable-status", "WITHDRAWN", drop("withdraw-filing")),
        Mutant("no watch list", "unreachable-status", "WATCHED") {
            $0.openings.removeAll { $0.origin == "watch_list" }
        },
        Mutant("a stage that nothing enters", "unreachable-stage", "LIMBO") { $0.stages.append(Small.stage("LIMBO")) },
        Mutant("conversion in the wrong stage", "unreachable-move", "convert-to-settlement") {
            $0.replaceMove("convert-to-settlement") { _ in [.stage(["TERMINATION"])] }
        },
        Mutant("dismissal in the wrong stage", "unreachable-move", "dismiss") {
            $0.replaceMove("dismiss") { _ in [.stage(["SUPERVISION"])] }
        },
        Mutant("settlement that nobody may have filed", "unreachable-move", "accept-settlement") {
            $0.replaceMove("accept-settlement") { $0 + [.filer([])] }
        },
        Mutant("two milestones that exclude each other", "unreachable-move", "end-tax-without-distribution") {
            $0.replaceMove("end-tax-without-distribution") { $0 + [.milestone("FINAL_DISTRIBUTION_COMPLETED")] }
        },
        Mutant("a status listed in vain", "unreachable-move", "begin-takeover is never possible in DECLARED") {
            $0.replaceMove("begin-takeover") { $0.procedure(["LIQUIDATION", "REORGANISATION", "DECLARED"]) }
        },
    ]

    static let rights: [Mutant] = [
        Mutant("archive by nobody", "nobody-may", "move archive") { $0.replaceMove("archive", roles: []) },
        Mutant("archive by the auditor", "nobody-may", "move archive") { $0.replaceMove("archive", roles: [.auditor]) },
        Mutant("declaration by the administrator", "nobody-may", "move declare") {
            $0.replaceMove("declare", roles: [.administrator])
        },
        Mutant("stage moves by the auditor", "nobody-may", "move begin-tax") {
            $0.replaceAct(.moveStage, roles: [.auditor])
        },
        Mutant("no role for an act", "nobody-may", "assign_judge") { $0.replaceAct(.assignJudge, roles: []) },
        Mutant(
            "administrator appointed by nobody", "nobody-may",
            "appoint an administrator in time for the move begin-takeover"
        ) {
            $0.replaceAct(.appointAdministrator, roles: [])
        },
        Mutant("mandatory duties settled by nobody", "nobody-may", "complete or waive a mandatory duty") {
            $0.replaceAct(.complete, roles: [])
            $0.replaceAct(.waive, roles: [])
        },
        Mutant("watch list by the administrator", "nobody-may", "watch_list") {
            $0.replaceOpening("watch_list", roles: [.administrator])
        },
        Mutant("escrow cleared by nobody", "nobody-may", "ESCROW_CLEARED") {
            $0.replaceMilestone("ESCROW_CLEARED", roles: [])
        },
        Mutant("claims notice by the auditor", "nobody-may", "CLAIMS_NOTICE_SENT") {
            $0.replaceMilestone("CLAIMS_NOTICE_SENT", roles: [.auditor])
        },
        Mutant("dismissal ruling by nobody", "nobody-may", "dismissal_ruling") {
            $0.replaceInstrument("dismissal_ruling", issuedBy: [])
        },
        Mutant(
            "acceptance ruling not declared", "nobody-may", "acceptance_ruling in time for the move accept-liquidation"
        ) {
            $0.instruments.removeAll { $0.id == "acceptance_ruling" }
        },
        Mutant(
            "confirmation ruling only after the declaration", "nobody-may",
            "plan_confirmation_ruling in time for the move confirm-plan"
        ) {
            $0.replaceInstrument("plan_confirmation_ruling", statuses: ["DECLARED"])
        },
        Mutant(
            "claims schedule only in tax handling", "nobody-may",
            "CLAIMS_SCHEDULE_SUBMITTED in time for the move begin-realisation"
        ) {
            $0.replaceMilestone("CLAIMS_SCHEDULE_SUBMITTED", stages: ["TAX"])
        },
        Mutant(
            "disposal reported after the declaration", "nobody-may",
            "DISPOSAL_REPORTED in time for the move begin-realisation-in-reorganisation"
        ) {
            $0.replaceMilestone("DISPOSAL_REPORTED", statuses: ["DECLARED"])
        },
        Mutant("no reason to refuse with", "nobody-may", "act refuse") { $0.reasons.removeAll { $0.use == .refuse } },
        Mutant("act left out", "act-undeclared", "send_back") { $0.acts.removeAll { $0.act == .sendBack } },
        Mutant("leave the archive", "final-stage-exit", "revive") {
            $0.moves.append(Small.move("revive", .stage, ["ARCHIVED"], "SUPERVISION"))
        },
        Mutant("an end in the middle", "final-stage-exit", "archive") {
            $0.replaceStage("SUPERVISION", isFinal: true, exemption: nil)
        },
    ]

    static let separation: [Mutant] = [
        Mutant("judge clears the escrow", "single-role", "judge can carry a matter alone from its opening to ARCHIVED")
        {
            $0.replaceMilestone("ESCROW_CLEARED", roles: [.administrator, .judge])
        },
        Mutant("archive without the escrow", "single-role", "judge") {
            $0.replaceMove("archive") { $0.filter { $0 != .milestone("ESCROW_CLEARED") } }
        },
        Mutant("no exemption for refused filings", "single-role", "CLOSED_NO_CASE") {
            $0.replaceStage("CLOSED_NO_CASE", exemption: nil)
        },
        Mutant("an agency does everything", "single-role", "agency") { $0.letDoEverything(.agency) },
        Mutant("an administrator does everything", "single-role", "administrator") {
            $0.letDoEverything(.administrator)
        },
    ]

    static let rivals: [Mutant] = [
        Mutant("two archives", "nondeterminism", "archive and archive-too") {
            $0.duplicateMove("archive", as: "archive-too")
        },
        Mutant("both ends of tax handling", "nondeterminism", "end-tax and end-tax-without-distribution") {
            $0.replaceMove("end-tax-without-distribution") {
                $0.filter { $0 != .milestoneAbsent("FINAL_DISTRIBUTION_COMPLETED") }
            }
        },
        Mutant("both conversions for a creditor", "nondeterminism", "convert-to-reorganisation-by-override") {
            $0.replaceMove("convert-to-reorganisation-by-override") { _ in
                [.stage(["TAKEOVER", "ASSET_REALISATION"]), .filer(Filer.allCases)]
            }
        },
        Mutant("one ground for two terminations", "nondeterminism", "terminate-without-assets and terminate ") {
            $0.replaceMove(
                "terminate", grounds: ["NO_DISTRIBUTABLE_ASSETS", "FINAL_DISTRIBUTION_DONE", "ASSETS_BELOW_EXPENSES"])
        },
        Mutant("two ways out of realisation", "nondeterminism", "end-after-agreement and end-realisation") {
            $0.replaceMove("end-after-agreement") { _ in [.procedure(["CLOSED", "PLAN_PERFORMED"])] }
        },
    ]
}

extension [Guard] {
    /// The same guards with another list of statuses.
    func procedure(_ statuses: [StatusID]) -> [Guard] {
        map { if case .procedure = $0 { .procedure(statuses) } else { $0 } }
    }
}

extension Workflow.Content {
    mutating func letDoEverything(_ role: Role) {
        for rule in acts { replaceAct(rule.act, roles: rule.roles + [role]) }
        for move in moves { replaceMove(move.id, roles: move.roles + [role]) }
        for milestone in milestones { replaceMilestone(milestone.id, roles: milestone.roles + [role]) }
        for instrument in instruments { replaceInstrument(instrument.id, issuedBy: instrument.issuedBy + [role]) }
        for opening in openings { replaceOpening(opening.origin, roles: opening.roles + [role]) }
    }
}
