import Casework
import Foundation
import MatterCore
import Testing

@testable import HTTPAPI

/// The feed over HTTP: pages and streams, how streams end, and that nobody holds anybody up.
@Suite struct FeedTests {
    /// Quick in everything, so that tests need not wait.
    private static var quick: HTTPSettings {
        var settings = HTTPSettings()
        settings.streams.heartbeat = .milliseconds(100)
        settings.streams.check = .milliseconds(50)
        return settings
    }

    @Test func pagesAndStreamsGoOnWhereTheReaderStopped() async throws {
        try await atSite { site in
            let judge = try await site.judge
            for serial in 1...3 { _ = try await judge.openMatter(serial) }
            let empty = try await judge.get("/v1/feed").expect(200)
            #expect(try empty.json["items"] == .array([]) && empty.json["through"] == .null)
            try await site.sequence()
            let all = try await judge.get("/v1/feed").expect(200).json
            let items = all["items"]?.elements ?? []
            #expect(items.count > 6 && all["next"] == .null)
            #expect(items.first?["previous"] == .null && items.first?["event"]?["number"] == .integer(1))

            let first = try await judge.get("/v1/feed?limit=2").expect(200).json
            #expect(first["items"]?.elements == Array(items.prefix(2)) && first["next"] == first["through"])
            let through = try #require(first["through"]?.whole)
            let rest = try await judge.get("/v1/feed?after=\(through)").expect(200).json
            #expect(rest["items"]?.elements == Array(items.dropFirst(2)))
            // The header goes before the address, as a browser that comes back has both.
            let header = try await judge.send("GET", "/v1/feed?after=0", ["Last-Event-ID": "\(through)"])
            #expect(try header.expect(200).json == rest)

            let stream = try await EventStream.open("/v1/feed?after=0", judge, after: Int(through))
            #expect(stream.status == 200 && stream.headers["content-type"] == "text/event-stream")
            #expect(stream.headers["cache-control"] == "no-store" && stream.headers["x-content-type-options"] != nil)
            #expect(try await stream.items(items.count - 2) == Array(items.dropFirst(2)))
            // And goes on, for those whom it concerns.
            let elsewhere = try await site.person(.judge, "COURT-330602")
            let other = try await EventStream.open("/v1/feed", elsewhere)
            _ = try await elsewhere.openMatter(4)
            _ = try await judge.openMatter(5)
            try await site.sequence()
            let (mine, theirs) = (try await stream.item(), try await other.item())
            #expect(mine?["previous"] == items.last?["number"] && theirs?["previous"] == .null)
            #expect(mine?["matter"] != theirs?["matter"])
        }
    }

    @Test func refusesWhatCannotBe() async throws {
        try await atSite(Self.quick) { site in
            let judge = try await site.judge
            _ = try await judge.openMatter()
            try await site.sequence()
            try await judge.get("/v1/feed?after=1000000").expect(422, "feed-number-unknown")
            for query in ["after=-1", "after=x", "after=01", "limit=0", "limit=1001", "cursor=1"] {
                try await judge.get("/v1/feed?\(query)").expect(400)
            }
            for header in ["x", "-1", "", "9999999999999999999"] {
                let answer = try await judge.send("GET", "/v1/feed", ["Last-Event-ID": header]).expect(400)
                #expect(try answer.text(at: "/errors/0/pointer") == "Last-Event-ID")
            }
            // The same said of a stream, as an answer and not as a stream that breaks off.
            let stream = ["Accept": "text/html, text/event-stream;q=0.9"]
            try await judge.send("GET", "/v1/feed?after=1000000", stream).expect(422, "feed-number-unknown")
            try await site.nobody.send("GET", "/v1/feed", stream).expect(401)
            // A look at the head alone leaves nothing open.
            for _ in 0..<20 {
                let head = try await judge.send("HEAD", "/v1/feed", stream)
                #expect(head.status == 200 && head.body.isEmpty)
            }
            try await site.person(.operator, "OPERATOR").get("/v1/feed").expect(200)
        }
    }

    @Test(.timeLimit(.minutes(1))) func oneReaderHoldsOnlySoManyStreams() async throws {
        var settings = Self.quick
        settings.streams.mostOfOne = 2
        try await atSite(settings) { site in
            let judge = try await site.judge
            let kept = try await EventStream.open("/v1/feed", judge)
            try await Self.openAndLeave(judge)
            // Who left is noticed, and makes room.
            var second: EventStream?
            while second == nil {
                let stream = try await EventStream.open("/v1/feed", judge)
                if stream.status == 200 { second = stream } else { #expect(stream.status == 429) }
            }
            let third = try await judge.send("GET", "/v1/feed", ["Accept": "text/event-stream"])
            try third.expect(429, "too-many-streams")
            #expect(third.headers["retry-after"] != nil)
            // Others are not concerned, nor are pages.
            try await judge.get("/v1/feed").expect(200)
            #expect(try await EventStream.open("/v1/feed", site.administrator).status == 200)
            _ = (kept, second)
        }
    }

    private static func openAndLeave(_ person: Person) async throws {
        let stream = try await EventStream.open("/v1/feed", person)
        #expect(stream.status == 200)
    }

    @Test(.timeLimit(.minutes(1))) func endsWithTheSession() async throws {
        try await atSite(Self.quick) { site in
            let signedIn = try await site.signedIn("judge-330603")
            let other = try await site.signedIn("judge-330603")
            func open(_ session: SignedIn) async throws -> EventStream {
                let stream = try await EventStream.open("/v1/feed", site.nobody, headers: ["Cookie": session.cookie])
                #expect(stream.status == 200)
                return stream
            }
            let (stream, kept) = (try await open(signedIn), try await open(other))
            #expect(try await stream.next() == .retry(2_000))
            try await signedIn.act("/v1/session", "", method: "DELETE").expect(204)
            // As it should end, and not broken off.
            #expect(try await stream.ends())
            // The other session goes on, but an open stream does not keep it alive.
            #expect(try await kept.next() == .retry(2_000))
            #expect(try await kept.next() == .comment)
            site.clock.advance(seconds: Site.identity().idle + 1)
            #expect(try await kept.ends())
        }
    }

    @Test(.timeLimit(.minutes(5))) func endsWithTheServer() async throws {
        var settings = HTTPSettings()
        // Whoever is cut off here is cut off by the end of the server.
        settings.streams.patience = .seconds(300)
        let site = try await Site.open(settings)
        let judge = try await site.judge
        _ = try await judge.openMatter()
        try await site.sequence()
        var streams: [EventStream] = []
        for _ in 0..<4 { streams.append(try await EventStream.open("/v1/feed", judge)) }
        for stream in streams { _ = try await stream.items(2) }
        // One that reads nothing, while another one has read more than can wait on the way.
        try await site.fillFeed(1_500)
        let stuck = try await EventStream.open("/v1/feed", judge, window: 4_096)
        #expect(try await EventStream.open("/v1/feed", judge).numbers(1_500).count == 1_500)
        let started = ContinuousClock.now
        try await site.stop()
        #expect(ContinuousClock.now - started < .seconds(4))
        for stream in streams { while try await stream.next() != nil {} }
        // That one was broken off.
        #expect(try await stuck.numbersUntilBrokenOff() != nil)
        try await site.close()
    }

    /// A reader that takes nothing holds up nobody, is cut off after a while, and goes on later where it stopped.
    @Test(.timeLimit(.minutes(5))) func aSlowReaderHoldsUpNobody() async throws {
        var settings = Self.quick
        settings.streams.patience = .milliseconds(500)
        settings.streams.piece = 100
        try await atSite(settings) { site in
            let judge = try await site.judge
            _ = try await judge.openMatter()
            try await site.sequence()
            let count = 1_500
            try await site.fillFeed(count)
            let slow = try await EventStream.open("/v1/feed", judge, window: 4_096)
            let quick = try await EventStream.open("/v1/feed", judge)
            let all = try await quick.numbers(count)
            #expect(all.count == count && all == all.sorted())
            // What has arrived before the server cut it off.
            var held = try #require(try await slow.numbersUntilBrokenOff())
            #expect(!held.isEmpty && held.count < count && held == Array(all.prefix(held.count)))
            let rest = try await EventStream.open("/v1/feed", judge, after: held.last)
            held += try await rest.numbers(count - held.count)
            #expect(held == all)
        }
    }
}

extension Site {
    /// So many more items of six kilobytes in the feed of the judge, as if somebody had been away for a day.
    func fillFeed(_ count: Int) async throws {
        try await asOwner(
            """
            begin;
            update matter set debtor_name = repeat('示', 2000);
            create temporary table last on commit drop as
                select leaf.position, event.* from matter_event as event
                join ledger_leaf as leaf using (matter_id, number) order by leaf.position desc limit 1;
            insert into matter_event (matter_id, number, at, author_id, author_name, author_role, author_organisation,
                origin, kind, body, matter_version, workflow, changes, previous, hash)
            select matter_id, number + n, at, author_id, author_name, author_role, author_organisation, origin, kind,
                body, matter_version, workflow, changes, hash, hash from last, generate_series(1, \(count)) as n;
            insert into ledger_leaf (position, matter_id, number, hash)
            select position + n, matter_id, number + n, hash from last, generate_series(1, \(count)) as n;
            insert into feed_item (reader, position, matter_id, number)
            select 'court:COURT-330603', position + n, matter_id, number + n
            from last, generate_series(1, \(count)) as n;
            insert into ledger_checkpoint (size, root, at, key, signature)
            select size + \(count), root, at, key, signature from ledger_checkpoint order by size desc limit 1;
            commit;
            analyze
            """)
    }
}
