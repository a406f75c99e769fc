import Messaging
import Testing

@Suite struct MailAddressTests {
    @Test(arguments: ["duty@example.cn", "a.b+c_d@mail-1.gov.cn", "relay@localhost", "o'neil@a.b"])
    func takesAddresses(_ text: String) throws {
        let address = try #require(MailAddress(text))
        #expect(address.text == text && address.domain == text.split(separator: "@")[1])
    }

    @Test func takesTheLongestAndNothingLonger() {
        let label = String(repeating: "d", count: 63)
        let domain = "\(label).\(label).\(label)"
        for (name, isGood) in [(62, true), (63, false)] {
            let text = String(repeating: "n", count: name) + "@\(domain)"
            #expect(text.utf8.count == name + 192 && (MailAddress(text) != nil) == isGood)
        }
        #expect(MailAddress(String(repeating: "n", count: 64) + "@a.cn") != nil)
        #expect(MailAddress(String(repeating: "n", count: 65) + "@a.cn") == nil)
        #expect(MailAddress("n@\(label)d.cn") == nil)
    }

    @Test(arguments: [
        "", "@", "a@", "@b.cn", "a.cn", "a@b@c.cn", "a b@c.cn", ".a@b.cn", "a.@b.cn", "a..b@c.cn", "a@.cn", "a@b.",
        "a@b..cn", "a@-b.cn", "a@b-.cn", "a@b_c.cn", "<a@b.cn>", "\"a b\"@c.cn", "a@[192.0.2.1]", "张三@example.cn",
        "a@例子.cn", "a@b.cn,c@d.cn", "a@b.cn c@d.cn",
    ])
    func refusesOthers(_ text: String) { #expect(MailAddress(text) == nil) }

    /// Nothing in an address ends a line, whatever it stands in.
    @Test func noControlCharacterGetsIn() {
        for code in (0...0x20).map({ UInt8($0) }) + [0x7F] {
            let character = Character(UnicodeScalar(code))
            for text in ["a\(character)@b.cn", "a@b\(character).cn", "a@b.cn\(character)", "\(character)a@b.cn"] {
                #expect(MailAddress(text) == nil, "\(code)")
            }
        }
        #expect(MailAddress("a@b.cn\r\nBcc: c@d.cn") == nil && MailAddress("a@b.cn\u{85}") == nil)
    }
}
