import Foundation
import Glibc

/// The server's processes, found by where they work: a PostgreSQL process's working folder is its cluster, so a
/// process number that was given to something else since can't be mistaken for it.
enum ClusterProcesses {
    /// All of them, the postmaster among them.
    static func list(in cluster: String) -> [pid_t] {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return entries.compactMap { pid_t($0) }.filter { process in
            guard target(ofLink: "/proc/\(process)/cwd") == cluster else { return false }
            // A process that is ending has given up its program and not yet its folder.
            guard let program = target(ofLink: "/proc/\(process)/exe") else { return true }
            // A prefix, because a program upgraded under a running server reads `postgres (deleted)`.
            return program.split(separator: "/").last?.hasPrefix("postgres") == true
        }
    }

    /// The process that started the others, if it lives.
    static func postmaster(in cluster: String) -> pid_t? {
        recordedProcess(in: cluster).flatMap { list(in: cluster).contains($0) ? $0 : nil }
    }

    /// Ends the server: politely, then by force. Force is safe too, because the log is on disk before a commit is
    /// acknowledged; the next start then takes longer.
    static func end(in cluster: String) throws {
        if let postmaster = postmaster(in: cluster) {
            if signal([postmaster], SIGINT, in: cluster, within: .seconds(60)) { return }
            if signal([postmaster], SIGQUIT, in: cluster, within: .seconds(10)) { return }
        } else if signal(list(in: cluster), SIGQUIT, in: cluster, within: .seconds(10)) {
            return
        }
        guard signal(list(in: cluster), SIGKILL, in: cluster, within: .seconds(10)) else {
            throw PrivateClusterError(
                "The PostgreSQL processes \(list(in: cluster)) of \(cluster) do not end, not even when killed; "
                    + "look at the disk they wait for.")
        }
    }

    /// Removes a left-over process file whose number now belongs to something else. PostgreSQL would take that for
    /// a running server and refuse; it handles a number that is free by itself.
    static func forgetReusedProcessID(in cluster: String) throws {
        guard let process = recordedProcess(in: cluster), kill(process, 0) == 0, list(in: cluster).isEmpty else {
            return
        }
        guard unlink(processFile(cluster)) == 0 else {
            throw PrivateClusterError(cannot: "remove", processFile(cluster))
        }
    }

    /// Sends the signal and waits until nothing is left, or the time is over.
    private static func signal(
        _ processes: [pid_t], _ number: Int32, in cluster: String, within limit: Duration
    ) -> Bool {
        for process in processes { kill(process, number) }
        let deadline = ContinuousClock.now + limit
        while !list(in: cluster).isEmpty {
            guard ContinuousClock.now < deadline else { return false }
            usleep(10_000)
        }
        return true
    }

    private static func processFile(_ cluster: String) -> String { "\(cluster)/postmaster.pid" }

    private static func recordedProcess(in cluster: String) -> pid_t? {
        let text = try? String(contentsOfFile: processFile(cluster), encoding: .utf8)
        return text?.split(separator: "\n").first.flatMap { pid_t($0) }
    }

    private static func target(ofLink path: String) -> String? {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let length = readlink(path, &buffer, buffer.count)
        return length > 0 ? String(decoding: buffer[..<length], as: UTF8.self) : nil
    }
}
