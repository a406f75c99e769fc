import Foundation
import Ledger
import MatterCore
import Postgres
import Testing

@testable import Casework

/// What is shown is on record first: who, which matters, why.
@Suite struct AccessLogTests {
    @Test func aDisclosureNamesTheDutiesAndTheirLegalBasis() async throws {
        try await inOffice { office in
            let matter = try await office.takeover()
            let state = try #require(try await office.stored(matter))
            let duty = try #require(state.assignments.values.sorted { $0.number < $1.number }.first)
            let unit = try await office.unit(duty)
            _ = try await office.casework.duty(duty.number, of: matter, by: unit)
            let entry = try #require(try await office.entries("kind = 'disclosure'").first)
            #expect(entry.subject == "getAssignment" && entry.matters == [matter])
            #expect(entry.personID == unit.id && entry.organisation == unit.organisation.id)
            let rule = try #require(Office.workflow.duty(duty.duty)).discloses
            let basis = rule.basis
            #expect(!rule.codes.isEmpty)
            let workflow = "\(state.workflow.id)/\(state.workflow.version)"
            #expect(entry.ground == "\(basis.article) (\(basis.lawVersion), \(basis.provenance.rawValue))")
            #expect(
                entry.detail == [
                    "shown": .array([
                        .object([
                            "matter": .integer(matter), "workflow": .text(workflow),
                            "duties": .array([
                                .object([
                                    "assignment": .integer(Int64(duty.number)), "duty": .text(duty.duty.rawValue),
                                ])
                            ]),
                        ])
                    ]),
                    "grounds": .array([
                        .object([
                            "article": .text(basis.article), "lawVersion": .text(basis.lawVersion),
                            "provenance": .text(basis.provenance.rawValue), "workflow": .text(workflow),
                            "duty": .text(duty.duty.rawValue), "fields": .array(rule.codes.map { .text($0) }),
                        ])
                    ]),
                ])
            // It is in the ledger like everything else, and names the matter where people ask for it.
            #expect(
                try await office.scalar(
                    "select count(*) from ledger_pending where hash = \(entry.hash.hex)", as: Int.self) == 1)
            #expect(
                try await office.scalar(
                    "select count(*) from access_entry_matter where matter_id = \(matter)", as: Int.self) == 1)
        }
    }

    /// A page of many matters is one entry that names them all, and an empty one none.
    @Test func aPageIsOneEntryThatNamesAllItsMatters() async throws {
        try await inOffice { office in
            var matters: [Int64] = []
            for _ in 0..<3 { matters.append(try await office.takeover()) }
            let state = try #require(try await office.stored(matters[0]))
            let unit = try await office.unit(try #require(state.assignments[1]))
            let first = try await office.casework.matters(MatterFilter(), page: PageRequest(size: 2), by: unit)
            #expect(first.items.count == 2)
            var entries = try await office.entries("kind = 'disclosure'")
            #expect(entries.map(\.matters) == [first.items.map(\.id).sorted()])
            #expect(entries.first?.subject == "listMatters")
            let inbox = try await office.casework.inbox(.new, page: PageRequest(size: 200), by: unit)
            entries = try await office.entries("subject = 'getInbox'")
            #expect(entries.map(\.matters) == [matters.sorted()])
            guard case .array(let shown)? = entries.first?.detail["shown"] else {
                throw CaseworkError.failed("no detail")
            }
            let duties = shown.reduce(0) { sum, matter in
                guard case .object(let members) = matter, case .array(let duties)? = members["duties"] else {
                    return sum
                }
                return sum + duties.count
            }
            #expect(duties == inbox.page.items.count && duties >= 3)
            _ = try await office.casework.inbox(.done, page: PageRequest(size: 200), by: unit)
            #expect(try await office.entries("subject = 'getInbox'").count == 1)
        }
    }

    /// The court and the administrator in office look; that costs no write of its own, and looking again in the same
    /// minute makes no row.
    @Test func viewsOfOneMinuteAreCountedTogether() async throws {
        try await inOffice { office in
            let matter = try await office.takeover()
            let judge = try await office.judge
            for _ in 0..<3 { _ = try await office.casework.matter(matter, by: judge) }
            _ = try await office.casework.matter(matter, by: try await office.administrator)
            try await office.casework.flushAccessLog()
            #expect(try await office.entries("kind = 'view'").map(\.occurrences) == [1, 1])
            office.clock.advance(seconds: 60)
            try await office.casework.flushAccessLog()
            let entries = try await office.entries("kind = 'view'")
            #expect(entries.map(\.occurrences) == [1, 1, 2])
            #expect(entries.allSatisfy { $0.matters == [matter] && $0.subject == "getMatter" })
            #expect(entries.map(\.role) == [.judge, .administrator, .judge])
        }
    }

    @Test func aViewCostsNoTripAndADisclosureOneWrite() async throws {
        try await inOffice { office in
            let matter = try await office.takeover()
            let state = try #require(try await office.stored(matter))
            let unit = try await office.unit(try #require(state.assignments[1]))
            let judge = try await office.judge
            func cost(_ principal: Principal) async throws -> (trips: Int, leases: Int) {
                let before = office.database.statistics.leases
                let (_, cost) = try await Database.measuringCost {
                    _ = try await office.casework.matter(matter, by: principal)
                }
                return (cost.roundTrips, office.database.statistics.leases - before)
            }
            let view = try await cost(judge)
            let disclosure = try await cost(unit)
            #expect(view == (3, 1))
            #expect(disclosure == (4, 2))
        }
    }

    /// What cannot be put on record does not leave: not for a disclosure, and not for a view once too many wait.
    @Test func withoutTheLogNothingIsDisclosed() async throws {
        try await inOffice { office in
            let matter = try await office.takeover()
            let state = try #require(try await office.stored(matter))
            let unit = try await office.unit(try #require(state.assignments[1]))
            let auditor = try await office.principal(.auditor, "COURT-33")
            let judge = try await office.judge
            try await office.owner.script("revoke insert on access_entry from onematter_app")
            for principal in [unit, auditor] {
                do {
                    _ = try await office.casework.matter(matter, by: principal)
                    Issue.record("\(principal.role) was shown what is not on record")
                } catch { guard case CaseworkError.unrecorded = error else { throw error } }
            }
            #expect(try await office.entries("true").filter { $0.kind == .disclosure }.isEmpty)
            // Views are kept until they can be written.
            _ = try await office.casework.matter(matter, by: judge)
            await #expect(throws: CaseworkError.self) { try await office.casework.flushAccessLog() }
            try await office.owner.script("grant insert on access_entry to onematter_app")
            _ = try await office.casework.matter(matter, by: unit)
            #expect(try await office.entries("kind in ('view', 'disclosure')").map(\.kind) == [.view, .disclosure])
        }
    }

    @Test func aViewThatCannotEvenBeKeptIsNotGiven() async throws {
        try await inOffice { office in
            let matter = try await office.takeover()
            let judge = try await office.judge
            let many = (0..<AccessWriter.largestBacklog).map { number in
                AccessEntry(.view, at: office.clock.now, by: judge, subject: "\(number)")
            }
            #expect(office.casework.logLater(many))
            do {
                _ = try await office.casework.matter(matter, by: judge)
                Issue.record("a view was given that is not on record")
            } catch { guard case CaseworkError.unrecorded = error else { throw error } }
            #expect(office.casework.accessLogState == (AccessWriter.largestBacklog, 1))
            try await office.casework.flushAccessLog()
            _ = try await office.casework.matter(matter, by: judge)
            #expect(
                try await office.scalar("select count(*) from access_entry where kind = 'view'", as: Int.self)
                    == many.count)
        }
    }

    /// An answer that is given once more, and what a late act has missed, are looks at the record.
    @Test func repeatedAnswersAndMissedChangesCount() async throws {
        try await inOffice { office in
            let matter = try await office.takeover()
            let state = try #require(try await office.stored(matter))
            let duty = try #require(state.assignments[1])
            let unit = try await office.unit(duty)
            let key = office.claim("once")
            func acknowledge(expecting: Int?) async throws -> Outcome {
                try await office.casework.perform(
                    .duty(1, .acknowledge(Acknowledge())), on: matter, expecting: expecting, by: unit, idempotency: key)
            }
            _ = try await acknowledge(expecting: duty.version)
            #expect(try await office.entries("kind = 'disclosure'").isEmpty)
            #expect(try await acknowledge(expecting: duty.version).isReplay)
            await #expect(throws: CaseworkError.self) {
                try await office.act(.duty(1, .start(StartDuty())), matter, by: unit, expecting: duty.version)
            }
            let entries = try await office.entries("kind = 'disclosure'")
            #expect(entries.map(\.subject) == ["replay", "changes"])
            #expect(entries.allSatisfy { $0.matters == [matter] && $0.ground?.isEmpty == false })
            let opening = try GroundOfAccess.opening(Office.workflow).article
            #expect(try #require(entries.first).ground?.hasPrefix(opening) == false)
        }
    }

    @Test func whoIsToldOfTheOpenMatterOfADebtorIsOnRecord() async throws {
        try await inOffice { office in
            let code = office.creditCode()
            let judge = try await office.judge
            let opening = OpenMatter(origin: "watch_list", debtorName: "示例", creditCode: code)
            let first = try await office.casework.open(opening, by: judge, idempotency: office.claim())
            let other = try await office.principal(.judge, "COURT-330602")
            await #expect(throws: CaseworkError.self) {
                try await office.casework.open(opening, by: other, idempotency: office.claim())
            }
            let entries = try await office.entries("kind = 'disclosure'")
            #expect(entries.map(\.matters) == [[first.matter]] && entries.map(\.subject) == ["openMatter"])
            #expect(entries.first?.organisation == "COURT-330602")
        }
    }

    /// No read path forgets the log: only these files may read as somebody, and each says why it may.
    @Test func onlyOneFunctionReadsAsSomebody() throws {
        let allowed = [
            "Casework+Showing.swift",  // the one way
            "Casework+Visibility.swift",  // before an upload: nothing is shown
            "Casework+Export.swift",  // has an entry with the digest of what left
        ]
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.allObjects ?? []
        let readers = try files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }.filter {
            try String(contentsOf: $0, encoding: .utf8).contains(#/(as: |Scope)\.reader\(/#)
        }.map(\.lastPathComponent)
        #expect(Set(readers) == Set(allowed))
    }
}

extension Office {
    /// Entries of the log as they are stored, oldest first.
    func entries(_ condition: String) async throws -> [AccessRow] {
        try await casework.reading(as: .service) { (db: borrowing Session) in
            try db.query(AccessRow.select("where \(raw: condition) order by id")).map { try $0.json(AccessRow.self) }
        }
    }
}

/// What was configured is on record with digests.
@Suite struct ConfigurationRecordTests {
    @Test func aDefinitionIsOnRecordWhenItIsPublished() async throws {
        try await inOffice { office in
            let entries = try await office.entries("subject like 'definition %'")
            let content = Office.workflow.content
            #expect(entries.map(\.subject) == ["definition \(content.id)/\(content.version) published"])
            let digest = try await office.scalar("select digest from workflow_version limit 1", as: String.self)
            #expect(entries.first?.detail == ["after": .text(digest)] && entries.first?.kind == .configurationChange)
            // Starting once more publishes nothing.
            try await office.casework.start()
            #expect(try await office.entries("subject like 'definition %'").count == 1)
        }
    }

    /// What is changed about people carries the digests of the row before and after: each change begins where the last
    /// one ended.
    @Test func changesOfPeopleAndPostsCarryBothDigests() async throws {
        try await inOffice { office in
            let `operator` = try await office.signIn("operator").state
            let judge = try await office.signIn("judge-330603").state
            for isDisabled in [true, false, true] {
                try await office.casework.setDisabled(
                    isDisabled, person: "sample-firm-c", reason: "示例", by: `operator`, from: .unknown)
            }
            let people = try await office.entries("subject like '%abled sample-firm-c'").map(\.detail)
            try #require(people.count == 3)
            #expect(people.allSatisfy { $0["before"] != nil && $0["after"] != nil && $0["before"] != $0["after"] })
            #expect(people[1]["before"] == people[0]["after"] && people[2]["before"] == people[1]["after"])
            #expect(people[1]["after"] == people[0]["before"])

            let post = try #require(judge.post)
            try await office.casework.endPost(post, reason: "调离", by: `operator`, from: .unknown)
            let ended = try #require(try await office.entries("subject = 'post \(post) ended'").first).detail
            #expect(ended["before"] != nil && ended["after"] != nil && ended["before"] != ended["after"])
        }
    }

    @Test func settingsAreOnRecordWhenTheyDiffer() async throws {
        try await inOffice { office in
            let settings: [String: JSONValue] = ["accessLogDays": .integer(184), "ledgerKey": .text("a")]
            try await office.casework.recordSettings(settings)
            try await office.casework.recordSettings(settings)
            var changed = settings
            changed["ledgerKey"] = .text("b")
            try await office.casework.recordSettings(changed)
            let entries = try await office.entries("subject = 'settings of the server'")
            try #require(entries.count == 2)
            #expect(entries[0].detail["before"] == nil && entries[0].detail["ledgerKey"] == .text("a"))
            #expect(entries[1].detail["before"] == entries[0].detail["after"])
            #expect(entries[1].detail["ledgerKey"] == .text("b"))
        }
    }

    @Test func forgettingTakesTheOldOnesBatchByBatchAndTheirMatters() async throws {
        try await inOffice { office in
            let matter = try await office.takeover()
            let judge = try await office.judge
            let young = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
            let old = young.adding(seconds: -200 * 86_400)
            func entry(_ at: Instant) -> AccessEntry {
                AccessEntry(.view, at: at, by: judge, subject: "getMatter", matters: [matter])
            }
            let many = Casework.largestForgetting + 7
            try await office.casework.log(Array(repeating: entry(old), count: many) + [entry(young)])
            await #expect(throws: CaseworkError.self) {
                try await office.casework.forgetAccessEntries(olderThanDays: 183)
            }
            let others = try await office.entries("at < now() - interval '184 days' and kind <> 'view'").count
            #expect(try await office.casework.forgetAccessEntries(olderThanDays: 184) == many + others)
            #expect(try await office.entries("kind = 'view'").map(\.at.instant) == [young])
            #expect(try await office.scalar("select count(*) from access_entry_matter", as: Int.self) == 1)
            // Their hashes stay.
            let kept = try await office.scalar(
                "select count(*) from ledger_pending where entry is not null", as: Int.self)
            #expect(kept > many)
        }
    }
}
