import Foundation
import Synchronization
import Testing

@testable import HTTPAPI

/// A path that somebody asks for, and what should come of it.
struct Question: Sendable {
    let route: String
    let path: String
    /// The same for something that is not there.
    let absent: String
    let isAllowed: Bool
}

/// Counts what was tried and what was answered otherwise than expected.
final class Tally: Sendable {
    private struct Counts {
        var shown: [String: Int] = [:]
        var hidden: [String: Int] = [:]
        var lists = 0
        var fields = 0
        var some = 0
        var none = 0
        var misses: [String] = []
        var absent: [String: String] = [:]
    }

    private let counts = Mutex(Counts())

    func shown(_ route: String) -> Int { counts.withLock { $0.shown[route] ?? 0 } }
    func hidden(_ route: String) -> Int { counts.withLock { $0.hidden[route] ?? 0 } }

    func count(_ question: Question, _ answer: Answer) {
        counts.withLock { counts in
            if question.isAllowed {
                counts.shown[question.route, default: 0] += 1
            } else {
                counts.hidden[question.route, default: 0] += 1
            }
        }
        if answer.status != (question.isAllowed ? 200 : 404) {
            miss("\(question.path) allowed \(question.isAllowed): \(answer.status) \(answer.text)")
        }
    }

    func compare(_ what: String, _ found: [String], _ expected: Set<String>) {
        counts.withLock { $0.lists += 1 }
        if found.count != expected.count || Set(found) != expected { miss("\(what): \(found), not \(expected)") }
    }

    /// Two JSON values, or an object and what each of its keys should hold.
    func compareFields(_ what: String, _ found: JSON, _ expected: JSON) {
        counts.withLock { $0.fields += 1 }
        if found.ordered != expected.ordered { miss("\(what): \(found), not \(expected)") }
    }

    func compareFields(_ what: String, _ found: JSON, _ expected: [String: JSON]) {
        let keys = Set(found.members.map(\.key)).union(expected.keys)
        for key in keys.sorted() { compareFields("\(what) \(key)", found[key] ?? .null, expected[key] ?? .null) }
    }

    /// How many of those that are readable a filter finds.
    func count(_ found: Int, of readable: Int) {
        counts.withLock { counts in
            if found > 0 { counts.some += 1 } else if readable > 0 { counts.none += 1 }
        }
    }

    var some: Int { counts.withLock { $0.some } }
    var none: Int { counts.withLock { $0.none } }

    func reportFields(_ what: String, since started: ContinuousClock.Instant) {
        let counts = counts.withLock { $0 }
        print("\(what): \(counts.fields) compared, \(counts.misses.count) mismatches, \(ContinuousClock.now - started)")
        #expect(counts.fields > 5_000)
        #expect(counts.misses.isEmpty, "\(counts.misses.prefix(10).joined(separator: "\n"))")
    }

    func miss(_ what: String) { counts.withLock { $0.misses.append(what) } }

    /// What is answered for something that is not there. It names nobody and no number, so one answer stands for all.
    func absent(_ question: Question, _ person: Person) async throws -> String {
        let kind = "\(question.route) \(question.absent.contains("999999"))"
        if let known = counts.withLock({ $0.absent[kind] }) { return known }
        let answer = try await person.ask(question.absent)
        if answer.status != 404 { miss("\(question.absent): \(answer.status)") }
        counts.withLock { $0.absent[kind] = answer.withoutInstance }
        return answer.withoutInstance
    }

    func report(_ what: String, since started: ContinuousClock.Instant, atLeast least: Int = 1_000) {
        let counts = counts.withLock { $0 }
        let shown = counts.shown.values.reduce(0, +)
        let hidden = counts.hidden.values.reduce(0, +)
        print(
            "\(what): \(shown + hidden + counts.lists) tried (\(shown) shown, \(hidden) hidden, \(counts.lists) lists),"
                + " \(counts.misses.count) mismatches, \(ContinuousClock.now - started)")
        #expect(shown + hidden + counts.lists > least)
        #expect(counts.misses.isEmpty, "\(counts.misses.prefix(10).joined(separator: "\n"))")
    }
}

extension Answer {
    /// The body but for the id of the request.
    var withoutInstance: String { text.replacing(#/"instance":"[^"]*"/#, with: "") }
}

extension Person {
    /// Reads, without holding the answer against the description: other tests do, and here there are thousands.
    func ask(_ path: String) async throws -> Answer {
        let head = head("GET", path, [:])
        let port = port
        return try await Wire.blocking {
            let wire = try Wire(port: port)
            try wire.send(head)
            var bytes: [UInt8] = []
            while case let piece = try wire.receive(), !piece.isEmpty { bytes += piece }
            return try Answer(bytes)
        }
    }

    /// A whole list, page by page.
    func all(_ path: String, limit: Int) async throws -> [JSON] {
        var items: [JSON] = []
        var cursor: String?
        repeat {
            let query = "limit=\(limit)" + (cursor.map { "&cursor=\($0)" } ?? "")
            let page = try await ask(path + (path.contains("?") ? "&" : "?") + query).expect(200).json
            items += page["items"]?.elements ?? []
            cursor = page["next"]?.text
        } while cursor != nil
        return items
    }
}
