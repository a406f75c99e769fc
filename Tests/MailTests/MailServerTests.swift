import Testing

@testable import Mail

@Suite struct MailServerTests {
    @Test(arguments: [
        ("smtps://mail.example.cn", false, "smtps://mail.example.cn:465/n"),
        ("smtp://mail.example.cn", false, "smtp://mail.example.cn:587/n"),
        ("smtp://mail.example.cn:25/", false, "smtp://mail.example.cn:25/n"),
        ("smtp://127.0.0.1", true, "smtp://127.0.0.1:25/n"),
        ("smtp://localhost:2525", true, "smtp://localhost:2525/n"),
    ])
    func readsAnAddress(_ address: String, _ isPlain: Bool, _ url: String) throws {
        let server = try MailServer(address: address, isPlain: isPlain)
        #expect(server.url(as: "n") == url)
        #expect(server.security == (isPlain ? .none : address.hasPrefix("smtps") ? .tls : .startTLS))
    }

    /// Plain text never leaves the machine, and a password stands in no address.
    @Test(arguments: [
        ("smtp://mail.example.cn", true), ("smtps://127.0.0.1", true), ("smtp://192.0.2.1", true),
        ("smtp://127.0.0.1.example.cn", true), ("http://mail.example.cn", false), ("mail.example.cn", false),
        ("smtp://", false), ("smtp://user@mail.example.cn", false), ("smtp://user:secret@mail.example.cn", false),
        ("smtp://mail.example.cn/path", false), ("smtp://mail.example.cn?x=1", false),
        ("smtp://mail.example.cn:0", false), ("smtp://mail.example.cn:65536", false),
        ("smtp://mail.example.cn\n", false),
        ("", false),
    ])
    func refusesOthers(_ address: String, _ isPlain: Bool) {
        #expect(throws: MailServer.Fault.self) { try MailServer(address: address, isPlain: isPlain) }
    }
}
