internal import CCurl
internal import Glibc
internal import Synchronization

/// The text of one mail on its way into libcurl, and whether to stop. libcurl asks on its own thread; who stops it is on
/// another one.
final class Upload: Sendable {
    private struct State {
        var sent = 0
        var isStopped = false
    }

    private let bytes: [UInt8]
    private let state = Mutex(State())

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func stop() { state.withLock { $0.isStopped = true } }

    var isStopped: Bool { state.withLock { $0.isStopped } }

    /// Whether the server has asked for the text.
    var hasBegun: Bool { state.withLock { $0.sent > 0 } }

    private func read(into target: UnsafeMutableRawBufferPointer) -> Int {
        state.withLock { state in
            let piece = bytes[state.sent...].prefix(target.count)
            target.copyBytes(from: piece)
            state.sent += piece.count
            return piece.count
        }
    }

    /// `curl_read_callback`
    static let reader: @convention(c) (UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?) -> Int = {
        target, size, count, context in
        guard let target, let context else { return 0 }
        return Unmanaged<Upload>.fromOpaque(context).takeUnretainedValue()
            .read(into: UnsafeMutableRawBufferPointer(start: target, count: size * count))
    }

    /// `curl_xferinfo_callback`: anything but 0 ends the transfer.
    static let watcher:
        @convention(c) (UnsafeMutableRawPointer?, curl_off_t, curl_off_t, curl_off_t, curl_off_t) -> CInt = {
            context, _, _, _, _ in
            guard let context else { return 1 }
            return Unmanaged<Upload>.fromOpaque(context).takeUnretainedValue().isStopped ? 1 : 0
        }
}
