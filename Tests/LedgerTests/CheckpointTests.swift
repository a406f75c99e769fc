import Testing

@testable import Ledger

@Suite struct CheckpointTests {
    private let checkpoint = Checkpoint(
        ledger: "sample", size: 7, root: HashAlgorithm.sm3.hash("root".utf8), at: "2026-11-23T08:05:09.120Z",
        algorithm: .sm3)

    @Test func isSignedByItsKeyAndReadBack() throws {
        let key = try LedgerKey.random()
        let signed = try checkpoint.signed(with: key)
        #expect(signed.isSigned)
        let read = try SignedCheckpoint(CanonicalJSON(canonical: signed.canonical.bytes))
        #expect(read.isSigned)
        #expect(read.canonical.bytes == signed.canonical.bytes)
        #expect(read.key == key.publicKey)
    }

    @Test func anotherKeyCannotTakeItsPlace() throws {
        let signed = try checkpoint.signed(with: .random())
        let other = SignedCheckpoint(
            checkpoint: checkpoint, key: try LedgerKey.random().publicKey, signature: signed.signature)
        #expect(!other.isSigned)
    }

    /// Each bit of each byte: unreadable, or not signed.
    @Test func everyChangedByteIsFound() throws {
        let bytes = try checkpoint.signed(with: .random()).canonical.bytes
        for place in bytes.indices {
            var altered = bytes
            altered[place] ^= 1
            guard let json = try? CanonicalJSON(canonical: altered), let signed = try? SignedCheckpoint(json) else {
                continue
            }
            #expect(!signed.isSigned, "byte \(place)")
        }
    }
}
