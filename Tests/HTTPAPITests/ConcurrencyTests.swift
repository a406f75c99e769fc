import Testing

@testable import HTTPAPI

/// Retries, races and stale writes.
@Suite struct ConcurrencyTests {
    private let judgeBody = #"{"judge":{"id":"judge:COURT-330603:示例","name":"示例"},"panel":[]}"#

    @Test func aRetryIsAnsweredAsBefore() async throws {
        try await atSite { site in
            let judge = try await site.judge
            let path = "/v1/matters/\(try await judge.openMatter())/judge-assignments"
            let first = try await judge.act(path, judgeBody, version: 1, key: "once").expect(201)
            let again = try await judge.act(path, judgeBody, version: 1, key: "once").expect(201)
            #expect(first.headers["idempotency-replayed"] == nil)
            #expect(again.headers["idempotency-replayed"] == "true")
            #expect(first.body == again.body && first.version == again.version)
            let other = judgeBody.replacing("示例", with: "别人")
            try await judge.act(path, other, version: 1, key: "once").expect(409, "idempotency-key-reused")
        }
    }

    @Test func aStaleActIsToldWhatChanged() async throws {
        try await atSite { site in
            let judge = try await site.judge
            let path = "/v1/matters/\(try await judge.openMatter())"
            _ = try await judge.act("\(path)/judge-assignments", judgeBody, version: 1).expect(201)
            let stale = try await judge.act("\(path)/judge-assignments", judgeBody, version: 1)
            try stale.expect(412, "stale-version")
            #expect(try stale.whole(at: "/version") == 2)
            #expect(try stale.json["changes"]?.elements.compactMap { $0["kind"]?.text } == ["judge_assigned"])
        }
    }

    @Test func ofManyAtOnceOneWins() async throws {
        try await atSite { site in
            let judge = try await site.judge
            let path = "/v1/matters/\(try await judge.openMatter())/judge-assignments"
            let answers = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<8 {
                    group.addTask { try await judge.act(path, judgeBody, version: 1).status }
                }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(answers.sorted() == [201] + [Int](repeating: 412, count: 7))
        }
    }

    @Test func oneKeyAtTheSameMomentActsOnce() async throws {
        try await atSite { site in
            let judge = try await site.judge
            let body = try Bodies.open(7)
            let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
                for _ in 0..<6 { group.addTask { try await judge.act("/v1/matters", body, key: "same") } }
                return try await group.reduce(into: [Answer]()) { $0.append($1) }
            }
            #expect(Set(answers.map(\.status)) == [201])
            #expect(Set(answers.map(\.text)).count == 1)
            #expect(try await judge.get("/v1/matters").json["items"]?.elements.count == 1)
        }
    }
}
