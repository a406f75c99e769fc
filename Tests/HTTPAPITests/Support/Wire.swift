import Foundation
import Glibc

/// A socket to the server, so that tests see the bytes and decide when they go out. Blocking calls, on threads of their
/// own.
final class Wire: Sendable {
    private let socket: Int32

    /// - Parameter window: Bytes that may wait unread at this end.
    init(port: Int, patience: Int = 30, window: Int32? = nil) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        if var window { setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &window, socklen_t(MemoryLayout<Int32>.size)) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw WireError(action: "connect") }
        // A server that hangs is a failed test and not a test that never ends.
        var limit = timeval(tv_sec: patience, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { Glibc.close(socket) }

    func send(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw WireError(action: "send") }
            rest = rest.dropFirst(count)
        }
    }

    /// The next bytes; empty when the server has closed.
    func receive() throws -> [UInt8] {
        let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
            count = max(0, Glibc.recv(socket, buffer.baseAddress, buffer.count, 0))
        }
        if bytes.isEmpty, errno == EAGAIN { throw WireError(action: "receive in time") }
        return bytes
    }

    /// One request and its answer, whatever it is.
    static func answer(
        port: Int, _ method: String, _ target: String, _ headers: [String: String] = [:], _ body: [UInt8] = []
    ) async throws -> Answer {
        let lines = [
            "\(method) \(target) HTTP/1.1", "Host: 127.0.0.1:\(port)", "Connection: close",
            "Content-Length: \(body.count)",
        ]
        let head = Array(((lines + headers.map { "\($0): \($1)" }).joined(separator: "\r\n") + "\r\n\r\n").utf8)
        return try await blocking {
            let wire = try Wire(port: port)
            try wire.send(head + body)
            var bytes: [UInt8] = []
            while case let piece = try wire.receive(), !piece.isEmpty { bytes += piece }
            return try Answer(bytes)
        }
    }

    /// Runs blocking work away from the threads that tasks share.
    static func blocking<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result(catching: work)) }
        }
    }
}

struct WireError: Error {
    let action: String
    let reason = String(cString: strerror(errno))
}
