internal import CLibpq

/// Asks the server to stop what a connection is doing. libpq allows this from any thread while the connection works.
@safe
final class Canceller: @unchecked Sendable {
    private let handle: OpaquePointer?

    /// Takes over what `PQgetCancel` returned.
    init(_ handle: OpaquePointer?) {
        unsafe self.handle = unsafe handle
    }

    deinit { unsafe PQfreeCancel(handle) }

    /// Returns once the server has been told; an idle server ignores it.
    func cancel() {
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { message in
            _ = unsafe PQcancel(handle, message.baseAddress, 256)
        }
    }
}
