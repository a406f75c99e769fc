import Ledger
import MatterCore
import Testing

@testable import HTTPAPI

/// Receipts and exports show what the access rule allows, and nothing else.
@Suite(.serialized) struct ProofAuthorisationTests {
    @Test(.timeLimit(.minutes(5))) func receiptsAndExportsHoldWhatTheRuleAllows() async throws {
        try await atSite { site in
            let started = ContinuousClock.now
            let matters = try await SeededMatters(site, count: 6, seed: 1_912)
            try await site.sequence()
            let oracle = ReadOracle(matters.organisations)
            let tally = Tally()
            try await AuthorisationTests.everybody(site, matters) { principal, person, random in
                for state in matters.states {
                    let reads = oracle.reads(principal, state)
                    let path = "/v1/matters/\(state.id)"
                    let export = try await person.ask("\(path)/export")
                    let status = reads ? (principal.role == .agency ? 403 : 200) : 404
                    tally.compare("\(principal.id) export \(state.id)", ["\(export.status)"], ["\(status)"])
                    if export.status == 200 {
                        let report = ExportVerifier.verify(export.body, Expectations(key: site.ledgerKey.publicKey.id))
                        let found = [report.ok ? "\(report.matter ?? 0) \(report.events)" : "\(report.findings)"]
                        tally.compare("\(principal.id) exports", found, ["\(state.id) \(state.eventCount)"])
                    }
                    let shown = Set(oracle.events(principal, state, matters.events[state.id] ?? []))
                    let isUnit = reads && principal.role == .agency
                    let numbers =
                        isUnit ? Array(1...state.eventCount) : [Int.random(in: 1...state.eventCount, using: &random)]
                    for number in numbers {
                        let question = Question(
                            route: "receipt", path: "\(path)/events/\(number)/receipt",
                            absent: reads ? "\(path)/events/99999/receipt" : "/v1/matters/999999/events/1/receipt",
                            isAllowed: reads && shown.contains(number))
                        let answer = try await person.ask(question.path)
                        tally.count(question, answer)
                        guard !question.isAllowed else { continue }
                        let absent = try await tally.absent(question, person)
                        if answer.withoutInstance != absent { tally.miss("\(principal.id) \(question.path)") }
                    }
                }
            }
            tally.report("receipts and exports", since: started)
            #expect(tally.shown("receipt") > 50 && tally.hidden("receipt") > 50)
        }
    }
}
