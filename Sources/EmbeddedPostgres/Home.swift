import Foundation
import Glibc

/// The folder of one private cluster: what is in it, and whose it must be.
///
/// The folder belongs to this process's account; in it `cluster` and `socket` belong to the account that PostgreSQL
/// runs as and are closed to everybody else.
struct Home: Sendable {
    let path: String

    var cluster: String { "\(path)/cluster" }
    /// A cluster in the making; it becomes `cluster` by a rename when it is complete.
    var unfinished: String { "\(path)/cluster.new" }
    var socket: String { "\(path)/socket" }
    var lock: String { "\(path)/lock" }
    var settings: String { "\(path)/postgresql.conf" }
    var log: String { "\(path)/postgresql.log" }

    private static let entries: Set<String> = [
        "cluster", "cluster.new", "socket", "lock", "postgresql.conf", "postgresql.log", "postgresql.log.1",
    ]

    /// Makes the folder if it is missing, and refuses one that isn't safe or isn't ours, before anything is written.
    init(preparing directory: String, for account: ServiceAccount) throws {
        // pg_ctl hands its arguments to a shell and quotes only some of them.
        guard !directory.contains(where: { "\"'`$\\\n\r".contains($0) }) else {
            throw PrivateClusterError(
                "The folder \(directory) has a quote, $, backslash or line break in its name, which PostgreSQL's "
                    + "starter cannot take; \(Self.remedy)")
        }
        let wanted = URL(fileURLWithPath: directory).standardizedFileURL.path
        try Self.makeFolders(to: wanted, account: account)
        guard let resolved = realpath(wanted, nil) else { throw PrivateClusterError(cannot: "resolve", wanted) }
        defer { free(resolved) }
        path = String(cString: resolved)

        try checkOwner(of: path, geteuid())
        try checkParents()
        try checkEntries()
        if FileManager.default.fileExists(atPath: cluster) { try checkOwner(of: cluster, account.user) }
        if let closed = try account.firstClosedFolder(of: path) {
            throw PrivateClusterError(
                "The account \(account.name), which PostgreSQL runs as, cannot enter the folder \(closed), so it "
                    + "cannot reach \(path); \(Self.remedy)")
        }
    }

    var isInitialised: Bool { majorVersion != nil }

    /// The version that made the cluster, or nil when there is none yet.
    var majorVersion: Int? {
        let text = try? String(contentsOfFile: "\(cluster)/PG_VERSION", encoding: .utf8)
        return text.flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
    }

    static let remedy = "name another folder: ONEMATTER_DATA=/var/lib/onematter, for example."

    private func checkOwner(of folder: String, _ owner: uid_t) throws {
        let status = try Self.status(of: folder)
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw PrivateClusterError("\(folder) is not a folder; \(Self.remedy)")
        }
        guard status.st_uid == owner else {
            throw PrivateClusterError(
                "The folder \(folder) belongs to the account \(ServiceAccount.name(of: status.st_uid)), not to "
                    + "\(ServiceAccount.name(of: owner)); start as the account that made it, or \(Self.remedy)")
        }
        guard status.st_mode & 0o022 == 0 else {
            throw PrivateClusterError(
                "Other accounts may write in the folder \(folder); take that from them (chmod go-w \(folder)), or "
                    + Self.remedy)
        }
    }

    /// Who may write in a folder above may put another in this one's place, unless the sticky bit forbids it.
    private func checkParents() throws {
        var folder = path
        while folder != "/" {
            folder = URL(fileURLWithPath: folder).deletingLastPathComponent().path
            let mode = try Self.status(of: folder).st_mode
            guard mode & 0o002 == 0 || mode & S_ISVTX != 0 else {
                throw PrivateClusterError(
                    "Every account may write in the folder \(folder), and so replace \(path); take that from them "
                        + "(chmod o-w \(folder)), or \(Self.remedy)")
            }
        }
    }

    private func checkEntries() throws {
        let found = try FileManager.default.contentsOfDirectory(atPath: path)
        if let foreign = found.filter({ !Self.entries.contains($0) }).min() {
            throw PrivateClusterError(
                "The folder \(path) holds \(foreign), which is no part of a OneMatter database; \(Self.remedy)")
        }
    }

    /// The mode is set apart from the making, because a strict umask would shut the PostgreSQL account out.
    private static func makeFolders(to path: String, account: ServiceAccount) throws {
        guard access(path, F_OK) != 0 else { return }
        let parent = URL(fileURLWithPath: path).deletingLastPathComponent().path
        try makeFolders(to: parent, account: account)
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw PrivateClusterError(
                "Cannot make the folder \(path): \(String(cString: strerror(errno))); \(remedy)")
        }
        if account.user != geteuid(), chmod(path, 0o711) != 0 {
            throw PrivateClusterError(cannot: "open to the account \(account.name) the folder", path)
        }
    }

    static func status(of path: String) throws -> stat {
        var status = stat()
        guard lstat(path, &status) == 0 else { throw PrivateClusterError(cannot: "look at", path) }
        return status
    }
}
