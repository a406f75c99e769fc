import Testing

@testable import Ledger

@Suite struct SM3Tests {
    /// Examples 1 and 2 of GB/T 32905-2016, annex A.
    @Test func agreesWithTheStandard() {
        #expect(
            SM3.digest("abc".utf8) == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")
        let long = String(repeating: "abcd", count: 16)
        #expect(SM3.digest(long.utf8) == "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732")
    }

    @Test func piecesGiveTheDigestOfTheWhole() {
        var hash = SM3()
        for character in "abc" { hash.update(String(character).utf8) }
        #expect(hash.finish() == SM3.digest("abc".utf8))
    }
}
