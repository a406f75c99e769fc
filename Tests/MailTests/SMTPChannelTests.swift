import Foundation
import Identity
import MailSink
import MatterCore
import Messaging
import Testing

@testable import Mail

/// Mails to a real server, read by another program.
@Suite struct SMTPChannelTests {
    private static let sender = MailAddress("onematter@court.example.cn")!

    private static func message(
        _ recipient: String = "duty@tax.example.cn", subject: String = "提醒", text: String = "示例"
    )
        -> Message
    {
        // 2026-03-01, 23:59:59.5 in UTC: in Shanghai it is the next morning.
        Message(
            id: "17.1772409599500", recipient: recipient, subject: subject, text: text,
            writtenAt: Instant(milliseconds: 1_772_409_599_500))
    }

    private static func channel(_ sink: MailSink, _ scheme: String = "smtp", isPlain: Bool = true) throws -> SMTPChannel
    {
        SMTPChannel(try MailServer(address: "\(scheme)://127.0.0.1:\(sink.port)", isPlain: isPlain), from: sender)
    }

    private static func atSink(
        _ settings: MailSink.Settings = .init(), _ body: (MailSink) async throws -> Void
    ) async throws {
        let sink = try await MailSink(settings)
        do {
            try await body(sink)
        } catch {
            await sink.stop()
            throw error
        }
        await sink.stop()
    }

    @Test func chineseArrivesIntact() async throws {
        try await Self.atSink { sink in
            let subject = "案件 12：TX-01 税务清算职责尚待办理，请于期限届满前登录平台处理 – overdue 𠮷"
            let text = "第一行\n.\n..两点开头\n\n" + String(repeating: "长", count: 5_000) + "\nFrom me\n"
            #expect(
                try await Self.channel(sink).send(Self.message(subject: subject, text: text)) == .delivered)
            let mail = try #require(await sink.received(1).first)
            #expect(mail.headers["subject"] == subject)
            #expect(mail.text == text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
            #expect(mail.defects == [])
            #expect(mail.sender == "onematter@court.example.cn" && mail.recipients == ["duty@tax.example.cn"])
            #expect(mail.headers["from"] == "OneMatter <onematter@court.example.cn>")
            #expect(mail.headers["to"] == "duty@tax.example.cn")
            #expect(mail.headers["message-id"] == "<17.1772409599500@court.example.cn>")
            #expect(mail.headers["auto-submitted"] == "auto-generated")
            #expect(mail.headers["date"] == "Mon, 02 Mar 2026 07:59:59 +0800" && mail.time == 1_772_409_599)
            #expect(mail.name == "court.example.cn" && !mail.isEncrypted)
            // Lines of RFC 5322, words of RFC 2047.
            #expect(mail.lines.allSatisfy { $0.utf8.count <= 78 })
            let words = mail.lines.flatMap { $0.split(separator: " ") }.filter { $0.hasPrefix("=?UTF-8?B?") }
            // Each can be read alone.
            let parts = words.map { word in
                Data(base64Encoded: String(word.dropFirst(10).dropLast(2))).flatMap {
                    String(bytes: $0, encoding: .utf8)
                }
            }
            #expect(parts.compactMap(\.self).joined() == subject && parts.count > 1)
        }
    }

    /// A subject is one header whatever it holds, and a text is never one.
    @Test(arguments: ["two\r\nBcc: evil@example.cn", "=?UTF-8?B?eA==?=", " edges ", "plain"])
    func aSubjectIsOneHeader(_ subject: String) async throws {
        try await Self.atSink { sink in
            let message = Self.message(subject: subject, text: "\r\nBcc: evil@example.cn\r\n")
            #expect(try await Self.channel(sink).send(message) == .delivered)
            let mail = try #require(await sink.received(1).first)
            #expect(mail.headers["bcc"] == nil && mail.recipients.count == 1 && mail.headers.count == 9)
            #expect(mail.lines.filter { $0.hasPrefix("Subject: ") }.count == 1)
            if !subject.contains("\r") { #expect(mail.headers["subject"] == subject) }
        }
    }

    @Test func whatTheServerSaysIsToldApart() async throws {
        try await Self.atSink { sink in
            let channel = try Self.channel(sink)
            #expect(await channel.send(Self.message("later@example.cn")) == .later(.refused))
            #expect(await channel.send(Self.message("later@example.cn")) == .delivered)
            #expect(await channel.send(Self.message("never@example.cn")) == .rejected(.rejected))
            #expect(await channel.send(Self.message("unread@example.cn")) == .rejected(.rejected))
            #expect(await channel.send(Self.message("no address")) == .rejected(.rejected))
            #expect(await sink.received(1).map(\.recipients) == [["later@example.cn"]])
            await sink.stop()
            #expect(await channel.send(Self.message()) == .later(.unreachable))
        }
    }

    /// A server that hangs holds neither the caller nor the threads that everything else runs on.
    @Test(.timeLimit(.minutes(1))) func aCancelledTaskGetsItsAnswer() async throws {
        try await Self.atSink { sink in
            let channel = try Self.channel(sink)
            let sending = Task { await channel.send(Self.message("hanging@example.cn")) }
            await sink.isHanging()
            sending.cancel()
            #expect(await sending.value == .later(.interrupted))
            #expect(sink.received.isEmpty)
        }
    }

    @Test(arguments: [false, true]) func onlyATrustedServerIsTold(isImplicit: Bool) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "onematter-mail-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var settings = MailSink.Settings()
        (settings.certificate, settings.key) = try Self.certificate(in: folder.path, "own")
        (settings.isImplicit, settings.user, settings.password) = (isImplicit, "onematter", "known only to us")
        let other = try Self.certificate(in: folder.path, "other").certificate
        try await Self.atSink(settings) { sink in
            func channel(trusting file: String?, password: String = "known only to us") throws -> SMTPChannel {
                var server = try MailServer(address: "\(isImplicit ? "smtps" : "smtp")://127.0.0.1:\(sink.port)")
                server.certificateAuthority = file
                (server.user, server.password) = ("onematter", ClientSecret(password))
                return SMTPChannel(server, from: Self.sender)
            }
            #expect(try await channel(trusting: nil).send(Self.message()) == .later(.notTrusted))
            #expect(try await channel(trusting: other).send(Self.message()) == .later(.notTrusted))
            #expect(
                try await channel(trusting: settings.certificate, password: "guessed").send(Self.message())
                    == .later(.signIn))
            #expect(sink.received.isEmpty)
            #expect(try await channel(trusting: settings.certificate).send(Self.message()) == .delivered)
            let mail = try #require(await sink.received(1).first)
            #expect(mail.isEncrypted && mail.user == "onematter")
        }
    }

    /// A server that offers no TLS is not told anything in plain text.
    @Test func plainTextIsNoWayOut() async throws {
        try await Self.atSink { sink in
            for scheme in ["smtp", "smtps"] {
                let channel = try Self.channel(sink, scheme, isPlain: false)
                #expect(await channel.send(Self.message()) == .later(.notTrusted))
            }
            #expect(sink.received.isEmpty)
        }
    }

    private static func certificate(
        in folder: String, _ name: String
    ) throws -> (certificate: String, key: String) {
        let files = ("\(folder)/\(name).pem", "\(folder)/\(name)-key.pem")
        let openssl = Process()
        openssl.executableURL = URL(filePath: "/usr/bin/openssl")
        openssl.arguments =
            ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-noenc", "-days", "2"]
            + ["-subj", "/CN=\(name)", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", files.1, "-out", files.0]
        openssl.standardError = FileHandle.nullDevice
        try openssl.run()
        openssl.waitUntilExit()
        try #require(openssl.terminationStatus == 0)
        return files
    }
}
