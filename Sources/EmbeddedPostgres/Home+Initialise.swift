import Foundation
import Glibc

extension Home {
    /// Makes the cluster and the database in it. Both are made in a folder that is renamed when they are complete and
    /// on disk, so a crash in between leaves only a folder that the next start throws away.
    func initialise(with tools: Tools, account: ServiceAccount, synced: Bool) throws {
        try discardUnfinished(account: account)
        try makePrivateFolder(unfinished, for: account)
        try checked(
            "initdb",
            account.run(
                tools.path("initdb"),
                [
                    "--pgdata", unfinished, "--username", RunningCluster.user, "--encoding=UTF8",
                    "--locale=C.UTF-8", "--data-checksums",
                    // The socket's folder is the lock on the door: only its account and root can enter it.
                    "--auth-local=trust", "--auth-host=reject",
                ] + (synced ? [] : ["--no-sync"])))
        let script = #"echo "create database $1;" | exec "$2" --single -c exit_on_error=on -D "$3" postgres"#
        try checked(
            "create database",
            account.run("/bin/sh", ["-c", script, "sh", RunningCluster.database, tools.path("postgres"), unfinished]))
        guard rename(unfinished, cluster) == 0 else { throw PrivateClusterError(cannot: "rename", unfinished) }
        try sync(path)
    }

    /// The folder of the server's socket, which the kernel limits to about a hundred bytes: a data folder deep in a
    /// tree gets its socket elsewhere, under a name made from its path.
    func prepareSocketFolder(for account: ServiceAccount) throws -> String {
        let folder = socketFolder
        let name = Self.socketName
        try makePrivateFolder(folder, for: account)
        // What a killed server left: PostgreSQL would believe the process number in the lock, see
        // ``ClusterProcesses/forgetReusedProcessID(in:)``.
        unlink(folder + name)
        unlink("\(folder)\(name).lock")
        return folder
    }

    /// Where the socket is: here, unless the path is too long for one.
    var socketFolder: String {
        let longest = MemoryLayout.size(ofValue: sockaddr_un().sun_path) - 1
        guard (socket + Self.socketName).utf8.count > longest else { return socket }
        let parent = geteuid() == 0 ? "/run" : "/tmp"
        return "\(parent)/onematter-\(String(Self.digest(path), radix: 36))"
    }

    private static let socketName = "/.s.PGSQL.\(RunningCluster.port)"

    /// The contents are removed as the account that made them: it could have put a link there that leads root astray.
    private func discardUnfinished(account: ServiceAccount) throws {
        guard access(unfinished, F_OK) == 0 else { return }
        _ = try account.run("/usr/bin/find", [unfinished, "-mindepth", "1", "-delete"])
        guard rmdir(unfinished) == 0 else { throw PrivateClusterError(cannot: "remove", unfinished) }
    }

    /// Makes a folder for the account alone, or accepts one that already is exactly that.
    private func makePrivateFolder(_ folder: String, for account: ServiceAccount) throws {
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
            throw PrivateClusterError(cannot: "make the folder", folder)
        }
        // Still this process's: just made, or made by a start that was killed here.
        if try Self.status(of: folder).st_uid == geteuid(), lchown(folder, account.user, account.group) != 0 {
            throw PrivateClusterError(cannot: "give to the account \(account.name) the folder", folder)
        }
        let status = try Self.status(of: folder)
        guard status.st_mode & S_IFMT == S_IFDIR, status.st_mode & 0o7777 == 0o700, status.st_uid == account.user
        else {
            throw PrivateClusterError(
                "\(folder) is not a folder of the account \(account.name) alone (mode 700); remove it and start again.")
        }
    }

    private func checked(_ step: String, _ result: (status: Int32, output: String)) throws {
        guard result.status == 0 else {
            let end = result.output.split(separator: "\n").suffix(12).joined(separator: "\n")
            throw PrivateClusterError("PostgreSQL's \(step) failed in \(path):\n\(end)")
        }
    }

    /// Makes a rename in the folder last through a power failure.
    private func sync(_ folder: String) throws {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw PrivateClusterError(cannot: "open", folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw PrivateClusterError(cannot: "write to disk", folder) }
    }

    /// FNV-1a: the same at every start, unlike the standard library's hashes.
    private static func digest(_ text: String) -> UInt64 {
        text.utf8.reduce(14_695_981_039_346_656_037) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
    }
}
