internal import CLibpq
internal import Glibc

/// The blocking part of a listener, which occupies its thread from start to stop.
actor ListenerLoop {
    private nonisolated let thread = ConnectionThread()
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }

    private let configuration: DatabaseConfiguration
    private let channels: [String]
    private let stopSignal: StopSignal
    private let output: AsyncStream<Listener.Event>.Continuation

    /// Milliseconds between attempts to connect: doubled after each failure.
    private static let pauses = (first: Int32(50), longest: Int32(5_000))

    init(
        _ configuration: DatabaseConfiguration, channels: [String], stopSignal: StopSignal,
        output: AsyncStream<Listener.Event>.Continuation
    ) {
        self.configuration = configuration
        self.channels = channels
        self.stopSignal = stopSignal
        self.output = output
    }

    deinit { thread.stop() }

    func run() {
        defer { output.finish() }
        var pause = Self.pauses.first
        while true {
            if let wire = try? connect() {
                pause = Self.pauses.first
                output.yield(.resynchronise)
                deliver(from: wire)
            }
            if stopSignal.wait(milliseconds: pause / 2 + Int32.random(in: 0...(pause / 2))) { return }
            pause = min(2 * pause, Self.pauses.longest)
        }
    }

    private func connect() throws(PostgresError) -> Wire {
        let wire = try Wire(configuration)
        try wire.script(channels.map { "listen \(quotedIdentifier($0));" }.joined())
        return wire
    }

    /// Passes notifications on until the connection is lost or the listener is stopped.
    private func deliver(from wire: Wire) {
        while true {
            while let event = wire.nextNotification() {
                output.hint(event)
            }
            guard !stopSignal.wait(orReadable: wire.descriptor), wire.takeInput() else { return }
        }
    }
}

extension AsyncStream<Listener.Event>.Continuation {
    /// When the reader is so slow that the oldest hint has to go, it is told; that may cost another hint, but then the
    /// reader reads everything again anyway.
    func hint(_ event: Listener.Event) {
        if case .dropped = yield(event) { yield(.resynchronise) }
    }
}

extension Wire {
    fileprivate var descriptor: Int32 { unsafe PQsocket(connection) }

    fileprivate func takeInput() -> Bool {
        unsafe PQconsumeInput(connection) == 1 && PQstatus(connection) == CONNECTION_OK
    }

    fileprivate func nextNotification() -> Listener.Event? {
        guard let notification = unsafe PQnotifies(connection) else { return nil }
        defer { unsafe PQfreemem(notification) }
        return unsafe .notification(
            channel: String(cString: notification.pointee.relname), payload: String(cString: notification.pointee.extra)
        )
    }
}
