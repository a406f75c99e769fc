import Ledger
import MatterCore
import Postgres
import Testing

@testable import Casework

/// "Not yours" and "not there" cost the same trips and statements, and reads the same rows: nothing is to be learned from
/// the time of an answer. (An act locks and loads its matter before the core decides who may do it, so rows differ there.)
@Suite struct QueryShapeTests {
    private typealias Ask = @Sendable (_ matter: Int64, _ number: Int) async throws -> Void

    @Test func hiddenAndAbsentAreAskedAlike() async throws {
        try await inOffice(poolSize: 1) { office in
            let matter = try await office.takeover()
            let absent: Int64 = 999_999
            let casework = office.casework
            let key = try LedgerKey.random()
            let state = try #require(try await office.stored(matter))
            let units = state.assignments.values.map(\.unit)
            let unit = try await office.principal(.agency, try #require(units.first))
            let others = try #require(state.assignments.values.first { $0.unit != unit.organisation.id })
            let command = Command.setTrack(SetTrack(track: .fast, reason: "快"))
            func asks(_ principal: Principal) -> [(String, Ask)] {
                [
                    ("matter", { matter, _ in _ = try await casework.matter(matter, by: principal) }),
                    ("duties", { matter, _ in _ = try await casework.duties(of: matter, by: principal) }),
                    ("duty", { matter, number in _ = try await casework.duty(number, of: matter, by: principal) }),
                    (
                        "clock",
                        { matter, number in _ = try await casework.dutyClock(number, of: matter, by: principal) }
                    ),
                    (
                        "history",
                        { matter, _ in
                            _ = try await casework.history(of: matter, page: PageRequest(), by: principal)
                        }
                    ),
                    (
                        "forecast", { matter, _ in _ = try await casework.forecast(of: matter, seed: 1, by: principal) }
                    ),
                    ("moves", { matter, _ in _ = try await casework.nextMoves(of: matter, by: principal) }),
                    (
                        "attachment",
                        { matter, number in _ = try await casework.attachment(number, of: matter, by: principal) }
                    ),
                    (
                        "receipt",
                        { matter, number in _ = try await casework.receipt(of: number, in: matter, by: principal) }
                    ),
                    ("export", { matter, _ in _ = try await casework.export(matter, by: principal, key: key) }),
                    ("act", { matter, _ in _ = try await office.act(command, matter, by: principal) }),
                    (
                        "duty act",
                        { matter, number in
                            _ = try await office.act(.duty(number, .acknowledge(Acknowledge())), matter, by: principal)
                        }
                    ),
                ]
            }
            // Strangers to the matter.
            for (role, organisation) in [
                (Role.judge, "COURT-330602"), (.administrator, "FIRM-B"), (.agency, "TAX-330602"),
                (.auditor, "COURT-330602"), (.operator, "OPERATOR"),
            ] {
                let stranger = try await office.principal(role, OrganisationID(organisation))
                for (name, ask) in asks(stranger) {
                    try await expectAlike("\(name) of \(role)", ask, hidden: (matter, 1), absent: (absent, 1))
                }
            }
            // Parts that belong to another unit, in a matter that the unit reads.
            for (name, ask) in asks(unit) where ["duty", "clock", "receipt"].contains(name) {
                try await expectAlike(
                    "\(name) of a unit", ask, hidden: (matter, name == "receipt" ? 1 : others.number),
                    absent: (matter, 9_999))
            }
        }
    }

    private func expectAlike(
        _ name: String, _ ask: Ask, hidden: (matter: Int64, number: Int), absent: (matter: Int64, number: Int)
    ) async throws {
        func cost(_ place: (matter: Int64, number: Int)) async throws -> (cost: Cost, refusal: Refusal?) {
            var refusal: Refusal?
            let (_, cost) = try await Database.measuringCost {
                do {
                    try await ask(place.matter, place.number)
                } catch CaseworkError.refused(let reason) {
                    refusal = reason
                }
            }
            return (cost, refusal)
        }
        // Statements are prepared first.
        _ = try await cost(hidden)
        let one = try await cost(hidden)
        let other = try await cost(absent)
        #expect(one.refusal != nil && one.refusal == other.refusal, "\(name)")
        #expect(one.cost.roundTrips == other.cost.roundTrips, "\(name)")
        #expect(one.cost.statements == other.cost.statements, "\(name)")
        if !name.contains("act") { #expect(one.cost.rows == other.cost.rows, "\(name)") }
    }
}
