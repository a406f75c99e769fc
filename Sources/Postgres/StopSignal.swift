internal import Glibc

/// A flag that `poll` can wait for: the read end of a pipe becomes readable when the flag is raised.
final class StopSignal: Sendable {
    private let readEnd: Int32
    private let writeEnd: Int32

    init() {
        var ends: [Int32] = [-1, -1]
        let failure = unsafe pipe(&ends)
        precondition(failure == 0, "the system refuses another pipe (error \(errno))")
        (readEnd, writeEnd) = (ends[0], ends[1])
        // A child process must not inherit them, and raising twice must not block.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) + fcntl(end, F_SETFL, O_NONBLOCK) }
    }

    deinit {
        close(readEnd)
        close(writeEnd)
    }

    func raise() {
        _ = unsafe write(writeEnd, "x", 1)
    }

    /// Waits for the flag, not longer than this; true when it is raised.
    func wait(milliseconds: Int32) -> Bool {
        poll([readEnd], milliseconds: milliseconds)
    }

    /// Waits for the flag or for input on another descriptor; true when the flag is raised.
    func wait(orReadable other: Int32) -> Bool {
        poll([readEnd, other], milliseconds: -1)
    }

    private func poll(_ descriptors: [Int32], milliseconds: Int32) -> Bool {
        var polled = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        _ = unsafe Glibc.poll(&polled, nfds_t(polled.count), milliseconds)
        return polled[0].revents != 0
    }
}
