import Casework
import Hummingbird
import Ledger
import MatterCore

/// Proofs of the ledger: signed checkpoints, that a later one continues an earlier one, the receipt of an act, and a
/// whole matter as a file that anybody can verify. Answers are in the canonical spelling that their digests are over.
extension API {
    func addLedger(to router: Router<APIContext>) {
        router.get("/v1/ledger/checkpoint") { _, _ in
            Response(canonical: try await casework.checkpoint().canonical)
        }
        router.get("/v1/ledger/checkpoints/{size}") { _, context in
            Response(canonical: try await casework.checkpoint(size: Int(try context.input.number("size"))).canonical)
        }
        router.get("/v1/ledger/consistency") { _, context in
            let from = try context.input.size("from")
            let to = try context.input.size("to")
            let proof = try await casework.consistency(from: from, to: to)
            return Response(
                canonical: .object([
                    "format": .text("onematter-consistency/1"), "from": .integer(from), "to": .integer(to),
                    "proof": .array(proof.map { .text($0.hex) }),
                ]))
        }
        router.get("/v1/ledger/keys") { _, _ in Response(json: Listing(items: try await casework.ledgerKeys())) }
        let matter = router.group("/v1/matters/{matter}")
        matter.get("events/{number}/receipt") { _, context in
            let receipt = try await casework.receipt(
                of: Int(try context.input.number("number")), in: try context.input.matter, by: try context.principal)
            return Response(canonical: receipt.canonical)
        }
        matter.get("export") { _, context in
            let number = try context.input.matter
            let bytes = try await casework.export(number, by: try context.principal, key: ledgerKey)
            return Response(
                status: .ok,
                headers: [
                    .contentType: "application/x-ndjson",
                    .contentDisposition: "attachment; filename=\"matter-\(number).onematter\"",
                ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        }
    }
}

extension Input {
    /// A number of the query that the description requires.
    fileprivate func size(_ name: String) throws -> Int {
        guard let value = query[name]?.whole.flatMap({ Int(exactly: $0) }) else { throw Problem.internalError }
        return value
    }
}

extension Response {
    fileprivate init(canonical value: CanonicalJSON) {
        self.init(
            status: .ok, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: value.bytes)))
    }
}
