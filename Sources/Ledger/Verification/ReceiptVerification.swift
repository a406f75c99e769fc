/// An export held against a receipt that somebody kept.
struct ReceiptVerification {
    private(set) var findings: [VerificationReport.Finding] = []

    init(_ receipt: Receipt, chain: ChainVerification, signed: SignedCheckpoint?) {
        guard receipt.isSound else {
            find("receipt", "The receipt itself is not signed, or its proof does not hold.")
            return
        }
        guard let signed else { return }
        let kept = receipt.signed.checkpoint
        let shown = signed.checkpoint
        guard receipt.signed.key == signed.key, kept.ledger == shown.ledger, kept.algorithm == shown.algorithm else {
            find("receipt-of-other-ledger", "The receipt comes from another ledger, or another key signed it.")
            return
        }
        if kept.size == shown.size, kept.root != shown.root {
            find("fork", "Two different trees of \(kept.size) entries were signed: the ledger was rewritten.")
        }
        guard Int(receipt.matter) == chain.matter else {
            find(
                "receipt-of-other-matter",
                "The receipt is of matter \(receipt.matter) and shows nothing about this one.")
            return
        }
        if let place = chain.places[receipt.number] {
            guard place.hash != receipt.hash || place.position != receipt.position else { return }
            find(
                "rolled-back",
                "Event \(receipt.number) was another when the receipt was given.")
        } else if shown.size >= kept.size || shown.at >= kept.at {
            find("rolled-back", "Event \(receipt.number) was there when the receipt was given, and is gone.")
        } else {
            find("older-than-receipt", "The export is older than the receipt; ask for a new one.")
        }
    }

    private mutating func find(_ code: String, _ message: String) { findings.append(.init(code, "receipt", message)) }
}
