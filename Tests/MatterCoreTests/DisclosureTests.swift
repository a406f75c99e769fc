import MatterCore
import Testing

/// What a unit is shown of a matter, by what it owes there.
@Suite struct DisclosureTests {
    private let workflow: Workflow
    private let world: World

    init() throws {
        workflow = try Shipped.workflow()
        world = try World.inTakeover(workflow)
    }

    private func disclosure(_ agency: AgencyID, _ state: MatterState) -> Disclosure {
        Disclosure(to: World.principal(.agency, agency: agency), of: state)
    }

    private func groups(_ agency: AgencyID, _ state: MatterState) -> Set<FieldGroup> {
        let fields = disclosure(agency, state).fields(under: workflow)
        return Set(FieldGroup.allCases.filter(fields.shows))
    }

    /// The number of the duty's assignment.
    private func number(_ duty: DutyID, _ state: MatterState) throws -> Int {
        try #require(state.assignments.values.first { $0.duty == duty }).number
    }

    @Test func aUnitIsShownWhatItsPendingDutiesDeclare() throws {
        let state = world.state
        for agency in workflow.content.agencies.map(\.id) {
            let unit = World.unit(agency)
            let pending = state.assignments.values.filter { duty in
                !duty.state.isSettled
                    && (duty.unit == unit || duty.parts.contains { $0.unit == unit && $0.state == .open })
            }
            let declared = Set(pending.flatMap { workflow.duty($0.duty)?.discloses.groups ?? [] })
            let held = state.assignments.values.filter { $0.unit == unit || $0.parts.contains { $0.unit == unit } }
            let kept = held.contains { workflow.duty($0.duty)?.discloses.groups.contains(.caseNumber) == true }
            #expect(groups(agency, state) == declared.union(kept ? [.caseNumber] : []), "\(agency)")
        }
        #expect(groups("PSB", state) == [.caseNumber, .administrator])
        #expect(groups("TAX", state) == [.caseNumber, .administrator, .acceptance])
        // Owes nothing yet.
        #expect(groups("COM", state) == [] && disclosure("COM", state).grounds(under: workflow) == [])
    }

    @Test func othersAreShownEverything() {
        for role in Role.allCases where role != .agency {
            let disclosure = Disclosure(to: World.principal(role), of: world.state)
            let fields = disclosure.fields(under: workflow)
            #expect(!disclosure.isRestricted && disclosure.grounds(under: workflow) == [])
            #expect(FieldGroup.allCases.allSatisfy(fields.shows) && fields.shows("seal_letter" as InstrumentKindID))
            #expect(disclosure.parts(of: world.state, under: workflow) == world.state)
        }
    }

    /// A settled duty keeps what its record needs: the case number and the instruments. Sent back, all of it returns.
    @Test func aSettledDutyKeepsItsRecord() throws {
        var world = world
        let psb = World.principal(.agency, agency: "PSB")
        for assignment in world.state.assignments.values where assignment.unit == psb.organisation.id {
            try world.perform(.duty(assignment.number, .waive(GiveReason(reason: "示例"))))
        }
        let disclosure = disclosure("PSB", world.state)
        #expect(groups("PSB", world.state) == [.caseNumber])
        #expect(disclosure.fields(under: workflow).shows("acceptance_ruling" as InstrumentKindID))
        #expect(disclosure.grounds(under: workflow).allSatisfy { !$0.isPending && $0.groups == [.caseNumber] })

        let tax = World.principal(.agency, agency: "TAX")
        let number = try number("TO-09", world.state)
        try world.perform(.duty(number, .acknowledge(Acknowledge())), by: tax)
        try world.perform(
            .duty(
                number,
                .complete(
                    CompleteDuty(result: [
                        "filingHistory": .table([["增值税", "2026-01", "已申报"]]), "arrears": .integer(1),
                        "lateFees": .integer(1),
                    ]))), by: tax)
        #expect(groups("TAX", world.state) == [.caseNumber])
        try world.perform(.duty(number, .sendBack(GiveReason(reason: "示例"))))
        #expect(groups("TAX", world.state) == [.caseNumber, .administrator, .acceptance])
    }

    /// A co-agency has its purpose until it has sent in its part.
    @Test func aPartThatIsSentInNeedsNothingMore() throws {
        var world = world
        let number = try number("TO-11", world.state)
        #expect(groups("NFRA", world.state).contains(.administrator))
        for duty in ["TO-11", "TO-12"] as [DutyID] {
            try world.perform(
                .duty(try self.number(duty, world.state), .submitPart(SubmitPart(text: "示例"))),
                by: World.principal(.agency, agency: "NFRA"))
        }
        #expect(world.state.assignments[number]?.state.isSettled == false)
        #expect(groups("NFRA", world.state) == [.caseNumber])
        #expect(groups("BANK", world.state).contains(.administrator))
    }

    @Test func instrumentsAndTheirFilesAreShownByKind() throws {
        var world = world
        let judge = World.principal(.judge)
        for kind in ["seal_letter", "track_decision"] as [InstrumentKindID] {
            try world.perform(
                .addAttachment(
                    AddAttachment(
                        name: "\(kind).pdf", mediaType: "application/pdf", size: 1,
                        digest: String(repeating: "0", count: 64))), by: judge)
            try world.perform(
                .recordInstrument(
                    RecordInstrument(
                        kind: kind, documentNumber: "（2026）浙0602破1号", issuedOn: world.now.legalDate, issuer: "示例",
                        attachment: world.state.last.attachment)), by: judge)
        }
        func shown(_ agency: AgencyID) -> (kinds: Set<InstrumentKindID>, files: [String]) {
            let parts = disclosure(agency, world.state).parts(of: world.state, under: workflow)
            return (
                Set(parts.instruments.values.map(\.content.kind)), parts.attachments.values.map(\.content.name).sorted()
            )
        }
        #expect(shown("PSB").kinds == ["acceptance_ruling", "appointment_decision", "seal_letter"])
        #expect(shown("PSB").files == ["seal_letter.pdf"])
        #expect(shown("TAX").kinds == ["acceptance_ruling", "appointment_decision"])
        #expect(shown("TAX").files == [])
        #expect(shown("COM").kinds == [])
    }

    @Test func milestonesAreShownToWhoseDutyTheyOpen() throws {
        var world = world
        try world.milestone("WAGE_ARREARS_FOUND")
        try world.milestone("PETITION_RISK_FLAGGED")
        func shown(_ agency: AgencyID) -> Set<MilestoneID> {
            Set(disclosure(agency, world.state).parts(of: world.state, under: workflow).milestones.keys)
        }
        #expect(shown("FIN") == ["WAGE_ARREARS_FOUND"])
        #expect(shown("PCB") == ["PETITION_RISK_FLAGGED"])
        #expect(shown("HRSS") == ["WAGE_ARREARS_FOUND", "PETITION_RISK_FLAGGED"])
        #expect(shown("PSB") == [])
    }

    /// What the unit recorded itself, on the ground on which it may open matters.
    @Test func whoOpenedAMatterIsShownThat() throws {
        let opened = try World(
            workflow,
            opening: OpenMatter(
                origin: "watch_list", debtorName: "示例", creditCode: World.creditCode, court: World.court.id),
            by: .agency)
        var state = opened.state
        state.assignments = [:]
        let grounds = disclosure("TAX", state).grounds(under: workflow)
        #expect(grounds.map(\.groups) == [[.opening]] && grounds[0].duty == nil && grounds[0].assignment == nil)
        #expect(grounds[0].basis == workflow.basis(of: .openMatter))
        #expect(disclosure("PSB", state).grounds(under: workflow) == [])
    }

    /// One ground a duty, with the law; a field set that is our reasoning says so.
    @Test func groundsNameDutyAndLaw() throws {
        let grounds = disclosure("PSB", world.state).grounds(under: workflow)
        #expect(grounds.map(\.duty) == ["TO-01", "TO-02"])
        for ground in grounds {
            #expect(world.state.assignments[try #require(ground.assignment)]?.duty == ground.duty)
            #expect(ground.basis.lawVersion == "PIPL-2021" && ground.basis.provenance == .fillIn)
            #expect(!ground.purpose.zh.isEmpty && !ground.purpose.en.isEmpty)
        }
        #expect("\(grounds[0])".hasPrefix("TO-01 #\(grounds[0].assignment ?? 0): case_number, administrator, "))
        #expect("\(grounds[0])".hasSuffix("PIPL-2021, fill-in)"))
        // Nothing of ours is presented as law.
        for duty in workflow.content.duties { #expect(duty.discloses.basis.provenance != .sourced, "\(duty.id)") }
    }

    /// A refusal must not tell an agency where the matter is, nor which instruments it has.
    @Test func refusalsTellAnAgencyNothingMore() throws {
        func refusal(_ command: RecordMilestone) -> Refusal? {
            do throws(Refusal) {
                _ = try world.decide(.recordMilestone(command), by: World.principal(.agency))
                return nil
            } catch { return error }
        }
        let place = try #require(refusal(RecordMilestone(milestone: "PORTRAIT_RED", on: world.now.legalDate)))
        #expect(place.code == "milestone-out-of-place")
        for word in [world.state.stage.rawValue, world.state.status.rawValue] {
            #expect(!place.message.en.contains(word))
        }

        var other = try World(workflow, opening: World.filed())
        _ = try other.instrument("filing_receipt")
        for number in [1, 99] {
            do throws(Refusal) {
                _ = try other.decide(
                    .recordMilestone(
                        RecordMilestone(milestone: "PORTRAIT_RED", on: other.now.legalDate, instrument: number)),
                    by: World.principal(.agency))
                Issue.record("an agency named an instrument")
            } catch { #expect(error.code == "instrument-not-found") }
        }
        other.state.closedAt = other.now
        other.state.stage = "CLOSED_NO_CASE"
        do throws(Refusal) {
            _ = try other.decide(
                .recordMilestone(RecordMilestone(milestone: "PORTRAIT_RED", on: other.now.legalDate)),
                by: World.principal(.agency))
            Issue.record("a closed matter took an act")
        } catch {
            #expect(error.code == "matter-closed" && error.message.en == "The matter is closed.")
        }
    }
}
