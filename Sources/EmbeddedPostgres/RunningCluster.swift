import Foundation
import Synchronization

/// A started private cluster. Keep it as long as the database is used, then ``stop()`` it.
///
/// A process that dies without stopping leaves the server running; the next start on the folder ends it.
public final class RunningCluster: Sendable {
    /// The folder with the server's socket.
    public let socketFolder: String
    /// The folder with `psql` and the other programs of the server's version.
    public let binaries: String

    private let cluster: String
    private let lock: FolderLock
    private let isStopped = Mutex(false)

    private let bringUp: @Sendable () throws -> Void

    init(
        socketFolder: String, cluster: String, tools: Tools, lock: FolderLock,
        bringUp: @escaping @Sendable () throws -> Void
    ) {
        self.bringUp = bringUp
        self.socketFolder = socketFolder
        self.binaries = tools.folder
        self.cluster = cluster
        self.lock = lock
    }

    /// A libpq connection string for the database `onematter` and another login than the owner's.
    public func connectionString(user: String) -> String {
        Self.connectionString(socketFolder: socketFolder, database: Self.database, user: user)
    }

    /// A libpq connection string of the owner for the database `onematter`.
    public var connectionString: String { connectionString(database: Self.database) }

    /// A libpq connection string for another database of this cluster.
    public func connectionString(database: String) -> String {
        Self.connectionString(socketFolder: socketFolder, database: database, user: Self.user)
    }

    static func connectionString(socketFolder: String, database: String, user: String) -> String {
        "host=\(quoted(socketFolder)) port=\(port) user=\(quoted(user)) dbname=\(quoted(database))"
    }

    /// The server's process, or nil when it has died.
    public var processID: Int32? { ClusterProcesses.postmaster(in: cluster) }

    /// Starts the server again, at the same address, if it was killed under this program, by the kernel for want of
    /// memory, for example. Answers whether it had to; after ``stop()`` it never does.
    @discardableResult
    public func startAgainIfDead() async throws -> Bool {
        try await onOwnThread { [self] in
            try isStopped.withLock { stopped in
                guard !stopped, processID == nil else { return false }
                try bringUp()
                return true
            }
        }
    }

    /// Stops the server: sessions are ended, everything is written. Bounded in time; a second call does nothing.
    public func stop() async throws {
        try await onOwnThread { [self] in
            try isStopped.withLock { stopped in
                // Once only: after the lock is given up, a server in this folder may be another process's.
                guard !stopped else { return }
                stopped = true
                defer { lock.release() }
                try ClusterProcesses.end(in: cluster)
            }
        }
    }

    static let database = "onematter"
    static let user = "onematter"
    static let port = 5432

    private static func quoted(_ value: String) -> String {
        let escaped = value.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "'", with: "\\'")
        return "'\(escaped)'"
    }
}
