import MatterCore
import Postgres
import Testing

@testable import Casework

/// Answers to acts show an agency no more of the record than reading it does.
@Suite struct AnswerDisclosureTests {
    @Test func aStaleAgencyIsToldOnlyWhatItReads() async throws {
        try await inOffice { office in
            let (matter, unit) = try await Self.matterOfAUnit(office)
            let milestone = try #require(Office.workflow.content.milestones.first).id
            let late = Command.recordMilestone(RecordMilestone(milestone: milestone, on: "2026-03-02".date))
            let version = try #require(try await office.stored(matter)).version
            let judge = try await office.judge
            _ = try await office.act(.recordInstrument(office.instrument("acceptance_ruling")), matter, by: judge)
            for (person, missed) in [(unit, 0), (judge, 1)] {
                do {
                    _ = try await office.act(late, matter, by: person, expecting: version)
                    Issue.record("the instrument raised the version")
                } catch CaseworkError.stale(_, let staleness) {
                    #expect(staleness.current == version + 1)
                    #expect(staleness.since.count == missed)
                }
            }
        }
    }

    /// An act records what its author reads, today. The key's row is stretched over events of others, as an act would
    /// leave it that makes more happen than its author may know.
    @Test func aRepeatedAnswerShowsNoEventsOfOthers() async throws {
        try await inOffice { office in
            let (matter, unit) = try await Self.matterOfAUnit(office)
            let number = try #require(
                try await office.stored(matter)?.assignments.values.first { $0.unit == unit.organisation.id }?.number)
            let claim = office.claim()
            func act() async throws -> Outcome {
                try await office.casework.perform(
                    .duty(number, .acknowledge(Acknowledge())), on: matter, expecting: nil, by: unit,
                    idempotency: claim)
            }
            let first = try await act()
            #expect(first.events.map(\.body.kind) == ["duty_acknowledged"])
            try await office.execute(
                """
                update idempotency_key set outcome = jsonb_set(outcome::jsonb, '{firstEvent}', '1')
                where matter_id = \(matter) and person = \(unit.id)
                """)
            let again = try await act()
            let readable = try await office.casework.reading(as: .reader(unit)) { (db: borrowing Session) in
                try EventStore.newest(200, of: matter, where: "true", db).map(\.event)
            }
            #expect(again.isReplay)
            #expect(again.events.count < first.events[0].number && again.events.contains(first.events[0]))
            // A replay loads the one assignment of the act, so other duties of the unit stay out as well.
            #expect(again.events == readable.filter { $0.assignment == number })
        }
    }

    @Test func anOutcomeIsCutToWhatItsAuthorReads() async throws {
        try await inOffice { office in
            let (matter, unit) = try await Self.matterOfAUnit(office)
            let state = try #require(try await office.stored(matter))
            let events = try await office.events(matter)
            let outcome = Outcome(
                matter: matter, version: 1, assignment: nil, events: events, hashes: events.map { "hash \($0.number)" },
                isReplay: false)
            func shown(_ reader: Principal) -> Outcome {
                outcome.shown(by: Disclosure(to: reader, assignments: state.assignments.values))
            }
            let readable = try await office.casework.reading(as: .reader(unit)) { (db: borrowing Session) in
                try EventStore.newest(200, of: matter, where: "true", db).map(\.event)
            }
            #expect(!readable.isEmpty && readable.count < outcome.events.count)
            // The same rule as row-level security.
            #expect(shown(unit).events == readable)
            #expect(shown(unit).hashes == readable.map { "hash \($0.number)" })
            #expect(shown(try await office.judge) == outcome)
        }
    }

    private static func matterOfAUnit(_ office: Office) async throws -> (Int64, Principal) {
        let matter = try await office.takeover()
        let duties = try #require(try await office.stored(matter)?.assignments.values)
        return (matter, try await office.unit(try #require(duties.min { $0.number < $1.number })))
    }
}
