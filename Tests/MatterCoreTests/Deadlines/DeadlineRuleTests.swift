import MatterCore
import Testing

/// Every rule of the shipped catalogue, against ends worked out by hand.
@Suite struct DeadlineRuleTests {
    @Test func eachRuleIsTried() throws {
        let shipped = try Shipped.workflow().content.deadlines.map(\.id).sorted()
        #expect(RuleCase.all.map(\.rule).sorted() == shipped)
    }

    @Test(arguments: RuleCase.all)
    func opens(_ example: RuleCase) throws {
        var docket = try Docket(example.filer)
        try example.open(&docket)
        let deadline = try #require(docket.deadline(example.rule))
        #expect(deadline.due.date.description == example.due)
        #expect(deadline.due.isProvisional == false)
        #expect((deadline.party, deadline.nature) == (example.party, example.nature))
        #expect(deadline.state == .open && deadline.settledAt == nil)
        let basis = try #require(docket.world.workflow.deadline(example.rule)?.basis)
        #expect(deadline.due.derivation?.rule == Derivation.Rule(id: example.rule.rawValue, basis: basis))
        // A value of practice is never law.
        #expect((basis.provenance == .practice) == example.rule.rawValue.hasPrefix("P"))
        #expect(MatterState.replay(docket.world.events)?.deadlines[deadline.number] == deadline)
    }

    /// On the last day it is met in time, on the next one late. A right is lost by then.
    @Test(arguments: RuleCase.all.filter { $0.meeting != nil }, [0, 1])
    func isMet(_ example: RuleCase, daysLate: Int) throws {
        var docket = try Docket(example.filer)
        try example.open(&docket)
        let open = try #require(docket.deadline(example.rule))
        let day = open.due.date.adding(days: daysLate)
        try example.meet(&docket, on: day.description)
        let after = try #require(docket.state.deadlines[open.number])
        if example.nature == .right, daysLate > 0 {
            #expect(after == open)
        } else {
            #expect(after.state == .met && after.met?.on == day && after.settledAt == docket.world.now)
            #expect(after.due == open.due)
        }
    }

    /// Nothing is met before what it runs from has happened.
    @Test(arguments: ["D12", "D16", "D17", "D20", "D23", "D24"] as [DeadlineID])
    func isNotMetByWhatWasBefore(_ rule: DeadlineID) throws {
        let example = try #require(RuleCase.all.first { $0.rule == rule })
        var docket = try Docket(example.filer)
        try example.open(&docket)
        let start = try #require(docket.deadline(rule)?.runsFrom)
        try example.meet(&docket, on: start.adding(days: -1).description)
        #expect(docket.deadline(rule)?.state == .open)
    }

    /// The 2006 law came into force on 1 June 2007.
    @Test func nothingRunsFromFactsBeforeTheLaw() throws {
        var command = World.filed()
        command.filing = Filing(
            filer: .creditor, filerName: nil, route: .liquidation, filedOn: try #require(LegalDate("2007-05-31")))
        #expect(try World(Shipped.workflow(), opening: command).state.deadlines.isEmpty)
        command.filing = Filing(
            filer: .creditor, filerName: nil, route: .liquidation, filedOn: try #require(LegalDate("2007-06-01")))
        let after = try World(Shipped.workflow(), opening: command)
        #expect(after.state.deadlines.values.map(\.rule).contains("D01"))
    }

    /// The last day of the window that guards the reopening is the last day of D32, whatever day the case was terminated.
    @Test func theRightToAdditionalDistributionEndsWithItsWindow() throws {
        let workflow = try Shipped.workflow()
        let window = try #require(workflow.window("additional_distribution"))
        let period = try #require(workflow.deadline("D32")?.period)
        let first = try #require(LegalDate("2023-12-31"))
        for day in 0..<1_500 {
            let on = first.adding(days: day)
            #expect(try Shipped.calendar.due(period, from: .init(on: on)).date == on.adding(years: window.years))
        }
    }
}
