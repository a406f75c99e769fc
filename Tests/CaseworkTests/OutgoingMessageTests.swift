import Mail
import MailSink
import MatterCore
import Messaging
import Postgres
import TestCluster
import Testing

@testable import Casework

/// Messages from their row to a real mail server: once each, whatever fails on the way.
@Suite struct OutgoingMessageTests {
    @Test func hintsArriveAndSayNothingOfTheDebtor() async throws {
        try await inPostRoom { office, sink in
            let matter = try await office.takeover()
            let name = try await office.scalar("select debtor_name from matter where id = \(matter)", as: String.self)
            let hint = Hint(
                notice: LocalText(zh: "催办", en: "urging"), item: "TX-01", matter: matter,
                due: LegalDate("2026-10-08"), event: 7)
            for _ in 0..<2 {
                try await office.record(hint.messages(to: ["a@example.cn", "b@example.cn"], at: office.clock.now))
            }
            let deliverer = Deliverer(
                office.casework, channels: [try office.channel(sink)], link: "https://onematter.example.cn")
            #expect(try await deliverer.deliver() == 2)
            let mails = await sink.received(2)
            #expect(mails.map(\.recipients).sorted { $0[0] < $1[0] } == [["a@example.cn"], ["b@example.cn"]])
            for mail in mails {
                #expect(mail.headers["subject"] == "案件 \(matter)：TX-01 催办 / Matter \(matter): TX-01 urging")
                #expect(
                    mail.text == [
                        "案件 \(matter) 的 TX-01 有一项催办，请登录后在待办中查看，期限 2026-10-08。",
                        "One urging about TX-01 in matter \(matter) waits in your inbox; due 2026-10-08.",
                        "https://onematter.example.cn", "",
                    ])
                #expect(!mail.text.contains { $0.contains(name) } && mail.headers["subject"]?.contains(name) == false)
            }
            #expect(deliverer.counts == (0, 0))
            // Neither the same again, nor for a cause that is known.
            try await office.record(hint.messages(to: ["a@example.cn"], at: office.clock.now))
            _ = await sink.received(2)
            #expect(try await deliverer.deliver() == 0 && sink.received.count == 2)
        }
    }

    @Test func whatIsRefusedForNowIsTriedAgain() async throws {
        try await inPostRoom { office, sink in
            let deliverer = Deliverer(office.casework, channels: [try office.channel(sink)])
            try await office.record(office.messages(["later@example.cn"]))
            #expect(try await deliverer.deliver() == 0)
            #expect(try await office.settled("later@example.cn") == "1 - - refused")
            #expect(deliverer.counts == (1, 0))
            // Not before its pause is over.
            office.clock.advance(seconds: 59)
            #expect(try await deliverer.deliver() == 0)
            office.clock.advance(seconds: 1)
            #expect(try await deliverer.deliver() == 1)
            #expect(try await office.settled("later@example.cn") == "2 sent - -")
            _ = await sink.received(1)
            #expect(deliverer.counts == (0, 0) && sink.received.count == 1)
        }
    }

    /// One that nobody will ever take does not hold up the others.
    @Test func whatIsRefusedForGoodIsGivenUp() async throws {
        try await inPostRoom { office, sink in
            let deliverer = Deliverer(office.casework, channels: [try office.channel(sink)])
            let bad = (0..<6).map { "never-\($0)@example.cn" } + ["unread@example.cn"]
            try await office.record(office.messages(bad + ["good@example.cn"]))
            #expect(try await deliverer.deliver() == 1)
            for address in bad { #expect(try await office.settled(address) == "1 - failed rejected") }
            #expect(deliverer.counts == (0, 7))
            office.clock.advance(days: 1)
            #expect(try await deliverer.deliver() == 0)
            _ = await sink.received(1)
            #expect(sink.received.map(\.recipients) == [["good@example.cn"]])
        }
    }

    @Test func whileTheServerIsDownNothingIsLost() async throws {
        try await inPostRoom { office, sink in
            let port = sink.port
            let deliverer = Deliverer(office.casework, channels: [try office.channel(sink)])
            let addresses = (0..<10).map { "a\($0)@example.cn" }
            try await office.record(office.messages(addresses))
            await sink.stop()
            // It is not asked for each of them in vain.
            #expect(try await deliverer.deliver() == 0)
            #expect(
                try await office.scalar("select sum(attempts)::integer from outgoing_message", as: Int.self)
                    == Deliverer.batch)
            #expect(deliverer.counts == (10, 0))
            var settings = MailSink.Settings()
            settings.port = port
            let again = try await MailSink(settings)
            office.clock.advance(seconds: 60)
            #expect(try await deliverer.deliver() == 10)
            _ = await again.received(10)
            #expect(Set(again.received.flatMap(\.recipients)) == Set(addresses))
            await again.stop()
        }
    }

    @Test func itIsGivenUpAfterItsLastAttempt() async throws {
        try await inPostRoom { office, sink in
            await sink.stop()
            let deliverer = Deliverer(office.casework, channels: [try office.channel(sink)])
            try await office.record(office.messages(["a@example.cn"]))
            let start = office.clock.now
            for attempt in 1...Settlement.mostAttempts {
                #expect(try await deliverer.deliver() == 0)
                let isLast = attempt == Settlement.mostAttempts
                #expect(
                    try await office.settled("a@example.cn") == "\(attempt) - \(isLast ? "failed" : "-") unreachable")
                if !isLast { office.clock.advance(seconds: Settlement.pause(after: attempt)) }
            }
            #expect(deliverer.counts == (0, 1))
            // Of pauses that grow: about four days, before a message expires.
            let days = Double(office.clock.now.milliseconds - start.milliseconds) / 86_400_000
            #expect(days > 4 && days < 5)
            #expect((1...6).map(Settlement.pause) == [60, 240, 960, 3_840, 15_360, 28_800])
            #expect(Settlement.pause(after: 1_000) == 28_800)
        }
    }

    /// With a channel that is set up late nobody gets the hints of last month.
    @Test func whatWaitedTooLongIsNotSent() async throws {
        try await inPostRoom { office, sink in
            let deliverer = Deliverer(office.casework, channels: [try office.channel(sink)])
            try await office.record(office.messages(["old@example.cn"]))
            office.clock.advance(days: 5)
            try await office.record(office.messages(["new@example.cn"]))
            #expect(try await deliverer.deliver() == 1)
            #expect(try await office.settled("old@example.cn") == "1 - failed expired")
            _ = await sink.received(1)
            #expect(sink.received.map(\.recipients) == [["new@example.cn"]])
            office.clock.advance(days: 85)
            #expect(try await office.casework.sweepMessages() == 0)
            office.clock.advance(seconds: 1)
            #expect(try await office.casework.sweepMessages() == 1)
        }
    }

    @Test func twoServersShareTheWork() async throws {
        try await inPostRoom { office, sink in
            let other = Database(
                DatabaseConfiguration(connectionString: office.testDatabase.applicationConnectionString))
            let neighbour = Casework(
                database: other, workflows: Office.workflows, files: try FileStore(directory: office.directory),
                clock: { office.clock.now })
            let addresses = (0..<22).map { "a\($0)@example.cn" }
            try await office.record(office.messages(addresses))
            // Neither sends before both have taken something.
            let meeting = Meeting(2)
            let channel = Watched(channel: try office.channel(sink)) { _ in await meeting.attend() }
            let (here, there) = (
                Deliverer(office.casework, channels: [channel]), Deliverer(neighbour, channels: [channel])
            )
            async let first = here.deliver()
            async let second = there.deliver()
            let delivered = try await (first, second)
            #expect(delivered.0 + delivered.1 == 22 && delivered.0 > 0 && delivered.1 > 0)
            _ = await sink.received(22)
            #expect(sink.received.flatMap(\.recipients).sorted() == addresses.sorted())
            #expect(Set(sink.received.map { $0.headers["message-id"] }).count == 22)
            await other.shutdown()
        }
    }

    /// What another server is just taking is neither taken nor waited for.
    @Test func whatAnotherHoldsIsPassedBy() async throws {
        try await inPostRoom { office, sink in
            let deliverer = Deliverer(office.casework, channels: [try office.channel(sink)])
            try await office.record(office.messages(["held@example.cn", "free@example.cn"]))
            let (taken, isTaken) = AsyncStream<Void>.makeStream()
            let gate = Turnstile()
            let other = Task {
                try await office.owner.write { (db: borrowing Session) in
                    _ = try db.query("select from outgoing_message where recipient = 'held@example.cn' for update")
                    isTaken.yield()
                    gate.wait()
                }
            }
            for await _ in taken.prefix(1) {}
            // It must come to its end either way, or the row would stay locked.
            let delivered = try? await deliverer.deliver()
            gate.open()
            try await other.value
            _ = await sink.received(1)
            #expect(delivered == 1 && sink.received.map(\.recipients) == [["free@example.cn"]])
            #expect(try await deliverer.deliver() == 1)
            _ = await sink.received(2)
            #expect(sink.received.count == 2)
        }
    }

    /// A server that dies after it has sent and before it has written that down: the message goes out again, when the
    /// claim has run out, and says that it is the same.
    @Test func aDoubleSaysThatItIsOne() async throws {
        try await inPostRoom { office, sink in
            let deliverer = Deliverer(office.casework, channels: [try office.channel(sink)])
            try await office.record(office.messages(["a@example.cn"]))
            try await office.owner.script(
                "alter table outgoing_message add constraint stop check (sent_at is null) not valid")
            await #expect(throws: CaseworkError.self) { try await deliverer.deliver() }
            #expect(await sink.received(1).count == 1)
            #expect(try await office.settled("a@example.cn") == "1 - - -")
            try await office.owner.script("alter table outgoing_message drop constraint stop")
            office.clock.advance(seconds: Deliverer.claim - 1)
            _ = await sink.received(1)
            #expect(try await deliverer.deliver() == 0 && sink.received.count == 1)
            office.clock.advance(seconds: 1)
            #expect(try await deliverer.deliver() == 1)
            let mails = await sink.received(2)
            #expect(mails.count == 2 && mails[0].headers["message-id"] == mails[1].headers["message-id"])
            #expect(mails[0].headers["date"] == mails[1].headers["date"] && mails[0].lines == mails[1].lines)
            #expect(try await office.settled("a@example.cn") == "2 sent - -")
        }
    }

    /// A claim that ran out says nothing of the row any more, but that it was sent.
    @Test func aLateServerDoesNotUndoWhatAnotherWrote() async throws {
        try await inPostRoom { office, sink in
            let own = try office.channel(sink)
            let deliverer = Deliverer(office.casework, channels: [own])
            // While this one waits for an answer, its claim runs out and another sends the message.
            let late = Deliverer(
                office.casework,
                channels: [
                    Watched(channel: nil) { _ in
                        office.clock.advance(seconds: Deliverer.claim)
                        _ = try? await deliverer.deliver()
                    }
                ])
            try await office.record(office.messages(["a@example.cn"]))
            #expect(try await late.deliver() == 0)
            #expect(try await office.settled("a@example.cn") == "2 sent - -")
            _ = await sink.received(1)
            #expect(sink.received.count == 1)
            try await office.record(office.messages(["later@example.cn"]))
            #expect(try await late.deliver() == 0)
            #expect(try await office.settled("later@example.cn") == "2 - - refused")
        }
    }

    @Test(.timeLimit(.minutes(1))) func aStoppedServerWritesDownWhatItSent() async throws {
        try await inPostRoom { office, sink in
            let (answers, isAnswered) = AsyncStream<Void>.makeStream()
            let channel = Watched(channel: try office.channel(sink)) { _ in
            } after: { _ in
                isAnswered.yield()
            }
            try await office.record(office.messages(["a@example.cn", "hanging@example.cn"]))
            let running = Task { await Deliverer(office.casework, channels: [channel]).run { Issue.record($0) } }
            // One has its answer, the other waits for one that never comes.
            for await _ in answers.prefix(1) {}
            await sink.isHanging()
            running.cancel()
            await running.value
            #expect(try await office.settled("a@example.cn") == "1 sent - -")
            #expect(try await office.settled("hanging@example.cn") == "1 - - interrupted")
        }
    }

    /// Acts add messages of their own matters; readers see none, whoever they are.
    @Test func theDatabaseKeepsMessagesFromReaders() async throws {
        try await inOffice { office in
            let (own, other) = (try await office.takeover(), try await office.takeover())
            func write(_ matter: Int64, as scope: Scope) async throws {
                let hint = Hint(
                    notice: LocalText(zh: "提醒", en: "reminder"), item: "TX-01", matter: matter, due: nil, event: 1)
                let messages = hint.messages(to: ["a@example.cn"], at: office.clock.now)
                try await office.casework.writing(as: scope) { (db: borrowing Session) in
                    db.onCommit(try OutgoingMessage.record(messages))
                }
            }
            try await write(own, as: .matters([own]))
            try await write(own, as: .matters([own]))
            let judge = try await office.judge
            for scope in [Scope.matters([own]), .directory, .reader(judge), .reader(judge, of: other)] {
                await #expect(throws: CaseworkError.self) { try await write(other, as: scope) }
                let shown = try await office.casework.reading(as: scope) { (db: borrowing Session) in
                    try db.query("select count(*) from outgoing_message").first?.next(Int.self)
                }
                #expect(shown == 0)
            }
            try await write(other, as: .service)
            #expect(try await office.scalar("select count(*) from outgoing_message", as: Int.self) == 2)
        }
    }
}

/// A channel that does something else first; without a channel below it answers that the server is away.
private struct Watched: MessageChannel {
    let channel: (any MessageChannel)?
    let before: @Sendable (Message) async -> Void
    var after: @Sendable (Message) async -> Void = { _ in }
    let kind = MessageChannelKind.mail

    func send(_ message: Message) async -> MessageOutcome {
        await before(message)
        let outcome = await channel?.send(message) ?? .later(.unreachable)
        await after(message)
        return outcome
    }
}

/// Whoever comes waits until so many have come; later ones pass.
private actor Meeting {
    private var missing: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ size: Int) { missing = size }

    func attend() async {
        missing -= 1
        guard missing > 0 else {
            waiting.forEach { $0.resume() }
            waiting = []
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }
}

private func inPostRoom(_ body: (Office, MailSink) async throws -> Void) async throws {
    try await inOffice { office in
        let sink = try await MailSink()
        do {
            try await body(office, sink)
        } catch {
            await sink.stop()
            throw error
        }
        await sink.stop()
    }
}

extension Office {
    fileprivate func channel(_ sink: MailSink) throws -> SMTPChannel {
        SMTPChannel(
            try MailServer(address: "smtp://127.0.0.1:\(sink.port)", isPlain: true),
            from: MailAddress("onematter@court.example.cn")!)
    }

    fileprivate func messages(_ addresses: [String]) -> [OutgoingMessage] {
        addresses.map {
            OutgoingMessage(
                matter: nil, channel: .mail, recipient: $0, subject: "示例", text: "示例", cause: "test",
                createdAt: StoredInstant(clock.now), nextTryAt: StoredInstant(clock.now))
        }
    }

    fileprivate func record(_ messages: [OutgoingMessage]) async throws {
        try await casework.writing(as: .service) { (db: borrowing Session) in
            db.onCommit(try OutgoingMessage.record(messages))
        }
    }

    /// Attempts, `sent`, `failed`, and the last fault.
    fileprivate func settled(_ recipient: String) async throws -> String {
        try await scalar(
            """
            select attempts || ' ' || case when sent_at is null then '-' else 'sent' end || ' '
                || case when failed_at is null then '-' else 'failed' end || ' ' || coalesce(last_error, '-')
            from outgoing_message where recipient = \(recipient)
            """)
    }
}
