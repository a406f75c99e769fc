import MatterCore

extension Mutant {
    static let forbidden: [Mutant] = [
        forbidden("leap from warning to tax", "no-skip-from-warning") {
            $0.moves.append(Small.move("leap", .stage, ["RISK_WARNING"], "TAX"))
        },
        forbidden("back from termination to takeover", "no-return-to-takeover") {
            $0.moves.append(Small.move("back", .stage, ["TERMINATION"], "TAKEOVER"))
        },
        forbidden("takeover without the appointment", "takeover-needs-instruments") {
            $0.replaceMove("begin-takeover", instruments: ["acceptance_ruling"])
        },
        forbidden("opening in takeover without the appointment", "takeover-needs-instruments") {
            $0.replaceOpening("acceptance_liquidation", instruments: ["acceptance_ruling"])
        },
        forbidden("acceptance without the ruling", "acceptance-needs-ruling") {
            $0.replaceMove("accept-liquidation", instruments: ["appointment_decision"])
        },
        forbidden("settlement opened without the ruling", "settlement-needs-ruling") {
            $0.replaceOpening("acceptance_settlement", instruments: ["appointment_decision"])
        },
        forbidden("override without the ruling", "reorganisation-needs-ruling") {
            $0.replaceMove("convert-to-reorganisation-by-override", instruments: [])
        },
        forbidden("declaration without the ruling", "declaration-needs-ruling") {
            $0.replaceMove("declare", instruments: [])
        },
        forbidden("declaration after the plan without the ruling", "declaration-needs-ruling") {
            $0.replaceMove("declare-after-plan", instruments: [])
        },
        forbidden("confirmation without the ruling", "confirmation-needs-ruling") {
            $0.replaceMove("confirm-plan", instruments: [])
        },
        forbidden("approval without the ruling", "approval-needs-ruling") {
            $0.replaceMove("approve-settlement", instruments: [])
        },
        forbidden("termination without the ruling", "termination-needs-ruling") {
            $0.replaceMove("terminate", instruments: [])
        },
        forbidden("closing without the ruling", "termination-needs-ruling") {
            $0.replaceMove("close-by-agreement", instruments: [])
        },
        forbidden("reopening without the ruling", "reopening-needs-ruling") {
            $0.replaceMove("reopen", instruments: [])
        },
        forbidden("disposal without the licence", "no-realisation-before-declaration") {
            $0.replaceMove("begin-licensed-disposal") { $0.filter { $0 != .milestone("DISPOSAL_LICENSED") } }
        },
        forbidden("realisation in a liquidation", "no-realisation-before-declaration") {
            $0.replaceMove("begin-realisation") { $0.procedure(["DECLARED", "LIQUIDATION"]) }
        },
        forbidden("tax left without the claim", "tax-claim-entered-before-leaving") {
            $0.replaceMove("end-tax") { $0.filter { $0 != taxClaim } }
        },
        forbidden("back to realisation without the claim", "tax-claim-entered-before-leaving") {
            $0.replaceMove("return-to-realisation") { $0.filter { $0 != taxClaim } }
        },
        forbidden("deregistration of a declared bankrupt", "no-deregistration-before-termination") {
            $0.replaceMilestone("DEREGISTERED", statuses: ["DECLARED", "TERMINATED"])
        },
        forbidden("rescue after the declaration", "no-rescue-after-declaration") {
            $0.moves.append(
                Small.move("rescue", .procedure, ["DECLARED"], "REORGANISATION", guards: [.stage(["TAKEOVER"])]))
        },
        forbidden("plan after the termination", "no-rescue-after-declaration") {
            $0.moves.append(
                Small.move(
                    "late-plan", .procedure, ["ADDITIONAL_DISTRIBUTION"], "PLAN_CONFIRMED",
                    instruments: ["plan_confirmation_ruling"],
                    guards: [.stage(["ASSET_REALISATION"])]))
            $0.replaceInstrument("plan_confirmation_ruling", statuses: [])
        },
    ]

    private static let taxClaim = Guard.enteredIfFiled(duty: "TX-01", milestone: "TAX_CLAIM_ENTERED")

    private static func forbidden(
        _ name: String, _ prohibition: String, _ change: @escaping @Sendable (inout Workflow.Content) -> Void
    ) -> Mutant {
        Mutant(name, "forbidden-move-reachable", "The prohibition \(prohibition) ", change)
    }

    static let duties: [Mutant] = [
        Mutant(
            "police without the seal letter", "disclosure-too-narrow",
            "TO-01 does not disclose the instrument seal_letter"
        ) {
            $0.replaceDuty("TO-01", discloses: Small.disclosure(instruments: ["acceptance_ruling"]))
        },
        Mutant(
            "tax claim without the date of acceptance", "disclosure-too-narrow",
            "TX-01 does not disclose the fields 'acceptance'"
        ) {
            $0.replaceDuty("TX-01", discloses: Small.disclosure(groups: [.administrator]))
        },
        Mutant("petition without its flag", "disclosure-too-narrow", "the milestone PETITION_RISK_FLAGGED") {
            $0.replaceDuty("SV-03", discloses: Small.disclosure())
        },
        Mutant("disclosure without a ground", "disclosure-without-ground", "SV-04") {
            $0.replaceDuty(
                "SV-04",
                discloses: Small.disclosure(basis: LegalBasis(article: "x", lawVersion: "", provenance: .fillIn)))
        },
        Mutant("duty without trigger", "duty-without-trigger", "TO-01") { $0.replaceDuty("TO-01", triggers: []) },
        Mutant("duty of an agency that is gone", "duty-without-owner", "TO-08") {
            $0.agencies.removeAll { $0.id == "HPF" }
        },
        Mutant("duty without limit", "duty-without-limit", "TX-01") { $0.replaceDuty("TX-01", limit: 0) },
        Mutant("duty without basis", "duty-without-basis", "SV-04") {
            $0.replaceDuty("SV-04", basis: LegalBasis(article: "", lawVersion: "EBL-2006", provenance: .sourced))
        },
        Mutant("limit without basis", "duty-without-basis", "limit of the duty SV-04") {
            $0.replaceDuty("SV-04", limitBasis: LegalBasis(article: "practice", lawVersion: "", provenance: .practice))
        },
        Mutant("ground without basis", "rule-without-basis", "EBL_107") {
            let index = $0.grounds.firstIndex { $0.id == "EBL_107" }!
            $0.grounds[index] = Ground(
                id: "EBL_107", name: $0.grounds[index].name,
                basis: LegalBasis(article: "", lawVersion: "EBL-2006", provenance: .sourced))
        },
        Mutant("request by the auditor", "trigger-never-fires", "TO-10") {
            $0.replaceDuty("TO-10", triggers: [.request(role: .auditor, stage: "TAKEOVER")])
        },
        Mutant("request after the end", "trigger-never-fires", "TO-10") {
            $0.replaceDuty("TO-10", triggers: [.request(role: .administrator, stage: "ARCHIVED")])
        },
        Mutant("duty that an end opens", "trigger-never-fires", "TM-02") {
            $0.replaceDuty("TM-02", triggers: [.stageEntry("CLOSED_NO_CASE")])
        },
        Mutant("duty of an unknown event", "trigger-never-fires", "TX-03") {
            $0.replaceDuty("TX-03", triggers: [.event("PLAN_DREAMT_OF")])
        },
        Mutant("termination without its event", "event-without-emitter", "TERMINATION_RULED") {
            $0.replaceMove("terminate", emits: [])
            $0.replaceMove("terminate-without-distribution", emits: [])
            $0.replaceMove("terminate-without-assets", emits: [])
        },
        Mutant("portrait never turns red", "event-without-emitter", "PORTRAIT_RED") {
            $0.milestones.removeAll { $0.id == "PORTRAIT_RED" }
        },
        Mutant("event of a move that is never possible", "event-without-emitter", "PLAN_PERFORMED") {
            $0.moves.remove(at: $0.moveIndex("perform-settlement"))
            $0.replaceMove("perform-plan") { $0 + [.filer([])] }
        },
        Mutant("unknown event", "event-without-emitter", "MOON_FULL") {
            $0.dutyEvents.append(DutyEventKind(id: "MOON_FULL", name: Small.text("full moon")))
        },
        Mutant("event that opens nothing", "event-without-duty", "EVASION_LEAD_FILED") {
            $0.replaceDuty("SV-02", triggers: [.request(role: .judge, stage: nil)])
        },
    ]

    static let unused: [Mutant] = [
        Mutant("agency without duty", "unused-rule", "WEATHER") {
            $0.agencies.append(
                Agency(id: "WEATHER", name: Small.text("weather"), kind: .government, basis: Small.basis))
        },
        Mutant("material that no duty needs", "unused-rule", "horoscope") {
            $0.materials.append(Material(id: "horoscope", name: Small.text("horoscope"), inStandardPack: false))
        },
        Mutant("milestone that no guard reads", "unused-rule", "NO_ASSETS_TO_SELL") {
            $0.replaceMove("skip-realisation") { $0.filter { $0 != .milestone("NO_ASSETS_TO_SELL") } }
        },
        Mutant("ground that no move names", "unused-rule", "EBL_93") {
            $0.replaceMove("declare-after-plan", grounds: [])
        },
        Mutant("window that nothing opens", "unused-rule", "additional_distribution") { content in
            let index = content.statuses.firstIndex { $0.id == "TERMINATED" }!
            content.statuses[index] = Small.status("TERMINATED")
        },
        Mutant("window that nothing reads", "unused-rule", "additional_distribution") {
            for id: MoveID in ["archive", "reopen"] {
                $0.replaceMove(id) { $0.filter { $0.windowID == nil } }
            }
        },
    ]
}

extension Guard {
    fileprivate var windowID: WindowID? {
        switch self {
        case .windowOpen(let id), .windowOver(let id): id
        default: nil
        }
    }
}
