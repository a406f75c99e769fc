import Foundation
import Glibc
import Synchronization
import Testing

/// Somebody who reads a feed as a stream, and comes back with the number of the last item whenever the stream ends. Checks
/// each item against the one before.
final class StreamReader: Sendable {
    private struct State {
        var numbers: [Int] = []
        var isDone = false
        var socket: Int32 = -1
    }

    private let token: String
    private let state = Mutex(State())

    /// A signal for items that have come; the first is there from the beginning.
    let growth: AsyncStream<Void>
    private let grown: AsyncStream<Void>.Continuation

    init(token: String) {
        self.token = token
        (growth, grown) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        grown.yield()
    }

    var numbers: [Int] { state.withLock { $0.numbers } }

    /// Reads until `stop`, each time from the port that is given.
    func run(_ port: @escaping @Sendable () -> Int) async {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { [self] in
                while !state.withLock({ $0.isDone }) { try? read(from: port()) }
                continuation.resume()
            }
        }
    }

    func stop() {
        state.withLock { state in
            state.isDone = true
            if state.socket >= 0 { shutdown(state.socket, Int32(SHUT_RDWR)) }
        }
    }

    private func read(from port: Int) throws {
        let socket = try connect(port)
        defer {
            state.withLock { $0.socket = -1 }
            close(socket)
        }
        let isOver = state.withLock { state in
            state.socket = socket
            return state.isDone
        }
        if isOver { return }
        var head = "GET /v1/feed HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer \(token)\r\n"
        head += "Accept: text/event-stream\r\n" + (numbers.last.map { "Last-Event-ID: \($0)\r\n" } ?? "") + "\r\n"
        let bytes = Array(head.utf8)
        guard send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else { return }
        var text = Data()
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = recv(socket, &piece, piece.count, 0), count > 0 {
            text.append(contentsOf: piece[..<count])
            // Pages are written whole, so the frames of the transfer coding stand between events and in none.
            while let end = text.range(of: Data("}\n\n".utf8)) {
                let event = text[..<end.upperBound]
                if let start = event.range(of: Data("data: ".utf8)) { try take(Data(event[start.upperBound...])) }
                text = Data(text[end.upperBound...])
            }
        }
    }

    private func take(_ data: Data) throws {
        let item = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let number = try #require(item["number"] as? Int)
        state.withLock { state in
            #expect(item["previous"] as? Int == state.numbers.last, "a gap before \(number)")
            state.numbers.append(number)
        }
        grown.yield()
    }

    private func connect(_ port: Int) throws -> Int32 {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else {
            close(socket)
            throw Refused()
        }
        return socket
    }

    private struct Refused: Error {}
}
