import Foundation
import Synchronization
import Testing

@testable import HTTPAPI

/// Somebody who reads server-sent events, byte by byte from the socket.
final class EventStream: Sendable {
    enum Piece: Hashable, Sendable {
        case event(id: String, data: String)
        /// A sign of life.
        case comment
        /// How long to wait before coming back.
        case retry(Int)
    }

    private struct State {
        var bytes: Buffer
        var text = Buffer()
        var hasEnded = false
    }

    /// Bytes that are taken from the front, many thousands of pieces one after the other.
    private struct Buffer {
        private var bytes: Data
        private var start = 0

        init(_ bytes: [UInt8] = []) { self.bytes = Data(bytes) }

        static func += (buffer: inout Buffer, bytes: [UInt8]) { buffer.bytes.append(contentsOf: bytes) }

        var count: Int { bytes.count - start }

        /// How many bytes come before the mark; nil if it is not there yet.
        func length(before mark: String) -> Int? {
            bytes.range(of: Data(mark.utf8), in: start..<bytes.count).map { $0.lowerBound - start }
        }

        mutating func take(_ length: Int) -> [UInt8] {
            defer {
                start += length
                if start > 1 << 20 {
                    bytes = Data(bytes[start...])
                    start = 0
                }
            }
            return Array(bytes[start..<start + length])
        }

        func text(_ length: Int) -> String { String(decoding: bytes[start..<start + length], as: UTF8.self) }
    }

    let status: Int
    let headers: [String: String]
    private let wire: Wire
    private let state: Mutex<State>

    /// Asks for the stream and waits for the head of the answer.
    static func open(
        _ path: String, _ person: Person, after: Int? = nil, headers: [String: String] = [:], window: Int32? = nil
    ) async throws -> EventStream {
        var all = headers.merging(["Accept": "text/event-stream"]) { given, _ in given }
        if let after { all["Last-Event-ID"] = "\(after)" }
        let head = person.head("GET", path, all)
        let port = person.port
        return try await Wire.blocking {
            let wire = try Wire(port: port, window: window)
            try wire.send(head)
            return try EventStream(wire)
        }
    }

    private init(_ wire: Wire) throws {
        var bytes: [UInt8] = []
        let end = Array("\r\n\r\n".utf8)
        while bytes.firstRange(of: end) == nil {
            let piece = try wire.receive()
            guard !piece.isEmpty else { throw WireError(action: "read the head") }
            bytes += piece
        }
        let answer = try Answer(bytes)
        status = answer.status
        headers = answer.headers
        self.wire = wire
        state = Mutex(State(bytes: Buffer(answer.body)))
    }

    /// The next piece; nil once the server has ended the stream as it should. Throws if it was broken off.
    func next() async throws -> Piece? {
        try await Wire.blocking { [self] in try state.withLock { try next(&$0) } }
    }

    private func next(_ state: inout State) throws -> Piece? {
        while true {
            if let piece = Self.piece(&state.text) { return piece }
            if state.hasEnded { return nil }
            while let chunk = try Self.chunk(&state.bytes) {
                if chunk.isEmpty { state.hasEnded = true }
                state.text += chunk
            }
            if state.hasEnded || state.text.length(before: "\n\n") != nil { continue }
            let bytes = try wire.receive()
            guard !bytes.isEmpty else { throw WireError(action: "read on: broken off") }
            state.bytes += bytes
        }
    }

    /// The next item, whatever signs of life come before it.
    func item() async throws -> JSON? {
        while let piece = try await next() {
            guard case .event(let id, let data) = piece else { continue }
            let item = try JSONParser.parse(Array(data.utf8))
            #expect(item["number"]?.whole.map { "\($0)" } == id)
            return item
        }
        return nil
    }

    /// Ids of the next events, without a look at what they hold.
    func numbers(_ count: Int) async throws -> [Int] {
        try await Wire.blocking { [self] in
            try state.withLock { state in
                var numbers: [Int] = []
                while numbers.count < count, let piece = try next(&state) {
                    if case .event(let id, _) = piece, let number = Int(id) { numbers.append(number) }
                }
                return numbers
            }
        }
    }

    /// Whether the server ends the stream as it should, and sends nothing but a hundred signs of life before.
    func ends() async throws -> Bool {
        for _ in 0..<100 {
            guard let piece = try await next() else { return true }
            if case .event = piece { return false }
        }
        return false
    }

    /// Ids of the events that arrive until the server breaks the stream off; nil if it ends as it should, or goes on.
    func numbersUntilBrokenOff() async throws -> [Int]? {
        try await Wire.blocking { [self] in
            state.withLock { state in
                var numbers: [Int] = []
                var comments = 0
                do {
                    while comments < 100, let piece = try next(&state) {
                        if case .event(let id, _) = piece, let number = Int(id) { numbers.append(number) }
                        if piece == .comment { comments += 1 }
                    }
                    return nil
                } catch {
                    return numbers
                }
            }
        }
    }

    /// Items until a number of them is there.
    func items(_ count: Int) async throws -> [JSON] {
        var items: [JSON] = []
        while items.count < count, let item = try await item() { items.append(item) }
        return items
    }

    /// One chunk of HTTP/1.1's chunked coding; empty: the last.
    private static func chunk(_ bytes: inout Buffer) throws -> [UInt8]? {
        guard let line = bytes.length(before: "\r\n") else { return nil }
        let size = try #require(Int(bytes.text(line), radix: 16))
        guard bytes.count >= line + 2 + size + 2 else { return nil }
        _ = bytes.take(line + 2)
        defer { _ = bytes.take(2) }
        return bytes.take(size)
    }

    private static func piece(_ text: inout Buffer) -> Piece? {
        guard let end = text.length(before: "\n\n") else { return nil }
        let block = Data(text.take(end))
        _ = text.take(2)
        // By bytes: characters of a text cost too much here.
        func word(after name: String, in bytes: Data) -> Data? {
            guard bytes.starts(with: Data("\(name): ".utf8)) else { return nil }
            return bytes.dropFirst(name.utf8.count + 2)
        }
        if let wait = word(after: "retry", in: block) {
            return .retry(Int(String(decoding: wait, as: UTF8.self)) ?? -1)
        }
        guard let line = block.firstIndex(of: UInt8(ascii: "\n")), let id = word(after: "id", in: block[..<line]),
            let data = word(after: "data", in: Data(block[(line + 1)...]))
        else { return .comment }
        return .event(id: String(decoding: id, as: UTF8.self), data: String(decoding: data, as: UTF8.self))
    }
}
