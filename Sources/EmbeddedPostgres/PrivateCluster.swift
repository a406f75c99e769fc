public import Foundation

/// A PostgreSQL cluster that belongs to this program alone: made on first start, reached through a socket only,
/// stopped with the program.
///
/// ```swift
/// let running = try await PrivateCluster(directory: "/var/lib/onematter/postgres").start()
/// print(running.connectionString)
/// try await running.stop()
/// ```
///
/// Started by root, every PostgreSQL program runs as the unprivileged `postgres` account. The folder itself stays
/// root's, so that what root writes in it can't be turned against root by that account.
public struct PrivateCluster: Sendable {
    let directory: String
    let settings: [String: String]
    let binaries: String?
    let report: @Sendable (String) -> Void

    /// - Parameters:
    ///   - directory: A folder for this cluster and nothing else; made when missing.
    ///   - settings: PostgreSQL settings that replace the durable defaults, for tests.
    ///   - binaries: The folder with `initdb` and `postgres`; without it, Debian's newest.
    ///   - report: Told a sentence before each step that can take long.
    public init(
        directory: String,
        settings: [String: String] = [:],
        binaries: String? = ProcessInfo.processInfo.environment["ONEMATTER_POSTGRES_BIN"],
        report: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.directory = directory
        self.settings = settings
        self.binaries = binaries
        self.report = report
    }

    /// Makes the cluster if it isn't there, repairs what a crash left, starts it and waits until it answers.
    public func start() async throws -> RunningCluster {
        try await onOwnThread { try startAndWait() }
    }

    /// How to reach the cluster while another process runs it; nil if none does.
    ///
    /// - Parameter user: A login; the owner's is its runner's alone.
    public func connectionStringOfRunning(user: String) throws -> String? {
        guard FileManager.default.fileExists(atPath: directory) else { return nil }
        let home = try Home(preparing: directory, for: try ServiceAccount.current())
        guard try FolderLock.isHeld(path: home.lock), ClusterProcesses.postmaster(in: home.cluster) != nil else {
            return nil
        }
        return RunningCluster.connectionString(
            socketFolder: home.socketFolder, database: RunningCluster.database, user: user)
    }

    private func startAndWait() throws -> RunningCluster {
        let account = try ServiceAccount.current()
        let home = try Home(preparing: directory, for: account)
        let lock = try FolderLock(path: home.lock, of: home.path)
        let tools = try Tools(for: home.majorVersion, at: binaries, account: account)

        if !home.isInitialised {
            report("Making a new PostgreSQL \(tools.majorVersion) cluster in \(home.path)")
            try home.initialise(with: tools, account: account, synced: settings["fsync"] != "off")
        }
        let socketFolder = try bringUp(home, with: tools, account: account)
        return RunningCluster(socketFolder: socketFolder, cluster: home.cluster, tools: tools, lock: lock) {
            _ = try bringUp(home, with: tools, account: account)
        }
    }

    /// Starts the server of a complete cluster whose lock this process holds, whatever the last one left behind.
    private func bringUp(_ home: Home, with tools: Tools, account: ServiceAccount) throws -> String {
        // The lock is ours, so a server that still runs here lost its owner to a kill. It is ended rather than
        // adopted: its settings may be an older release's, and its sessions are nobody's.
        if !ClusterProcesses.list(in: home.cluster).isEmpty {
            report("Ending the PostgreSQL server that a killed process left behind in \(home.path)")
            try ClusterProcesses.end(in: home.cluster)
        }
        try ClusterProcesses.forgetReusedProcessID(in: home.cluster)
        let socketFolder = try home.prepareSocketFolder(for: account)
        try ServerSettings(socketFolder: socketFolder, replacing: settings).write(to: home.settings)
        let log = try ServerLog(opening: home.log, for: account)
        report("Starting PostgreSQL \(tools.majorVersion)")
        try launch(home, with: tools, account: account, log: log)
        return socketFolder
    }

    /// `pg_ctl` makes the server the leader of its own session, so that Ctrl-C in a terminal reaches this program
    /// only, and the database outlives the requests that are being finished.
    private func launch(_ home: Home, with tools: Tools, account: ServiceAccount, log: ServerLog) throws {
        // Long, because recovery after a crash reads up to `max_wal_size` of log.
        let result = try account.run(
            tools.path("pg_ctl"),
            [
                "start", "--wait", "--timeout=600", "--pgdata", home.cluster, "--log", home.log,
                "--options", "-c 'config_file=\(home.settings)'",
            ])
        guard result.status == 0 else {
            try ClusterProcesses.end(in: home.cluster)
            throw PrivateClusterError(
                """
                PostgreSQL did not start in \(home.path). The end of its log, \(home.log):
                \(log.tail(otherwise: result.output))
                """)
        }
    }
}

/// Runs blocking work on a thread of its own, because waiting for a child process would hold one of the few threads
/// that all tasks share.
func onOwnThread<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result(catching: work)) }
    }
}
