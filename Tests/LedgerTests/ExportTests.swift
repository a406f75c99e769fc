import Testing

@testable import Ledger

@Suite struct ExportTests {
    private let key: LedgerKey

    init() throws { key = try LedgerKey.random() }

    private func codes(_ bytes: [UInt8], _ expectations: Expectations = Expectations()) -> Set<String> {
        Set(ExportVerifier.verify(bytes, expectations).findings.map(\.code))
    }

    @Test(arguments: HashAlgorithm.allCases)
    func aWholeExportProvesItself(_ algorithm: HashAlgorithm) throws {
        let sample = SampleExport(key: key, algorithm: algorithm)
        let report = ExportVerifier.verify(
            try sample.bytes(), Expectations(key: key.publicKey.id, receipts: [try sample.receipt(of: 2)]))
        #expect(report.findings == [])
        #expect(report.ok && report.matter == 7 && report.events == 3 && report.key == key.publicKey.id.hex)
    }

    @Test func everyFlippedByteIsFound() throws {
        let bytes = try SampleExport(events: 2, key: key).bytes()
        // Every byte once, by turns a neighbour, the other case, and no text at all.
        let missed = bytes.indices.filter { place in
            var altered = bytes
            altered[place] ^= [0x01, 0x20, 0x80][place % 3]
            return ExportVerifier.verify(altered).ok
        }
        #expect(bytes.count > 3_000 && missed == [])
    }

    @Test func aCutFileIsFound() throws {
        let bytes = try SampleExport(events: 1, key: key).bytes()
        let missed = stride(from: 0, to: bytes.count, by: 3).filter { ExportVerifier.verify(Array(bytes[..<$0])).ok }
        #expect(missed == [])
        #expect(codes(bytes + [0x0a]).contains("not-canonical"))
    }

    /// The end is signed, so its digest cannot be made anew by who has no key; these are what the rest says of itself.
    @Test func droppedDoubledSwappedAndForeignEventsAreFound() throws {
        let sample = SampleExport(events: 5, key: key)
        func signed(_ change: (inout ExportFile) -> Void) throws -> Set<String> {
            var file = sample.file
            change(&file)
            return codes(try file.bytes(signedWith: key))
        }
        #expect(try signed { _ in } == [])
        #expect(try signed { $0.entries.remove(at: 2) }.isSuperset(of: ["number", "chain"]))
        #expect(try signed { $0.entries.insert($0.entries[2], at: 2) }.isSuperset(of: ["number", "chain", "position"]))
        #expect(try signed { $0.entries.swapAt(1, 2) }.isSuperset(of: ["number", "chain", "position"]))
        let other = SampleExport(events: 5, key: key, algorithm: .sha256)
        #expect(try signed { $0.entries[3] = other.file.entries[3] }.isSuperset(of: ["chain", "proof"]))
        #expect(try signed { $0.rows = [] } == ["row-missing"])
        #expect(try signed { $0.rows.append($0.rows[0]) } == ["row"])
        #expect(try signed { $0.definitions = [] } == ["definition-missing"])
        #expect(try signed { $0.definitions.append(.object(["id": .text("x")])) } == ["definition-unused"])
        #expect(try signed { $0.matter = 8 } == ["record"])
    }

    /// Somebody alters an event and makes everything anew that needs no key.
    @Test func aForgedEventNeedsAnotherTree() throws {
        let sample = SampleExport(key: key)
        var forged = sample
        forged.records[2].by.name = "别人"
        var file = forged.file
        #expect(codes(try file.bytes(signedWith: key)) == ["proof"])
        forged.place()
        file = forged.file
        #expect(codes(try file.bytes(signedWith: key)) == [])
        // A keeper who signs a second tree is contradicted by who kept a receipt of the first.
        let receipt = try sample.receipt(of: 3)
        #expect(
            codes(try file.bytes(signedWith: key), Expectations(receipts: [receipt])) == ["fork", "rolled-back"])
        // Anybody else needs another key.
        let other = try LedgerKey.random()
        #expect(codes(try file.bytes(signedWith: other), Expectations(key: key.publicKey.id)) == ["unknown-key"])
    }

    @Test func aForgedCheckpointIsFound() throws {
        let bytes = try SampleExport(key: key).bytes()
        let other = try SampleExport(key: LedgerKey.random()).bytes()
        func lines(_ bytes: [UInt8]) -> [[UInt8]] { bytes.split(separator: 0x0a).map(Array.init) }
        var mixed = lines(bytes)
        let foreign = lines(other)
        mixed[mixed.count - 2] = foreign[foreign.count - 2]
        let found = codes(mixed.flatMap { $0 + [0x0a] })
        #expect(found.isSuperset(of: ["end", "end-signature"]))
    }

    /// The database goes back to a backup and the ledger grows on from there, signed with the right key.
    @Test func aRollbackIsContradictedByAReceipt() throws {
        let sample = SampleExport(events: 4, key: key)
        let receipt = try sample.receipt(of: 4)
        let rolledBack = try SampleExport(events: 3, key: key).bytes()
        #expect(codes(rolledBack) == [])
        #expect(codes(rolledBack, Expectations(receipts: [receipt])) == ["rolled-back"])
        // Of another matter the receipt shows nothing, and the report says so.
        let stranger = Receipt(
            matter: 9, number: receipt.number, hash: receipt.hash, position: receipt.position, proof: receipt.proof,
            signed: receipt.signed)
        #expect(codes(rolledBack, Expectations(receipts: [stranger])) == ["receipt-of-other-matter"])
    }

    @Test func aReceiptIsReadBackOrRefused() throws {
        let receipt = try SampleExport(key: key).receipt(of: 1)
        let bytes = receipt.canonical.bytes
        #expect(try Receipt(CanonicalJSON(canonical: bytes)).isSound)
        for place in bytes.indices {
            var altered = bytes
            altered[place] ^= 1
            guard let json = try? CanonicalJSON(canonical: altered), let read = try? Receipt(json) else { continue }
            // The matter and the number are not in the tree themselves: the export that it is held against has them.
            #expect(!read.isSound || read.matter != receipt.matter || read.number != receipt.number, "byte \(place)")
        }
    }
}
