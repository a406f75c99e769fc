import Foundation
import Glibc

/// The server's settings file, written anew at every start.
struct ServerSettings {
    private var values: [String: String]

    init(socketFolder: String, replacing replacements: [String: String]) {
        values = [
            // Nothing outside this machine, and inside it only who can enter the socket's folder.
            "listen_addresses": "",
            "port": "\(RunningCluster.port)",
            "unix_socket_directories": socketFolder,
            "unix_socket_permissions": "0700",
            "max_connections": "100",
            "shared_buffers": "\(Self.sharedBufferMegabytes)MB",
            // An acknowledged act is on disk.
            "fsync": "on",
            "synchronous_commit": "on",
            "full_page_writes": "on",
            // Most of the log is full pages; compressed and rarer they cost half.
            "wal_compression": "lz4",
            "checkpoint_timeout": "15min",
            "max_wal_size": "4GB",
            // Counts and inboxes read through indexes that need a fresh visibility map.
            "autovacuum_naptime": "15s",
            "autovacuum_vacuum_scale_factor": "0.02",
            "autovacuum_vacuum_insert_scale_factor": "0.02",
            "autovacuum_analyze_scale_factor": "0.02",
            "jit": "off",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "log_line_prefix": "%m [%p] ",
            "log_checkpoints": "off",
            "lc_messages": "C.UTF-8",
        ]
        values.merge(replacements) { _, new in new }
    }

    func write(to path: String) throws {
        let lines = values.sorted { $0.key < $1.key }.map { key, value in
            "\(key) = '\(value.replacingOccurrences(of: "'", with: "''"))'"
        }
        let text = (["# Written by onematter at every start; changes here are lost."] + lines).joined(separator: "\n")
        do {
            try (text + "\n").write(toFile: path, atomically: true, encoding: .utf8)
        } catch {
            throw PrivateClusterError("Cannot write \(path): \(error.localizedDescription)")
        }
        guard chmod(path, 0o644) == 0 else { throw PrivateClusterError(cannot: "open to readers", path) }
    }

    /// A quarter of the memory this process may use, which a container may have made less than the machine's.
    private static var sharedBufferMegabytes: UInt64 {
        let limit = try? String(contentsOfFile: "/sys/fs/cgroup/memory.max", encoding: .utf8)
        let allowed = limit.flatMap { UInt64($0.trimmingCharacters(in: .whitespacesAndNewlines)) } ?? .max
        let memory = min(ProcessInfo.processInfo.physicalMemory, allowed)
        return min(max(memory / 4 / 1_048_576, 128), 4096)
    }
}
