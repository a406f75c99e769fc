import Foundation
import Glibc

/// The account that PostgreSQL runs as: this process's own, or `postgres` when this process is root's, because
/// PostgreSQL refuses root.
struct ServiceAccount: Sendable {
    let user: uid_t
    let group: gid_t
    /// The command that gives up root's rights, put before every other.
    private let dropping: [String]

    /// How a sentence names it.
    var name: String { Self.name(of: user) }

    static func current() throws -> ServiceAccount {
        guard geteuid() == 0 else { return ServiceAccount(user: geteuid(), group: getegid(), dropping: []) }
        guard let entry = entry(named: "postgres") else {
            throw PrivateClusterError(
                "There is no account postgres to run PostgreSQL as; "
                    + "install Debian's package: apt-get install postgresql.")
        }
        return ServiceAccount(
            user: entry.user, group: entry.group,
            dropping: [
                "/usr/bin/setpriv", "--reuid=\(entry.user)", "--regid=\(entry.group)", "--clear-groups",
                "--no-new-privs",
            ])
    }

    /// Runs a program as this account to its end, with an environment of its own: a `PGDATA` or `LC_MESSAGES` of the
    /// caller would change what the programs do and say.
    func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
        try Child.run(
            // From a folder that any account can enter.
            ["/usr/bin/env", "--chdir=/"] + dropping + [program] + arguments,
            environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"])
    }

    /// Of a path's folders, outermost first, the first that this account can't enter; nil when it can enter all.
    ///
    /// It asks as that account instead of computing modes, so access lists and mount options count too.
    func firstClosedFolder(of path: String) throws -> String? {
        var folders = ["/"]
        for part in path.split(separator: "/") {
            folders.append((folders.last == "/" ? "/" : folders[folders.count - 1] + "/") + part)
        }
        let script = #"for folder; do [ -x "$folder" ] || { printf %s "$folder"; exit 1; }; done"#
        let result = try run("/bin/sh", ["-c", script, "sh"] + folders)
        return result.status == 0 ? nil : result.output
    }

    static func name(of user: uid_t) -> String {
        guard let entry = getpwuid(user) else { return "number \(user)" }
        return String(cString: entry.pointee.pw_name)
    }

    private static func entry(named name: String) -> (user: uid_t, group: gid_t)? {
        guard let entry = getpwnam(name) else { return nil }
        return (entry.pointee.pw_uid, entry.pointee.pw_gid)
    }
}
