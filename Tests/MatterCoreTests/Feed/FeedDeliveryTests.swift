import Foundation
import MatterCore
import Testing

/// Who receives what, over thousands of random changes of who may read a matter: replaced administrators, seals, other
/// judges. The index that the deliveries make is held against the access rule at every moment.
@Suite struct FeedDeliveryTests {
    private static let above: [OrganisationID] = ["court-3306", "court-33"]
    private static let firms: [OrganisationID] = ["firm-1", "firm-2", "firm-3"]
    private static let people = (1...4).map { Person(id: "j\($0)", name: "示例\($0)") }

    private static func body(
        _ id: OrganisationID, _ kind: Organisation.Kind, region: String = "3306"
    ) -> Organisation {
        Organisation(id: id, kind: kind, name: LocalText(zh: "示例", en: "Sample"), region: region)
    }

    private static func principal(_ role: Role, _ organisation: Organisation, _ id: String = "p") -> Principal {
        Principal(id: id, name: "示例", role: role, organisation: organisation)
    }

    /// One principal for each way of reading, those who read nothing among them.
    private static func everybody(_ state: MatterState) -> [Principal] {
        let units = Set(state.assignments.values.flatMap { [$0.unit] + $0.parts.map(\.unit) } + [state.openedBy])
        var all = people.map { principal(.judge, World.court, $0.id) }
        all += above.map { principal(.judge, body($0, .court)) }
        all.append(principal(.judge, body("court-330699", .court, region: "330699")))
        all += firms.map { principal(.administrator, body($0, .administratorFirm)) }
        all += (units.sorted() + ["unit-elsewhere"]).map { principal(.agency, body($0, .agencyUnit)) }
        for region in ["", "33", "3306", "330602", "330603", "34"] {
            all.append(principal(.auditor, body("office", .coordinationOffice, region: region)))
        }
        all.append(principal(.operator, body("operator", .operator)))
        return all
    }

    /// A matter, its events by number, and the index that their deliveries make.
    private struct Life {
        var state: MatterState
        let units: Set<OrganisationID>
        var events: [MatterEvent] = []
        var index: [FeedReader: Set<Int>] = [:]
        /// Last event with which a court's readers began anew.
        var turn = 0

        init() throws {
            state = try World.inTakeover(try Shipped.workflow()).state
            units = Set(state.assignments.values.flatMap { [$0.unit] + $0.parts.map(\.unit) })
            // A unit that owes nothing here.
            var opened = MatterState(
                id: state.id, workflow: state.workflow, debtorName: state.debtorName, creditCode: state.creditCode,
                court: state.court, region: state.region, openedBy: "unit-opener", openedAt: state.openedAt,
                stage: state.stage, status: state.status)
            opened.assignments = state.assignments
            opened.judge = people[0]
            state = opened
        }

        func reads(_ principal: Principal) -> Bool {
            Access.mayRead(
                principal,
                Access.ReadFacts(
                    court: state.court, courtAncestors: above, region: state.region,
                    administrator: state.administrator, openedBy: state.openedBy, involvedUnits: units,
                    isSealed: state.sealedAt != nil, judges: state.judges))
        }

        /// What the principal may read now of all that was recorded.
        func shown(to principal: Principal) -> Set<Int> {
            guard reads(principal) else { return [] }
            let disclosure = Disclosure(to: principal, assignments: state.assignments.values)
            return Set(events.filter { disclosure.shows($0) }.map(\.number))
        }

        /// What the principal finds in the feed now.
        func feed(of principal: Principal) -> Set<Int> {
            guard let reader = FeedReader(principal) else { return [] }
            return shown(to: principal).intersection(index[reader] ?? [])
        }

        /// One act of one to three events, which may change who reads the matter.
        mutating func act(_ random: inout RandomWalkTests.Generator) throws {
            let before = state
            switch Int.random(in: 0..<30, using: &random) {
            case 0: state.administrator = firms.randomElement(using: &random)
            case 1: state.sealedAt = state.sealedAt == nil ? World.start : nil
            case 2:
                state.judge = people.randomElement(using: &random)
                state.panel = people.filter { _ in Bool.random(using: &random) }
            default: break
            }
            let number =
                Int.random(in: 0..<4, using: &random) == 0
                ? state.assignments.keys.sorted().randomElement(using: &random) : nil
            let authors = everybody(state).filter { $0.role != .auditor && $0.role != .operator && reads($0) }
            let author = MatterEvent.Author(authors.randomElement(using: &random)!)
            let count = Int.random(in: 1...3, using: &random)
            for offset in 0..<count {
                let event = MatterEvent(
                    number: events.count + 1, at: World.start, by: author,
                    body: number.map { .dutyAcknowledged(assignment: $0, note: nil) }
                        ?? .trackSet(SetTrack(track: .fast, reason: "示例")),
                    matterVersion: 1, assignment: number, assignmentVersion: number.map { _ in 1 })
                events.append(event)
                let delivery = FeedDelivery(of: event, before: before, after: state, isFirst: offset == 0)
                // As it travels to the sequencer.
                let stored = try JSONDecoder().decode(FeedDelivery.self, from: JSONEncoder().encode(delivery))
                #expect(stored == delivery)
                for reader in stored.restarts(courtsAbove: above) {
                    if case .unit(let unit) = reader, units.contains(unit) { continue }
                    index[reader]?.removeAll { $0 < event.number }
                    if reader == .court(state.court) { turn = event.number }
                }
                for reader in stored.receivers(courtsAbove: above) { index[reader, default: []].insert(event.number) }
            }
        }
    }

    @Test(arguments: UInt64(1)...12)
    func whatIsInAFeedHasBeenThereSinceItGotItsNumber(seed: UInt64) throws {
        var random = RandomWalkTests.Generator(state: seed)
        var life = try Life()
        let everybody = Self.everybody(life.state)
        /// For each reader, what has been out of the feed at some moment since it was numbered.
        var missed = everybody.map { _ in Set<Int>() }
        var wasSealed = false
        for _ in 0..<200 {
            let old = life.events.count
            try life.act(&random)
            wasSealed = wasSealed || life.state.sealedAt != nil
            for (place, principal) in everybody.enumerated() {
                let shown = life.shown(to: principal)
                let feed = life.feed(of: principal)
                #expect(feed.filter { $0 > old } == shown.filter { $0 > old }, "\(principal)")
                // Whoever has read on would never see it.
                #expect(feed.isDisjoint(with: missed[place]), "\(principal)")
                // Nothing is held back: what could be read all the time is there, but for a court after its seals.
                let since = principal.role == .judge ? life.turn : 0
                let constant = shown.subtracting(missed[place]).filter { $0 >= since }
                #expect(constant.isSubset(of: feed), "\(principal)")
                missed[place].formUnion(Set(1...life.events.count).subtracting(feed))
            }
        }
        #expect(wasSealed && life.turn > 0)
        #expect(everybody.contains { life.feed(of: $0).count > 20 })
    }

    /// What the index holds is, but for colleagues of a sealed matter's judges, what its readers are shown: so reading a
    /// feed costs what is read.
    @Test(arguments: UInt64(1)...5)
    func theIndexHoldsWhatIsShown(seed: UInt64) throws {
        var random = RandomWalkTests.Generator(state: seed)
        var life = try Life()
        for _ in 0..<300 { try life.act(&random) }
        for principal in Self.everybody(life.state) where life.reads(principal) {
            let reader = try #require(FeedReader(principal))
            #expect(life.index[reader] ?? [] == life.feed(of: principal), "\(principal)")
        }
        let readers = Set(Self.everybody(life.state).filter { life.reads($0) }.compactMap { FeedReader($0) })
        for (reader, items) in life.index where !readers.contains(reader) {
            #expect(items.isEmpty, "\(reader)")
        }
    }

    @Test func readersAreNamed() {
        #expect(FeedReader(Self.principal(.judge, World.court))?.text == "court:court-330602")
        #expect(FeedReader(Self.principal(.auditor, Self.body("c", .court, region: "33")))?.text == "region:33")
        #expect(FeedReader(Self.principal(.administrator, World.firm))?.text == "firm:firm-1")
        #expect(FeedReader(Self.principal(.agency, Self.body("u", .agencyUnit)))?.text == "unit:u")
        #expect(FeedReader(Self.principal(.operator, Self.body("o", .operator))) == nil)
        // Nobody is a judge of a tax office.
        #expect(FeedReader(Self.principal(.judge, Self.body("u", .agencyUnit))) == nil)
    }
}

extension Set {
    fileprivate mutating func removeAll(where isGone: (Element) -> Bool) { self = filter { !isGone($0) } }
}
