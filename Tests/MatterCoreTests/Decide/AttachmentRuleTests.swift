import MatterCore
import Testing

/// An agency names its own files and those it was sent; another file is the same to it as none.
@Suite struct AttachmentRuleTests {
    @Test func onlyOwnAndSuppliedFilesMayBeNamed() throws {
        var world = try World.inTakeover(Shipped.workflow())
        let one = try #require(world.state.assignments.values.first { $0.duty == "TO-07" })
        let lead = World.principal(.agency, agency: one.agency)
        let helper = World.principal(.agency, agency: try #require(one.parts.first).agency)
        for principal in [World.principal(.administrator), lead, helper] {
            try world.perform(
                .addAttachment(AddAttachment(name: "a.pdf", mediaType: "application/pdf", size: 1, digest: "0")),
                by: principal)
        }
        let (administrators, leads, helpers, absent) = (1, 2, 3, 99)
        try world.perform(.duty(one.number, .acknowledge(Acknowledge())), by: lead)

        let result = WalkStep.result(try #require(world.workflow.duty("TO-07")))
        func completing(_ files: [Int]) -> Command {
            .duty(one.number, .complete(CompleteDuty(result: result, attachments: files)))
        }
        func part(_ files: [Int]) -> Command {
            .duty(one.number, .submitPart(SubmitPart(text: "示例", attachments: files)))
        }
        for (command, principal, foreign, pointer) in [
            (completing([administrators]), lead, administrators, "/attachments/0"),
            (completing([leads, helpers]), lead, helpers, "/attachments/1"),
            (completing([leads, absent]), lead, absent, "/attachments/1"),
            (part([administrators]), helper, administrators, "/attachments/0"),
            (part([helpers, leads]), helper, leads, "/attachments/1"),
            (part([absent]), helper, absent, "/attachments/0"),
        ] {
            do throws(Refusal) {
                _ = try world.decide(command, by: principal)
                Issue.record("\(command) was accepted")
            } catch {
                #expect(error.kind == .invalid && error.code == "attachment-not-yours")
                #expect(error.pointer == pointer)
                // But for the number that was asked for, the same words for a file of others and for none.
                #expect(
                    error.message.en
                        == "Attachment \(foreign) was neither added by your organisation nor supplied for this duty.")
            }
        }

        // What the requester supplies for the duty may be named, by the lead and by the co-agency.
        let reason = try #require(world.workflow.content.reasons.first { $0.use == .return }?.id)
        let material = try #require(world.workflow.duty("TO-07")?.materials.first)
        try world.perform(
            .duty(one.number, .returnForMaterial(ReturnForMaterial(reason: reason, missing: [material]))), by: lead)
        let use = MaterialUse(material: material, attachment: administrators)
        try world.perform(
            .duty(one.number, .resubmit(Resubmit(materials: [use]))), by: World.principal(.administrator))
        try world.perform(part([helpers, administrators]), by: helper)
        for other in one.parts.dropFirst() {
            try world.perform(
                .duty(one.number, .releasePart(ReleasePart(agency: other.agency, reason: "示例"))), by: lead)
        }
        try world.perform(completing([leads, administrators]), by: lead)
        #expect(world.state.assignments[one.number]?.result?.attachments == [leads, administrators])
    }
}
