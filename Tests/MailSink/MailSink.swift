internal import Foundation
internal import Synchronization

/// A real mail server (`aiosmtpd` of script/test-tools.txt), as a process of its own, that keeps what it takes.
public final class MailSink: Sendable {
    public struct Settings: Encodable, Sendable {
        /// 0: a free one.
        public var port = 0
        /// Files; without them there is no TLS.
        public var certificate: String?
        public var key: String?
        /// TLS from the first byte instead of STARTTLS.
        public var isImplicit = false
        /// Who must sign in.
        public var user: String?
        public var password: String?

        public init() {}
    }

    public struct Failure: Error, CustomStringConvertible {
        public let description: String
    }

    fileprivate struct Line: Decodable {
        let port: Int?
        let mail: ReceivedMail?
        let hanging: String?
    }

    fileprivate struct State {
        var port: Int?
        var mails: [ReceivedMail] = []
        var hanging = 0
        var isGone = false
        /// What is no JSON: why it did not start.
        var complaints: [String] = []
        var waiting: [(isEnough: @Sendable (State) -> Bool, turn: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())
    private let process = Process()
    private let input = Pipe()

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    private static let tool = folder.appending(path: "../../.build-tools/venv/bin/python3").standardized.path

    /// Starts it and waits until it listens.
    public init(_ settings: Settings = Settings()) async throws {
        guard FileManager.default.isExecutableFile(atPath: Self.tool) else {
            throw Failure(description: "aiosmtpd is missing: script/bootstrap --test")
        }
        let output = Pipe()
        process.executableURL = URL(filePath: Self.tool)
        process.arguments = [
            Self.folder.appending(path: "sink.py").path,
            String(decoding: try JSONEncoder().encode(settings), as: UTF8.self),
        ]
        process.standardInput = input
        process.standardOutput = output
        process.standardError = output
        try process.run()
        Thread.detachNewThread { [self] in listen(to: output.fileHandleForReading) }
        await wait { $0.port != nil }
        guard state.withLock({ $0.port }) != nil else {
            throw Failure(description: state.withLock { $0.complaints.joined(separator: "\n") })
        }
    }

    public var port: Int { state.withLock { $0.port ?? 0 } }

    public var received: [ReceivedMail] { state.withLock { $0.mails } }

    /// Waits until it has taken so many mails.
    public func received(_ count: Int) async -> [ReceivedMail] {
        await wait { $0.mails.count >= count }
        return received
    }

    /// Waits until somebody waits for an answer that never comes.
    public func isHanging() async {
        await wait { $0.hanging > 0 }
    }

    /// Ends it, and returns when it is gone. Once more does nothing.
    public func stop() async {
        try? input.fileHandleForWriting.close()
        await wait { _ in false }
    }

    /// Returns when enough has happened, or when the server is gone.
    private func wait(_ isEnough: @escaping @Sendable (State) -> Bool) async {
        await withCheckedContinuation { turn in
            let isDone = state.withLock { state in
                if state.isGone || isEnough(state) { return true }
                state.waiting.append((isEnough, turn))
                return false
            }
            if isDone { turn.resume() }
        }
    }

    private func listen(to output: FileHandle) {
        var rest: [UInt8] = []
        while case let piece = output.availableData, !piece.isEmpty {
            rest += piece
            while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                let line = rest[..<end]
                rest = Array(rest[(end + 1)...])
                change { $0.add(Data(line)) }
            }
        }
        process.waitUntilExit()
        change { $0.isGone = true }
    }

    private func change(_ body: (inout State) -> Void) {
        let turns = state.withLock { state in
            body(&state)
            let (waiting, now) = (state.waiting, state)
            state.waiting = waiting.filter { !now.isGone && !$0.isEnough(now) }
            return waiting.filter { now.isGone || $0.isEnough(now) }.map(\.turn)
        }
        for turn in turns { turn.resume() }
    }
}

extension MailSink.State {
    fileprivate mutating func add(_ line: Data) {
        guard let line = try? JSONDecoder().decode(MailSink.Line.self, from: line) else {
            complaints.append(String(decoding: line, as: UTF8.self))
            return
        }
        if let mail = line.mail { mails.append(mail) }
        if line.hanging != nil { hanging += 1 }
        port = line.port ?? port
    }
}
