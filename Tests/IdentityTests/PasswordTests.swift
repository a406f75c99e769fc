import Foundation
import Testing

@testable import Identity

@Suite struct PasswordTests {
    /// RFC 7914, section 12; the vector of 1 GiB is left out.
    @Test(arguments: [
        (
            "", "", 4, 1, 1,
            "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906"
        ),
        (
            "password", "NaCl", 10, 8, 16,
            "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"
        ),
        (
            "pleaseletmein", "SodiumChloride", 14, 8, 1,
            "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
        ),
    ]) func scryptIsThatOfTheStandard(
        password: String, salt: String, logN: Int, r: Int, p: Int, expected: String
    ) {
        let key = Scrypt.derive(
            Array(password.utf8), salt: Array(salt.utf8), logN: logN, r: r, p: p, count: 64)
        #expect(Digests.hexadecimal(key) == expected)
    }

    private static let cheap = PasswordCost(logN: 10, r: 8, p: 1)

    @Test func aHashKnowsItsPasswordAndNoOther() throws {
        let hash = PasswordHash(of: "correct horse battery", cost: Self.cheap)
        let read = try #require(PasswordHash(hash.text))
        #expect(read == hash && read.cost == Self.cheap)
        #expect(read.matches("correct horse battery"))
        #expect(!read.matches("correct horse batterz") && !read.matches(""))
        #expect(PasswordHash(of: "correct horse battery", cost: Self.cheap) != hash)
        // The same characters from another keyboard.
        #expect(PasswordHash(of: "Ａe\u{301}", cost: Self.cheap).matches("Aé"))
    }

    @Test(arguments: [
        "", "$scrypt$ln=15,r=8,p=3$$", "$scrypt$ln=40,r=8,p=1$c2FsdHNhbHRzYWx0c2FsdA$",
        "$argon2id$ln=15,r=8,p=3$c2FsdHNhbHRzYWx0c2FsdA$c2FsdHNhbHRzYWx0c2FsdHNhbHRzYWx0c2FsdHNhbHQ",
        "$scrypt$ln=40,r=8,p=3$c2FsdHNhbHRzYWx0c2FsdA$c2FsdHNhbHRzYWx0c2FsdHNhbHRzYWx0c2FsdHNhbHQ",
        "$scrypt$r=8,ln=15,p=3$c2FsdHNhbHRzYWx0c2FsdA$c2FsdHNhbHRzYWx0c2FsdHNhbHRzYWx0c2FsdHNhbHQ",
    ]) func whatIsNoHashIsRefused(_ text: String) { #expect(PasswordHash(text) == nil) }

    @Test func theStandardCostIsThatOfTheRecommendation() {
        #expect(PasswordCost.standard == PasswordCost(logN: 15, r: 8, p: 3))
        let text = PasswordHash(of: "x").text
        #expect(text.hasPrefix("$scrypt$ln=15,r=8,p=3$") && PasswordHash(text)?.matches("x") == true)
    }

    @Test(arguments: [
        ("elevenchars", "password-too-short"), ("破产法官密码十一个字", "password-too-short"),
        ("password1234", "password-common"), ("P@ssw0rd2026!!", "password-common"),
        ("qwertyuiop123456", "password-common"),
        ("123456789012", "password-common"), ("aaaaaaaaaaaaaa", "password-common"),
        ("abcdefghijklmnop", "password-common"),
        ("my-onematter-key-7", "password-common"), ("woaini5201314520", "password-common"),
        ("Welcome-Shanghai-2026", "password-common"), ("xx-wangfaguan-82", "password-personal"),
        ("河边的王法官种下三棵石榴树", "password-personal"),
        (String(repeating: "0a1b2c3d4e", count: 21), "password-too-long"),
    ]) func whatIsEasilyGuessedIsRefused(password: String, fault: String) {
        #expect(PasswordRule.fault(of: password, words: ["wangfaguan", "王法官"])?.rawValue == fault)
    }

    @Test(arguments: [
        "gravel teapot lantern", "tVx9#qLm2$Rk", "河边种下三棵石榴树和两株腊梅", "kitchen dragon monkey violin",
        "gravel teapot lantern orchard violin kitchen walnut harbour pencil mountain",
    ])
    func aLongUnusualOneIsGoodEnough(_ password: String) {
        #expect(PasswordRule.fault(of: password, words: ["wangfaguan", "王法官"]) == nil)
    }

    @Test func oneTimePasswordsPassTheRuleAndDiffer() {
        let made = Set((0..<50).map { _ in OneTimePassword.make() })
        #expect(made.count == 50)
        for password in made { #expect(PasswordRule.fault(of: password, words: ["wang"]) == nil) }
    }

    @Test func waitingGrowsAndEnds() {
        #expect((0...4).map { SignInDelay.seconds(after: $0) } == [0, 0, 0, 0, 0])
        #expect((5...11).map { SignInDelay.seconds(after: $0) } == [30, 60, 120, 240, 480, 900, 900])
        #expect(SignInDelay.seconds(after: 1_000_000) == 900)
    }

    @Test func fewHashesRunAtATimeAndTheRestIsTurnedAway() async {
        let hasher = PasswordHasher(slots: 1, places: 2)
        let results = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<12 {
                group.addTask {
                    (try? await hasher.run { PasswordHash(of: "x", cost: PasswordCost(logN: 14, r: 8, p: 1)).cost.r })
                        == 8
                }
            }
            return await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(results.contains(true) && results.contains(false))
        // All slots came back.
        #expect((try? await hasher.run { 7 }) == 7)
    }
}
