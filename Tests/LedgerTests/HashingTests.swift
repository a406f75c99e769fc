import Testing

@testable import Ledger

@Suite struct HashingTests {
    /// GB/T 32905-2016, annex A, and FIPS 180-4's example.
    @Test(arguments: [
        (HashAlgorithm.sm3, "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
        (.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ])
    func agreesWithTheStandards(_ algorithm: HashAlgorithm, _ expected: String) {
        #expect(algorithm.hash("abc".utf8).hex == expected)
        #expect(Digest(hex: expected) == algorithm.hash("abc".utf8))
    }

    @Test func aDigestHasOneSpelling() {
        let text = String(repeating: "ab", count: 32)
        #expect(Digest(hex: text)?.hex == text)
        for wrong in [
            text.uppercased(), String(text.dropLast()), String(text.dropLast(2)), text + "00", "",
            "g" + text.dropFirst(),
        ] {
            #expect(Digest(hex: wrong) == nil, "\(wrong)")
        }
    }
}
