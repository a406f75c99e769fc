import Ledger
import MatterCore
import Postgres
import TestCluster
import Testing

@testable import Casework

/// Everybody finds the same numbers, whenever they read and in whatever steps.
@Suite struct FeedTests {
    /// A transaction that began first and ends last is in nobody's way, and nobody misses it.
    @Test func whatCommitsOutOfOrderIsMissedByNobody() async throws {
        try await inOffice { office in
            let sequencer = Sequencer(office.casework, key: try LedgerKey.random())
            let judge = try await office.judge
            let slow = try await office.watched()
            try await sequencer.sequence()
            var follower = Follower(judge)
            try await follower.read(office)
            // The matter is locked, so an act on it waits with the number that it has drawn; others commit meanwhile.
            let (begun, hasBegun) = AsyncStream<Void>.makeStream()
            let gate = Turnstile()
            let early = Database(DatabaseConfiguration(connectionString: office.testDatabase.connectionString))
            let late = Task {
                try await early.write { (db: borrowing Session) in
                    _ = try db.query(
                        """
                        with drawn as (
                            insert into matter_event (matter_id, number, at, author_id, author_name, author_role,
                                author_organisation, origin, kind, body, matter_version, workflow, changes, previous, hash)
                            select matter_id, number + 1, at, author_id, author_name, author_role, author_organisation,
                                origin, kind, body, matter_version, workflow, changes, hash, hash
                            from matter_event where matter_id = \(slow) order by number desc limit 1
                            returning matter_id, number, hash)
                        insert into ledger_pending (matter_id, number, hash, feed)
                        select matter_id, number, hash, \(Self.delivery)::jsonb from drawn
                        """)
                    hasBegun.yield()
                    gate.wait()
                }
            }
            for await _ in begun.prefix(1) {}
            for _ in 0..<3 {
                _ = try await office.watched()
                try await sequencer.sequence()
                try await follower.read(office)
            }
            let before = follower.numbers.count
            gate.open()
            try await late.value
            _ = try await office.watched()
            try await sequencer.sequence()
            try await follower.read(office)
            #expect(follower.numbers.count > before + 1)
            #expect(follower.events.contains("\(slow)/\(try await office.events(slow).count)"))
            // Whoever begins from the start finds the same, in steps of any size.
            for limit in [1, 2, 3, 1_000] {
                var other = Follower(judge, limit: limit)
                try await other.read(office)
                #expect(other.numbers == follower.numbers && other.events == follower.events)
            }
            await early.shutdown()
        }
    }

    private static let delivery = #"{"court":"COURT-330603","region":"330603","units":[],"isSealed":false}"#

    /// Who comes to a matter receives what happens from then on; who loses it loses its items, and does not get them back
    /// behind the numbers that were read meanwhile.
    @Test func nothingAppearsBehindAReader() async throws {
        try await inOffice { office in
            let sequencer = Sequencer(office.casework, key: try LedgerKey.random())
            let judge = try await office.principal(.judge, "COURT-330603", "judge-1")
            let colleague = try await office.principal(.judge, "COURT-330603", "judge-2")
            let higher = try await office.principal(.judge, "COURT-3306")
            let auditor = try await office.principal(.auditor, "OFFICE-3306")
            let (firmA, firmB) = (try await office.administrator, try await office.principal(.administrator, "FIRM-B"))
            let readers = [judge, colleague, higher, auditor, firmA, firmB]
            // Some read after every act, some after every third; at the end nobody lacks what the others find.
            var followers = readers.map { Follower($0) }
            var lazy = readers.map { Follower($0, limit: 2) }
            let (matter, busy) = (try await office.takeover(), try await office.takeover(firm: "FIRM-C"))
            _ = try await office.act(.assignJudge(AssignJudge(judge: judge.person, panel: [])), matter, by: judge)
            let replacement = office.instrument("administrator_replacement_decision")
            func appoint(_ firm: OrganisationID, _ instrument: Int) -> Command {
                .appointAdministrator(
                    AppointAdministrator(administrator: firm, personInCharge: "示例", instrument: instrument))
            }
            let reason = GiveReason(reason: "示例")
            let acts: [Command] = [
                .setTrack(SetTrack(track: .fast, reason: "示例")), .sealMatter(reason),
                .setTrack(SetTrack(track: .ordinary, reason: "示例")),
                .assignJudge(AssignJudge(judge: judge.person, panel: [colleague.person])),
                .recordInstrument(replacement), appoint("FIRM-B", 3), .recordInstrument(replacement),
                appoint("FIRM-A", 4), .unsealMatter(reason), .setTrack(SetTrack(track: .fast, reason: "示例")),
            ]
            for (step, act) in acts.enumerated() {
                _ = try await office.act(act, matter, by: judge)
                try await sequencer.sequence()
                // Something else goes on, so that numbers are passed.
                _ = try await office.act(
                    .recordInstrument(replacement), busy, by: judge)
                try await sequencer.sequence()
                for place in followers.indices { try await followers[place].read(office) }
                guard step % 3 == 1 || step == acts.count - 1 else { continue }
                for place in lazy.indices { try await lazy[place].read(office) }
            }
            let all = try await office.positions(matter)
            let at = { (kind: String, last: Bool) -> Int in
                let found = all.filter { $0.kind == kind }
                return (last ? found.last : found.first)?.position ?? -1
            }
            let since = [
                "judge-1 COURT-330603": at("matter_unsealed", true),
                "judge-2 COURT-330603": at("matter_unsealed", true),
                "judge-1 COURT-3306": at("matter_unsealed", true),
                "auditor-1 OFFICE-3306": at("matter_unsealed", true),
                "administrator-1 FIRM-A": at("administrator_appointed", true), "administrator-1 FIRM-B": Int.max,
            ]
            for (place, reader) in readers.enumerated() {
                var fresh = Follower(reader, limit: 3)
                try await fresh.read(office)
                let name = "\(reader.id) \(reader.organisation.id)"
                let expected = all.filter { $0.position >= since[name]! }.map(\.position)
                #expect(fresh.numbers(of: matter) == expected, "\(name)")
                for follower in [followers[place], lazy[place]] {
                    #expect(Set(fresh.numbers).isSubset(of: follower.numbers), "\(name)")
                }
                let others = Set(fresh.numbers).subtracting(fresh.numbers(of: matter))
                #expect(others.isEmpty == (reader.role == .administrator))
            }
            // While they were in office they were told.
            #expect(followers[5].numbers(of: matter).count == 2)
            #expect(followers[4].numbers(of: matter).contains(at("track_set", false)))
        }
    }

    /// A unit that opened a matter and owes nothing there loses its own acts with the seal; one that owes something keeps
    /// what it had.
    @Test func aSealTakesTheOpenersItems() async throws {
        try await inOffice { office in
            let sequencer = Sequencer(office.casework, key: try LedgerKey.random())
            let opener = try await office.principal(.agency, "PBC-3306")
            let matter = try await office.casework.open(
                OpenMatter(
                    origin: "watch_list", debtorName: "示例", creditCode: office.creditCode(), court: "COURT-330603"),
                by: opener, idempotency: office.claim()
            ).matter
            let judge = try await office.principal(.judge, "COURT-330603", "judge-1")
            let state = try #require(try await office.stored(matter))
            #expect(!state.assignments.values.contains { $0.unit == opener.organisation.id })
            try await sequencer.sequence()
            let owing = try await state.assignments.values.first.asyncMap { try await office.unit($0) }
            var before = Follower(opener)
            try await before.read(office)
            #expect(!before.numbers.isEmpty)
            var kept = try #require(owing.map { Follower($0) })
            try await kept.read(office)
            _ = try await office.act(.assignJudge(AssignJudge(judge: judge.person, panel: [])), matter, by: judge)
            for command: Command in [.sealMatter(GiveReason(reason: "示例")), .unsealMatter(GiveReason(reason: "示例"))] {
                _ = try await office.act(command, matter, by: judge)
                try await sequencer.sequence()
                var after = Follower(opener)
                try await after.read(office)
                #expect(after.numbers == [])
                var still = Follower(kept.principal)
                try await still.read(office)
                #expect(still.numbers == kept.numbers && !kept.numbers.isEmpty)
            }
        }
    }

    @Test func refusesWhatCannotBe() async throws {
        try await inOffice { office in
            let judge = try await office.judge
            let empty = try await office.casework.feed(after: nil, by: judge)
            #expect(empty.items == [] && empty.through == nil && !empty.hasMore)
            _ = try await office.watched()
            try await Sequencer(office.casework, key: try LedgerKey.random()).sequence()
            let size = office.casework.news.size
            let last = try await office.casework.feed(after: size - 1, by: judge)
            #expect(last.items == [] && last.through == size - 1)
            for (after, limit) in [(size, 1), (Int.max, 1), (nil, 0), (nil, 1_001)] as [(Int?, Int)] {
                await #expect(throws: CaseworkError.self) {
                    try await office.casework.feed(after: after, limit: limit, by: judge)
                }
            }
            let nobody = try await office.casework.feed(after: nil, by: office.principal(.operator, "OPERATOR"))
            #expect(nobody.items == [])
        }
    }

    /// Who was away for long reads on from the last number, and each page costs what it holds, wherever it begins and
    /// however much stands in the ledger.
    @Test func aPageCostsWhatItHolds() async throws {
        try await inOffice(poolSize: 1) { office in
            let matter = try await office.takeover()
            let unit = try await office.unit(try #require(try await office.stored(matter)?.assignments[1]))
            _ = try await office.act(.duty(1, .acknowledge(Acknowledge())), matter, by: unit)
            let sequencer = Sequencer(office.casework, key: try LedgerKey.random())
            try await sequencer.sequence()
            let start = office.casework.news.size
            try await office.grow(matter, by: 100_000)
            // Others have nothing of it, and are told so at once.
            var other = Follower(try await office.principal(.administrator, "FIRM-B"))
            try await other.read(office)
            #expect(other.numbers == [])
            let readers = try await [
                office.judge, office.administrator, office.principal(.judge, "COURT-33"),
                office.principal(.auditor, "OFFICE-3306"), unit,
            ]
            for reader in readers {
                let started = ContinuousClock.now
                let page = try await office.casework.feed(after: start + 90_000, limit: 1_000, by: reader)
                print("feed of \(reader.role.rawValue): \(page.items.count) items in \(ContinuousClock.now - started)")
                #expect(page.items.map(\.number) == Array(start + 90_001...start + 91_000))
                #expect(page.items.first?.previous == start + 90_000)
                for after in [start, start + 50_000, office.casework.news.size - 20] {
                    let before = try await CostTests.rowsRead(office)
                    let page = try await office.casework.feed(after: after, limit: 10, by: reader)
                    let read = try await CostTests.rowsRead(office).merging(before) { $0 - $1 }
                    #expect(page.items.count == 10)
                    for table in ["matter_event", "feed_item"] {
                        #expect((1..<40).contains(read[table] ?? 0), "\(reader.role) \(read)")
                    }
                }
            }
        }
    }
}

/// Someone who reads on from the last number, as clients do, and checks that nothing is missing between.
struct Follower {
    let principal: Principal
    let limit: Int
    private(set) var numbers: [Int] = []
    private(set) var events: [String] = []
    private var matters: [Int64] = []

    init(_ principal: Principal, limit: Int = 100) {
        self.principal = principal
        self.limit = limit
    }

    func numbers(of matter: Int64) -> [Int] { zip(numbers, matters).filter { $0.1 == matter }.map(\.0) }

    /// Reads to the end.
    mutating func read(_ office: Office, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        try await read(office.casework, sourceLocation: sourceLocation)
    }

    mutating func read(_ casework: Casework, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        while true {
            let page = try await casework.feed(after: numbers.last, limit: limit, by: principal)
            #expect(page.items.count <= limit, sourceLocation: sourceLocation)
            for item in page.items {
                // The one before is held already, or it was taken out since; never one that was not received.
                #expect(item.previous ?? -1 <= numbers.last ?? -1, "a gap", sourceLocation: sourceLocation)
                #expect(item.number > numbers.last ?? -1, sourceLocation: sourceLocation)
                numbers.append(item.number)
                events.append("\(item.matter)/\(item.event.number)")
                matters.append(item.matter)
            }
            guard page.hasMore else { return }
        }
    }
}

extension Office {
    /// Places and kinds of a matter's events.
    func positions(_ matter: Int64) async throws -> [(position: Int, kind: String)] {
        try await owner.read { (db: borrowing Session) in
            try db.query(
                """
                select position, kind from ledger_leaf join matter_event using (matter_id, number)
                where matter_id = \(matter) order by position
                """
            ).map { (try $0.next(Int.self), try $0.next(String.self)) }
        }
    }

    /// Repeats the newest event of duty 1, with places in the ledger and in everybody's feed, as if so many had been
    /// sequenced.
    func grow(_ matter: Int64, by count: Int) async throws {
        let size = casework.news.size
        try await owner.script(
            """
            create temporary table last on commit drop as
                select * from matter_event where matter_id = \(matter) and assignment = 1 order by number desc limit 1;
            insert into matter_event (matter_id, number, at, author_id, author_name, author_role, author_organisation,
                origin, kind, body, matter_version, assignment, assignment_version, workflow, changes, previous, hash)
            select matter_id, 1000 + n, at, author_id, author_name, author_role, author_organisation, origin, kind, body,
                matter_version, assignment, assignment_version, workflow, changes, hash, hash
            from last, generate_series(0, \(count - 1)) as n;
            insert into ledger_leaf (position, matter_id, number, hash)
            select \(size) + n, matter_id, 1000 + n, hash from last, generate_series(0, \(count - 1)) as n;
            insert into feed_item (reader, position, matter_id, number)
            select reader, \(size) + n, last.matter_id, 1000 + n
            from last, generate_series(0, \(count - 1)) as n,
                (select distinct reader from feed_item join last as one on feed_item.matter_id = one.matter_id
                    and feed_item.number = one.number) as readers;
            insert into ledger_checkpoint (size, root, at, key, signature)
            select size + \(count), root, at, key, signature from ledger_checkpoint order by size desc limit 1;
            analyze
            """)
        casework.news.publish(LedgerGrowth(size: size + count, readers: nil))
    }
}

extension Optional {
    fileprivate func asyncMap<T>(_ body: (Wrapped) async throws -> T) async rethrows -> T? {
        if let self { try await body(self) } else { nil }
    }
}
