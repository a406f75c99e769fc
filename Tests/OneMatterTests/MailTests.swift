import Casework
import EmbeddedPostgres
import Foundation
import FoundationNetworking
import Glibc
import MailSink
import Postgres
import TestCluster
import Testing

@testable import OneMatter

/// Mail as an installation sets it up.
@Suite struct MailTests {
    /// A message that another process has written goes out from a running server, which says so in its metrics and has its
    /// settings on record, but for the password.
    @Test(.timeLimit(.minutes(3))) func aServerSendsWhatWaits() async throws {
        let database = try await TestCluster.emptyDatabase()
        let sink = try await MailSink()
        try await inDataFolder { data in
            try await TwoServersTests.prepare(database, data)
            let owner = Database(DatabaseConfiguration(connectionString: database.connectionString))
            try await owner.write { (db: borrowing Session) in
                _ = try db.execute(
                    """
                    insert into outgoing_message (channel, recipient, subject, text, cause, created_at, next_try_at)
                    values ('mail', 'duty@tax.example.cn', '提醒', '示例', 'test', now(), now())
                    """)
            }
            let server = try await ServerProcess.start(
                data: data,
                settings: [
                    "DATABASE_URL": database.applicationConnectionString,
                    "ONEMATTER_SMTP_URL": "smtp://127.0.0.1:\(sink.port)", "ONEMATTER_SMTP_TLS": "none",
                    "ONEMATTER_SMTP_FROM": "onematter@court.example.cn",
                    "ONEMATTER_BASE_URL": "https://onematter.example.cn",
                ])
            let mail = try #require(await sink.received(1).first)
            #expect(mail.text == ["示例", "https://onematter.example.cn", ""] && mail.headers["subject"] == "提醒")
            let (metrics, _) = try await URLSession.shared.data(
                from: #require(URL(string: "http://127.0.0.1:\(server.port)/metrics")))
            let text = String(decoding: metrics, as: UTF8.self)
            #expect(text.contains("onematter_messages_waiting ") && text.contains("onematter_messages_failed 0"))
            #expect(await server.end(with: SIGTERM) == 0)
            let (isSent, settings) = try await owner.read { (db: borrowing Session) in
                let answers = try db.query([
                    "select sent_at is not null from outgoing_message",
                    "select detail::text from access_entry where subject = 'settings of the server' order by id desc",
                ])
                return (try answers[0].first?.next(Bool.self), try answers[1].first?.next(String.self) ?? "")
            }
            #expect(isSent == true)
            #expect(settings.contains(#""mailServer": "127.0.0.1:\#(sink.port)""#), "\(settings)")
            await owner.shutdown()
        }
        await sink.stop()
        try await database.drop()
    }

    private static let good = [
        "ONEMATTER_SMTP_URL": "smtps://mail.example.cn", "ONEMATTER_SMTP_FROM": "onematter@court.example.cn",
    ]

    @Test func withoutAServerNothingLeaves() throws {
        #expect(try MessageSettings([:]).channels().isEmpty)
        #expect(try MessageSettings(["ONEMATTER_SMTP_URL": ""]).channels().isEmpty)
        #expect(try MessageSettings(Self.good).channels().count == 1)
    }

    @Test func thePasswordComesFromAFileAndIsNotRecorded() async throws {
        try await inDataFolder { folder in
            let file = "\(folder)/password"
            var environment = Self.good
            environment["ONEMATTER_SMTP_USER"] = "onematter"
            environment["ONEMATTER_SMTP_PASSWORD_FILE"] = file
            let settings = try MessageSettings(environment)
            #expect(throws: Failure.self) { try settings.channels() }
            try Data(" \n".utf8).write(to: URL(filePath: file))
            #expect(throws: Failure.self) { try settings.channels() }
            try Data("known only to us\n".utf8).write(to: URL(filePath: file))
            let channels = try settings.channels()
            var text = "\(channels) \(settings) \(settings.recorded)"
            dump(channels, to: &text)
            #expect(channels.count == 1 && !text.contains("known only to us"))
            #expect(settings.recorded["mailUser"] == .boolean(true))
        }
    }

    @Test(arguments: [
        ["ONEMATTER_SMTP_FROM": ""], ["ONEMATTER_SMTP_FROM": "no address"], ["ONEMATTER_SMTP_URL": "mail.example.cn"],
        ["ONEMATTER_SMTP_URL": "smtps://onematter:secret@mail.example.cn"], ["ONEMATTER_SMTP_TLS": "none"],
        ["ONEMATTER_SMTP_TLS": "maybe"], ["ONEMATTER_SMTP_USER": "onematter"], ["ONEMATTER_SMTP_PASSWORD": "secret"],
        ["ONEMATTER_SMTP_USER": "u", "ONEMATTER_SMTP_PASSWORD": "secret", "ONEMATTER_SMTP_PASSWORD_FILE": "f"],
        [
            "ONEMATTER_SMTP_URL": "smtp://127.0.0.1", "ONEMATTER_SMTP_TLS": "none", "ONEMATTER_SMTP_USER": "u",
            "ONEMATTER_SMTP_PASSWORD": "secret",
        ],
        ["ONEMATTER_SMTP_URL": ""], ["ONEMATTER_BASE_URL": "http://onematter.example.cn"],
    ])
    func wrongSettingsStopTheStart(_ change: [String: String]) {
        let environment = Self.good.merging(change) { _, new in new }
        do {
            _ = try MessageSettings(environment)
            Issue.record("taken")
        } catch {
            #expect(!"\(error)".contains("secret"))
        }
    }

    @Test func certificatesThatCannotBeReadStopTheStart() throws {
        let settings = try MessageSettings(Self.good.merging(["ONEMATTER_SMTP_CA": "/nowhere"]) { _, new in new })
        #expect(throws: Failure.self) { try settings.channels() }
    }
}
