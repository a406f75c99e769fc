import Casework
import Ledger
import MatterCore
import Testing

@testable import HTTPAPI

/// What people take away from the ledger, over HTTP.
@Suite struct LedgerJourneyTests {
    @Test func anActHasAReceiptAndAMatterAnExportThatHolds() async throws {
        try await atSite { site in
            let judge = try await site.judge
            let matter = try await judge.openMatter()
            // Before the sequencer has come by, the answer is to ask again.
            try await judge.get("/v1/matters/\(matter)/events/1/receipt").expect(409, "not-sequenced-yet")
            try await judge.get("/v1/matters/\(matter)/export").expect(409, "not-sequenced-yet")

            try await site.sequence()
            let answer = try await judge.get("/v1/matters/\(matter)/events/1/receipt").expect(200)
            let receipt = try Receipt(CanonicalJSON(canonical: answer.body))
            #expect(receipt.isSound)

            let export = try await judge.get("/v1/matters/\(matter)/export").expect(200)
            let keys = try await judge.get("/v1/ledger/keys").expect(200)
            let key = try #require(try keys.text(at: "/items/0/id").flatMap { Digest(hex: $0) })
            #expect(key == site.ledgerKey.publicKey.id)
            let report = ExportVerifier.verify(export.body, Expectations(key: key, receipts: [receipt]))
            #expect(report.findings == [])
            #expect(report.matter == Int64(matter) && report.events > 0)

            // The later tree continues the earlier one; the export itself is on record in it.
            try await site.sequence()
            let later = try SignedCheckpoint(
                CanonicalJSON(canonical: try await judge.get("/v1/ledger/checkpoint").expect(200).body))
            let before = receipt.signed.checkpoint
            #expect(later.isSigned && later.checkpoint.size > before.size)
            let consistency = "/v1/ledger/consistency?from=\(before.size)&to="
            let proof = try await judge.get("\(consistency)\(later.checkpoint.size)").expect(200)
            let hashes = try proof.json["proof"]?.elements.compactMap { $0.text.flatMap { Digest(hex: $0) } }
            #expect(
                MerkleTree(before.algorithm).verifyConsistency(
                    from: before.size, before.root, to: later.checkpoint.size, later.checkpoint.root,
                    proof: try #require(hashes)))
            let same = try await judge.get("/v1/ledger/checkpoints/\(before.size)").expect(200)
            #expect(same.body == receipt.signed.canonical.bytes)
            try await judge.get("/v1/ledger/checkpoints/999999").expect(404, "checkpoint-not-found")
            try await judge.get("\(consistency)999999").expect(422, "no-such-sizes")
        }
    }

    /// Agencies have receipts of what they may see, and no exports; who may not read finds nothing.
    @Test func othersGetWhatTheyMaySee() async throws {
        try await atSite { site in
            let matter = "/v1/matters/\(try await site.judge.openMatter())"
            try await site.sequence()
            let stranger = try await site.person(.administrator, "FIRM-B")
            for path in ["\(matter)/export", "\(matter)/events/1/receipt"] {
                try await stranger.get(path).expect(404, "matter-not-found")
            }
            let agency = try await site.person(.agency, "TAX-330603")
            try await agency.get("\(matter)/export").expect(403, "role-may-not")
            let events = try await agency.get("\(matter)/events").expect(200).json["items"]?.elements ?? []
            let own = Set(events.compactMap { $0["number"]?.whole })
            let last = try await site.judge.get("\(matter)").json["eventCount"]?.whole ?? 0
            #expect(!own.isEmpty && own.count < last)
            for number in 1...last {
                let receipt = try await agency.get("\(matter)/events/\(number)/receipt")
                if own.contains(number) { try receipt.expect(200) } else { try receipt.expect(404, "event-not-found") }
            }
        }
    }
}
