import TestCluster
import Testing

@testable import Postgres

@Suite(.timeLimit(.minutes(1))) struct ListenerTests {
    @Test func deliversReconnectsAndStops() async throws {
        let name = uniqueName("Listener")
        let listener = Listener(
            DatabaseConfiguration(connectionString: try await testConnectionString(), applicationName: name),
            channels: [name, "other \"channel\""])
        var events = listener.events.makeAsyncIterator()
        #expect(await events.next() == .resynchronise)

        try await withDatabase { database in
            try await database.write { (db: borrowing Session) in
                db.onCommit("select pg_notify(\(name), \("破产 1"))")
            }
            #expect(await events.next() == .notification(channel: name, payload: "破产 1"))
            try await database.script("notify \"other \"\"channel\"\"\", 'two'")
            #expect(await events.next() == .notification(channel: "other \"channel\"", payload: "two"))

            let process = try await database.read { (db: borrowing Session) in
                try db.query("select pid from pg_stat_activity where application_name = \(name)").first?.next(Int.self)
            }
            try await terminate(try #require(process))
            #expect(await events.next() == .resynchronise)
            try await database.write { (db: borrowing Session) in
                db.onCommit("select pg_notify(\(name), \("after"))")
            }
            #expect(await events.next() == .notification(channel: name, payload: "after"))
        }
        listener.stop()
        #expect(await events.next() == nil)
    }

    @Test func aSlowReaderIsToldThatItMissedSomething() async {
        let (events, output) = AsyncStream<Listener.Event>.makeStream(bufferingPolicy: .bufferingNewest(4))
        for number in 1...4 { output.hint(.notification(channel: "c", payload: "\(number)")) }
        output.finish()
        #expect(await events.reduce(into: []) { $0.append($1) }.contains(.resynchronise) == false)

        let (late, lateOutput) = AsyncStream<Listener.Event>.makeStream(bufferingPolicy: .bufferingNewest(4))
        for number in 1...5 { lateOutput.hint(.notification(channel: "c", payload: "\(number)")) }
        lateOutput.finish()
        let last = Array(await late.reduce(into: []) { $0.append($1) }.suffix(2))
        #expect(last == [.notification(channel: "c", payload: "5"), .resynchronise])
    }
}
