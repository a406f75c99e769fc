import MatterCore
import Testing

/// A ruling carries one move of the procedure, and its date is in the order of the matter.
@Suite struct InstrumentOrderTests {
    private func unmet(_ world: World, _ command: Command, _ role: Role = .judge) -> [UnmetCondition]? {
        do throws(Refusal) {
            _ = try world.decide(command, by: World.principal(role))
            return nil
        } catch { return error.unmet }
    }

    private func code(_ world: World, _ command: Command, _ role: Role = .judge) -> String? {
        do throws(Refusal) {
            _ = try world.decide(command, by: World.principal(role))
            return nil
        } catch { return error.code }
    }

    private func move(_ status: StatusID, _ instruments: [Int], ground: GroundID? = nil) -> Command {
        .moveProcedure(MoveProcedure(to: status, ground: ground, instruments: instruments, reason: "示例理由"))
    }

    /// Terminated under EBL Art. 43(4), in supervision.
    private func terminated() throws -> World {
        var world = try World.inTakeover(Shipped.workflow())
        try world.milestone("TERMINATION_REQUESTED")
        let ruling = try world.instrument("termination_ruling")
        try world.perform(move("TERMINATED", [ruling], ground: "ASSETS_BELOW_EXPENSES"))
        try world.perform(.moveStage(MoveStage(to: "TERMINATION")))
        try world.milestone("TERMINATION_ANNOUNCED", by: .judge)
        try world.milestone("DEREGISTERED")
        try world.waiveAll()
        try world.perform(.moveStage(MoveStage(to: "SUPERVISION", instruments: [ruling])))
        return world
    }

    @Test func oneRulingReopensOnce() throws {
        var world = try terminated()
        let ruling = try world.instrument("additional_distribution_ruling")
        let first = world.state.instruments.values.first { $0.content.kind == "termination_ruling" }?.number
        try world.perform(move("ADDITIONAL_DISTRIBUTION", [ruling]))
        try world.perform(.moveStage(MoveStage(to: "ASSET_REALISATION", instruments: [ruling])))
        try world.milestone("ASSETS_REALISED")
        try world.waiveAll()
        try world.perform(.moveStage(MoveStage(to: "TAX")))
        try world.milestone("FINAL_DISTRIBUTION_COMPLETED")
        try world.milestone("DISPOSAL_TAXES_DECLARED")
        try world.waiveAll()
        try world.perform(.moveStage(MoveStage(to: "TERMINATION")))
        try world.perform(move("TERMINATED", [], ground: "ADDITIONAL_DISTRIBUTION_DONE"))
        try world.waiveAll()
        try world.perform(.moveStage(MoveStage(to: "SUPERVISION", instruments: [first ?? 0])))
        #expect(unmet(world, move("ADDITIONAL_DISTRIBUTION", [ruling]))?.map(\.kind) == ["instrument"])
        let next = NextMoves.from(
            world.state,
            World.context(world.workflow, World.principal(.judge), world.now, state: world.state))
        let reopen = try #require(next.first { $0.move == "reopen" })
        #expect(!reopen.isReady && reopen.instruments.allSatisfy(\.recorded.isEmpty))
        let another = try world.instrument("additional_distribution_ruling")
        try world.perform(move("ADDITIONAL_DISTRIBUTION", [another]))
        #expect(MatterState.replay(world.events) == world.state)
    }

    @Test func aConversionBackNeedsARulingOfItsOwn() throws {
        var world = try World.inTakeover(Shipped.workflow())
        let settlement = try world.instrument("settlement_ruling")
        let reorganisation = try world.instrument("reorganisation_ruling")
        try world.perform(move("SETTLEMENT", [settlement]))
        #expect(unmet(world, move("REORGANISATION", [reorganisation]))?.map(\.subject) == ["reorganisation_ruling"])
        let fresh = try world.instrument("reorganisation_ruling")
        try world.perform(move("REORGANISATION", [reorganisation, fresh]))
        #expect(unmet(world, move("SETTLEMENT", [settlement]))?.map(\.subject) == ["settlement_ruling"])
    }

    @Test func aRulingIsNotOlderThanWhatItRestsOn() throws {
        var world = try World.inTakeover(Shipped.workflow())
        world.wait(days: 40)
        try world.milestone("TERMINATION_REQUESTED")
        func dated(_ date: String) throws -> Int {
            try world.perform(
                .recordInstrument(
                    RecordInstrument(
                        kind: "termination_ruling", documentNumber: "1", issuedOn: try #require(LegalDate(date)),
                        issuer: "示例法院")))
            return world.state.last.instrument
        }
        // Accepted on 2 March, termination requested on 11 April.
        for date in ["1999-05-05", "2026-03-01", "2026-04-10"] {
            let ruling = try dated(date)
            let unmet = unmet(world, move("TERMINATED", [ruling], ground: "ASSETS_BELOW_EXPENSES"))
            #expect(unmet?.map(\.subject) == ["termination_ruling"], "\(date)")
        }
        let ruling = try dated("2026-04-11")
        try world.perform(move("TERMINATED", [ruling], ground: "ASSETS_BELOW_EXPENSES"))
        #expect(world.state.terminatedOn?.description == "2026-04-11")
    }

    @Test func anAcceptanceIsNotOlderThanTheFiling() throws {
        let day = World.start.legalDate
        func instrument(_ kind: InstrumentKindID) -> RecordInstrument {
            RecordInstrument(kind: kind, documentNumber: "1", issuedOn: day.adding(days: -1), issuer: "示例法院")
        }
        var command = World.filed()
        command.origin = "acceptance_liquidation"
        command.instruments = [instrument("acceptance_ruling"), instrument("appointment_decision")]
        let workflow = try Shipped.workflow()
        do throws(Refusal) {
            _ = try World(workflow, opening: command)
            Issue.record("accepted before it was filed")
        } catch { #expect(error.code == "instrument-too-early" && error.pointer == "/instruments/0/issuedOn") }
    }

    @Test func theRulingThatTheMoveNeedsGivesTheDate() throws {
        var world = try World(Shipped.workflow(), opening: World.filed())
        try world.perform(.assignJudge(AssignJudge(judge: World.principal(.judge).person, panel: [])))
        let acceptance = try world.instrument("acceptance_ruling")
        let accepted = world.now.legalDate
        world.wait(days: 3)
        let appointment = try world.instrument("appointment_decision")
        world.wait(days: 3)
        let receipt = try world.instrument("filing_receipt")
        try world.perform(move("LIQUIDATION", [acceptance, appointment, receipt]))
        #expect(world.state.acceptedOn == accepted)
    }

    @Test func whatIsMissingLooksAtTheDateOfTheRulingToCome() throws {
        var world = try terminated()
        world.wait(days: 800)
        let next = NextMoves.from(
            world.state,
            World.context(world.workflow, World.principal(.judge), world.now, state: world.state))
        #expect(next.first { $0.move == "reopen" }?.unmet.contains { $0.kind == "window" } == true)
    }

    @Test func anAdministratorIsAppointedAfterAcceptanceAndReplacedByADecisionOfItsOwn() throws {
        var filed = try World(Shipped.workflow(), opening: World.filed())
        let early = try filed.instrument("appointment_decision")
        let appoint = AppointAdministrator(administrator: World.firm.id, personInCharge: "示例", instrument: early)
        #expect(code(filed, .appointAdministrator(appoint)) == "not-accepted")

        var world = try World.inTakeover(Shipped.workflow())
        let decision = try world.instrument("administrator_replacement_decision")
        func replace(by firm: Organisation, with instrument: Int) throws(Refusal) {
            let context = DecisionContext(
                workflow: world.workflow, calendar: Shipped.calendar, principal: World.principal(.judge),
                now: world.now,
                organisations: [firm.id: firm])
            let (after, added) = try Decision.decide(
                .appointAdministrator(
                    AppointAdministrator(administrator: firm.id, personInCharge: "示例", instrument: instrument)),
                expecting: nil, state: world.state, context: context)
            world.state = after
            world.events += added
        }
        let other = Organisation(
            id: "firm-2", kind: .administratorFirm, name: LocalText(zh: "示例", en: "Sample"), region: "3306")
        try replace(by: other, with: decision)
        do throws(Refusal) {
            try replace(by: World.firm, with: decision)
            Issue.record("one decision replaced twice")
        } catch { #expect(error.code == "instrument-used") }
        try replace(by: World.firm, with: try world.instrument("administrator_replacement_decision"))
        #expect(MatterState.replay(world.events) == world.state)
    }

    @Test func anAdministratorCanBeReplacedInSupervision() throws {
        var world = try terminated()
        _ = try world.instrument("administrator_replacement_decision")
    }

    @Test func datesOfMilestonesFollowTheMatter() throws {
        var world = try World.inTakeover(Shipped.workflow())
        func record(_ milestone: MilestoneID, _ date: LegalDate) -> Command {
            .recordMilestone(RecordMilestone(milestone: milestone, on: date))
        }
        let before = world.now.legalDate.adding(days: -1)
        #expect(code(world, record("FIRST_MEETING_HELD", before), .administrator) == "date-out-of-order")
        // Found by looking back: may lie before the acceptance.
        #expect(code(world, record("WAGE_ARREARS_FOUND", before), .administrator) == nil)
        world.wait(days: 10)
        try world.milestone("TERMINATION_REQUESTED")
        let ruling = try world.instrument("termination_ruling")
        try world.perform(move("TERMINATED", [ruling], ground: "ASSETS_BELOW_EXPENSES"))
        try world.perform(.moveStage(MoveStage(to: "TERMINATION")))
        let early = world.now.legalDate.adding(days: -1)
        #expect(code(world, record("DEREGISTERED", early), .administrator) == "date-out-of-order")
    }

    @Test func nothingIsAnnouncedBeforeItIsRuled() throws {
        var world = try terminated()
        world.state.status = "DECLARED"
        world.state.stage = "TERMINATION"
        world.state.milestones["TERMINATION_ANNOUNCED"] = nil
        let announce = Command.recordMilestone(
            RecordMilestone(milestone: "TERMINATION_ANNOUNCED", on: world.now.legalDate))
        #expect(code(world, announce) == "milestone-out-of-place")
    }

    @Test func terminationAfterTheFinalDistributionNeedsThatDistribution() throws {
        var world = try MatrixTests.world(Shipped.workflow(), "TERMINATION", "DECLARED")
        let ruling = try #require(
            world.state.instruments.values.first { $0.content.kind == "termination_ruling" }?.number)
        func unmet(_ ground: GroundID) -> [String]? {
            self.unmet(world, move("TERMINATED", [ruling], ground: ground))?.map(\.subject)
        }
        #expect(unmet("FINAL_DISTRIBUTION_DONE") == nil)
        #expect(unmet("NO_DISTRIBUTABLE_ASSETS") == ["FINAL_DISTRIBUTION_COMPLETED"])
        world.state.milestones["FINAL_DISTRIBUTION_COMPLETED"] = nil
        #expect(unmet("FINAL_DISTRIBUTION_DONE") == ["FINAL_DISTRIBUTION_COMPLETED"])
        #expect(unmet("NO_DISTRIBUTABLE_ASSETS") == nil)
    }
}
