import Foundation

/// PostgreSQL's programs of one major version.
struct Tools: Sendable {
    let folder: String
    let majorVersion: Int

    /// The programs that fit an existing cluster, or the newest for a new one.
    init(for clusterVersion: Int?, at given: String?, account: ServiceAccount) throws {
        folder = try given ?? Self.debianFolder(for: clusterVersion)
        for program in ["initdb", "pg_ctl", "postgres"]
        where !FileManager.default.isExecutableFile(atPath: "\(folder)/\(program)") {
            throw PrivateClusterError(
                "PostgreSQL's program \(program) is not in \(folder); install Debian's package "
                    + "(apt-get install postgresql), or name a folder that has it: ONEMATTER_POSTGRES_BIN=...")
        }
        if let closed = try account.firstClosedFolder(of: folder) {
            throw PrivateClusterError(
                "The account \(account.name), which PostgreSQL runs as, cannot enter \(closed); "
                    + "name another folder of PostgreSQL's programs: ONEMATTER_POSTGRES_BIN=...")
        }
        majorVersion = try Self.version(of: "\(folder)/postgres", account: account)
        if let clusterVersion, clusterVersion != majorVersion {
            throw PrivateClusterError(
                "The cluster was made by PostgreSQL \(clusterVersion), but the programs in \(folder) are version "
                    + "\(majorVersion); install the fitting ones (apt-get install postgresql-\(clusterVersion)), "
                    + "or move the data with pg_upgrade.")
        }
    }

    func path(_ program: String) -> String { "\(folder)/\(program)" }

    /// Debian keeps each major version in a folder of its own. An existing cluster gets its own version if it is
    /// still there, so that installing a newer one beside it changes nothing.
    private static func debianFolder(for clusterVersion: Int?) throws -> String {
        let root = "/usr/lib/postgresql"
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        let versions = entries.compactMap { Int($0) }.filter {
            FileManager.default.isExecutableFile(atPath: "\(root)/\($0)/bin/initdb")
        }
        let fitting = versions.first { $0 == clusterVersion }
        guard let version = fitting ?? versions.max() else {
            throw PrivateClusterError(
                "PostgreSQL's programs are not installed; install Debian's package (apt-get install postgresql), "
                    + "name their folder (ONEMATTER_POSTGRES_BIN=...), or use a server of your own (DATABASE_URL=...).")
        }
        return "\(root)/\(version)/bin"
    }

    private static func version(of program: String, account: ServiceAccount) throws -> Int {
        let result = try account.run(program, ["--version"])
        // postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)
        guard result.status == 0,
            let words = result.output.firstMatch(of: /PostgreSQL\) (\d+)/),
            let major = Int(words.1)
        else {
            throw PrivateClusterError("\(program) --version says no version: \(result.output)")
        }
        return major
    }
}
