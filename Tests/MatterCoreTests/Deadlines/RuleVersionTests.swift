import MatterCore
import Testing

/// Milestones of practice, and a later version of the rules: a matter takes them by an act, or not at all.
@Suite struct RuleVersionTests {
    @Test func aTemplateThatIsAdoptedLaterPicksUpWhatHasHappened() throws {
        var docket = try Docket()
        try docket.accept()
        docket.put("TAKEOVER", "LIQUIDATION")
        try docket.issue("seal_letter", "2026-03-24")
        #expect(docket.deadline("P01") == nil)
        try docket.adoptMilestones()
        #expect(docket.due("P01") == "2026-03-23" && docket.deadline("P01")?.state == .open)
        #expect(docket.deadline("P02")?.met?.on.description == "2026-03-24" && docket.due("P03") == "2026-03-27")
        for rule in ["P01", "P02", "P03", "P04", "P05"] as [DeadlineID] {
            #expect(docket.deadline(rule)?.due.derivation?.rule?.basis.provenance == .practice)
        }
        let again = docket.refusal(.adoptTemplate(AdoptTemplate(template: "administrator_milestones")))
        #expect(again?.code == "template-adopted")
        #expect(docket.refusal(.adoptTemplate(AdoptTemplate(template: "other")))?.code == "unknown-template")
    }

    /// The shipped rules with a later force date: 20 days for the first meeting, and without D15.
    private func later(from validFrom: String = "2026-06-01") throws -> Workflow {
        try Shipped.workflow { content in
            content.version = 2
            content.validFrom = LegalDate(validFrom)!
            content.deadlines = content.deadlines.filter { $0.id != "D15" }.map { rule in
                guard rule.id == "D14" else { return rule }
                return DeadlineRule(
                    id: rule.id, name: rule.name, party: rule.party, nature: rule.nature, anchors: rule.anchors,
                    period: Period(amount: 20, unit: .calendarDays), metBy: rule.metBy, suspension: rule.suspension,
                    statuses: rule.statuses, filers: rule.filers, repeats: rule.repeats, template: rule.template,
                    consequence: rule.consequence, basis: rule.basis)
            }
        }
    }

    @Test func aMatterKeepsItsRulesUntilItAdoptsOthers() throws {
        var docket = try Docket()
        try docket.claims(until: "2026-05-20")
        try docket.fix("FIRST_MEETING_DATE", "2026-06-03")
        let two = try later()
        docket.world.target = two
        #expect(docket.due("D14") == "2026-06-04" && docket.deadline("D15")?.state == .open)
        try docket.world.perform(.adoptDefinition(AdoptDefinition(version: 2, reason: "示例")))
        // 20 days after 20 May.
        #expect(docket.state.workflow.version == 2 && docket.due("D14") == "2026-06-09")
        #expect(docket.deadline("D15")?.state == .ended && docket.due("D13") == "2026-05-20")
        let causes = docket.world.events.suffix(2).compactMap { event -> DeadlineCause? in
            switch event.body {
            case .deadlineMoved(let moved): moved.cause
            case .deadlineEnded(_, let cause): cause
            default: nil
            }
        }
        #expect(causes.map(\.kind) == [.rules, .rules] && causes.allSatisfy { $0.reference == "v2" })
        docket.world.workflow = two
        #expect(
            docket.refusal(.adoptDefinition(AdoptDefinition(version: 2, reason: "示例")))?.code == "version-not-later")
    }

    @Test func rulesBindFromTheDayOfTheirForce() throws {
        var docket = try Docket()
        docket.world.target = try later(from: "2027-01-01")
        let refusal = docket.refusal(.adoptDefinition(AdoptDefinition(version: 2, reason: "示例")))
        #expect(refusal?.code == "not-in-force")
        docket.world.target = nil
        #expect(docket.refusal(.adoptDefinition(AdoptDefinition(version: 3, reason: "示例")))?.code == "unknown-version")
        // A matter that begins under them has none for what happened before.
        let world = try World(later(from: "2026-03-03"), opening: World.filed())
        #expect(world.state.deadlines.isEmpty)
        #expect(try !World(later(from: "2026-03-02"), opening: World.filed()).state.deadlines.isEmpty)
    }

    @Test func aVersionThatDoesNotKnowWhatTheMatterHasIsRefused() throws {
        var docket = try Docket()
        try docket.mark("DEBTOR_NOTIFIED", "2026-03-06")
        var content = try later().content
        content.milestones.removeAll { $0.id == "DEBTOR_NOTIFIED" }
        docket.world.target = Workflow(content: content)
        let refusal = docket.refusal(.adoptDefinition(AdoptDefinition(version: 2, reason: "示例")))
        #expect(refusal?.code == "version-does-not-fit" && refusal?.message.en.contains("DEBTOR_NOTIFIED") == true)
    }
}
