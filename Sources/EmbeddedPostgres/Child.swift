import Foundation
package import Glibc

/// Child processes that inherit nothing but three descriptors.
///
/// Foundation's `Process` learns of a child's end through a socket that the child inherits. A daemon that the child
/// leaves behind, as `pg_ctl` does, inherits it too and keeps the parent waiting for ever.
package enum Child {
    /// Runs a program to its end and answers its exit status and all it printed. Blocks the thread.
    ///
    /// - Parameters:
    ///   - command: The program's path and its arguments.
    ///   - input: What it reads.
    ///   - environment: All of its environment; nil hands on this process's.
    package static func run(
        _ command: [String], input: String = "", environment: [String: String]? = nil
    ) throws -> (status: Int32, output: String) {
        // Files instead of pipes: nobody has to read while the other writes, and a program that gives up reading
        // cannot end this process.
        let reading = try temporaryFile(holding: input)
        defer { close(reading) }
        let writing = try temporaryFile(holding: "")
        defer { close(writing) }
        let process = try spawn(command, reading: reading, writing: writing, environment: environment)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else { throw PrivateClusterError(cannot: "wait for", command[0]) }
        }
        let signal = status & 0x7f
        let end = signal == 0 ? (status >> 8) & 0xff : 128 + signal
        return (end, try contents(of: writing))
    }

    /// Starts a program in a process group of its own, so that Ctrl-C in a terminal doesn't reach it.
    package static func spawn(
        _ command: [String], reading: Int32, writing: Int32, environment: [String: String]? = nil
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, reading, 0)
        posix_spawn_file_actions_adddup2(&actions, writing, 1)
        posix_spawn_file_actions_adddup2(&actions, writing, 2)
        // One by one, since the call that closes a range isn't in Swift's view of the C library. Closing what isn't
        // open is no error.
        for descriptor in 3...(highestDescriptor() + 16) { posix_spawn_file_actions_addclose(&actions, descriptor) }

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A server that takes signals in its own way has them ignored or blocked; the child must not.
        var every = sigset_t()
        var none = sigset_t()
        sigfillset(&every)
        sigemptyset(&none)
        posix_spawnattr_setsigdefault(&attributes, &every)
        posix_spawnattr_setsigmask(&attributes, &none)
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
        posix_spawnattr_setflags(&attributes, Int16(flags))

        let pairs = environment ?? ProcessInfo.processInfo.environment
        var process: pid_t = 0
        let code = withTerminatedArray(command) { arguments in
            withTerminatedArray(pairs.map { "\($0)=\($1)" }) { variables in
                posix_spawn(&process, command[0], &actions, &attributes, arguments, variables)
            }
        }
        guard code == 0 else { throw PrivateClusterError(cannot: "run", command[0], errno: code) }
        return process
    }

    private static func highestDescriptor() -> Int32 {
        let open = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return open.compactMap { Int32($0) }.max() ?? 1024
    }

    /// C's form of a list of texts, for the length of a call.
    private static func withTerminatedArray<Result>(
        _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let copies = texts.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return body(copies + [nil])
    }

    /// An open file without a name.
    private static func temporaryFile(holding text: String) throws -> Int32 {
        let path = "\(NSTemporaryDirectory())/onematter-\(UUID().uuidString)"
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw PrivateClusterError(cannot: "make", path) }
        unlink(path)
        let bytes = Array(text.utf8)
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else {
                close(descriptor)
                throw PrivateClusterError(cannot: "write", path)
            }
            written += count
        }
        lseek(descriptor, 0, SEEK_SET)
        return descriptor
    }

    private static func contents(of descriptor: Int32) throws -> String {
        lseek(descriptor, 0, SEEK_SET)
        let data = try FileHandle(fileDescriptor: descriptor, closeOnDealloc: false).readToEnd() ?? Data()
        return String(decoding: data, as: UTF8.self)
    }
}
