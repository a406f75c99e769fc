import Foundation
import MatterCore
import Postgres
import Testing

@testable import Casework

/// Input that only someone with bad intent or a broken program sends: refused, never a fault of ours.
@Suite struct MisuseTests {
    @Test func aCursorThatWasTamperedWithIsRefused() async throws {
        try await inOffice { office in
            let judge = try await office.judge
            let matter = try await office.takeover()
            for _ in 0..<2 { _ = try await office.watched() }
            let unit = try await office.unit(try #require(try await office.stored(matter)?.assignments[1]))
            for order in MatterFilter.Order.allCases {
                let filter = MatterFilter(order: order)
                let first = try await office.casework.matters(filter, page: PageRequest(size: 1), by: judge)
                for cursor in try forged(first.next) where !(order == .debtorName && cursor.key == "never") {
                    let met = await refusal {
                        try await office.casework.matters(
                            filter, page: PageRequest(size: 1, cursor: cursor.text), by: judge)
                    }
                    #expect(met?.code == "bad-cursor", "\(order) \(cursor.key)")
                }
            }
            let inbox = try await office.casework.inbox(.new, page: PageRequest(size: 1), by: unit)
            for cursor in try forged(inbox.page.next) {
                let met = await refusal {
                    try await office.casework.inbox(.new, page: PageRequest(size: 1, cursor: cursor.text), by: unit)
                }
                #expect(met?.code == "bad-cursor")
            }
            let history = try await office.casework.history(of: matter, page: PageRequest(size: 1), by: judge)
            for cursor in try forged(history.next) where cursor.key == "ids" {
                let met = await refusal {
                    try await office.casework.history(
                        of: matter, page: PageRequest(size: 1, cursor: cursor.text), by: judge)
                }
                #expect(met?.code == "bad-cursor")
            }
        }
    }

    private func forged(_ cursor: String?) throws -> [(key: String, text: String)] {
        let text = try #require(cursor).replacing("-", with: "+").replacing("_", with: "/")
        let data = try #require(Data(base64Encoded: text))
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        return try [("never", "key", "never"), ("nul", "key", "\u{0}"), ("ids", "ids", [Int.max, Int.max] as Any)]
            .compactMap { name, field, value in
                var changed = object
                changed[field] = value
                guard name != "ids" || object["key"] as? String == "" else { return nil }
                return (name, try JSONSerialization.data(withJSONObject: changed).base64EncodedString())
            }
    }

    @Test func aVersionThatNobodyCouldHaveSeenIsStale() async throws {
        try await inOffice { office in
            let matter = try await office.takeover()
            let judge = try await office.judge
            for version in [Int(Int32.max) + 1, Int.max, -1] {
                for command in [
                    Command.setTrack(SetTrack(track: .fast, reason: "快")), .duty(1, .waive(.init(reason: "x"))),
                ] {
                    let result = await capture {
                        try await office.act(command, matter, by: judge, expecting: version)
                    }
                    guard case .failure(CaseworkError.stale) = result else {
                        Issue.record("\(version): \(result)")
                        continue
                    }
                }
            }
        }
    }

    @Test func aLetterThatWentOutMeanwhileMakesAnActStaleAndStaysWithItsDuty() async throws {
        try await inOffice { office in
            let matter = try await office.takeover()
            let judge = try await office.judge
            let unit = try await office.unit(try #require(try await office.stored(matter)?.assignments[1]))
            let one = try #require(try await office.stored(matter)?.assignments[1])
            let duty = try #require(Office.workflow.duty(one.duty))
            _ = try await office.act(
                .addAttachment(
                    AddAttachment(
                        name: "a.pdf", mediaType: "application/pdf", size: 1,
                        digest: String(repeating: "0", count: 64))), matter, by: judge)
            let pack = Office.workflow.standardPack.map(\.id)
            let use = { (id: MaterialID) in MaterialUse(material: id, attachment: 1) }
            let filed = try await office.act(
                .fileRequest(
                    FileRequest(
                        duties: [
                            .init(duty: duty.id, materials: duty.materials.filter { !pack.contains($0) }.map(use))
                        ],
                        standardPack: pack.map(use))), matter, by: judge)
            let result = await capture {
                try await office.act(.duty(1, .acknowledge(Acknowledge())), matter, by: unit, expecting: one.version)
            }
            guard case .failure(CaseworkError.stale(_, let missed)) = result else {
                Issue.record("not stale: \(result)")
                return
            }
            #expect(missed.current == one.version + 1)
            // The bundle may hold letters to others: the agency reads its own letter in the duty.
            #expect(missed.since.isEmpty && filed.events.map(\.body.kind) == ["request_filed"])
            #expect(try await office.casework.duty(1, of: matter, by: unit).duty.request == 1)
        }
    }
}
