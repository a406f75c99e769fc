import EmbeddedPostgres
import Foundation
import Glibc
import Testing

@Suite struct RefusalTests {
    @Test func aSecondStarterIsToldWhoHasTheFolder() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        try await scratch.running { running in
            let error = await #expect(throws: PrivateClusterError.self) { _ = try await scratch.cluster.start() }
            #expect(error?.description.contains("number \(getpid())") == true)
            let answer = try scratch.query("select 1", on: running)
            #expect(answer == "1")
        }
    }

    @Test func aFolderThatHoldsSomethingElseIsLeftAlone() async throws {
        try await expectRefusal("holds thesis.txt") { home in
            try Data("mine".utf8).write(to: URL(fileURLWithPath: "\(home)/thesis.txt"))
        }
    }

    @Test func anotherAccountsFolderIsRefused() async throws {
        guard geteuid() == 0 else {
            let error = await #expect(throws: PrivateClusterError.self) {
                _ = try await PrivateCluster(directory: "/usr/lib").start()
            }
            #expect(error?.description.contains("belongs to the account root, not to") == true)
            return
        }
        try await expectRefusal("belongs to the account daemon, not to root") { home in
            let daemon = try #require(getpwnam("daemon"))
            chown(home, daemon.pointee.pw_uid, daemon.pointee.pw_gid)
        }
    }

    @Test func aFolderThatOthersMayWriteInIsRefused() async throws {
        try await expectRefusal("chmod go-w") { chmod($0, 0o777) }
    }

    @Test func aParentThatOthersMayWriteInIsRefused() async throws {
        try await expectRefusal("chmod o-w") { chmod(URL(fileURLWithPath: $0).deletingLastPathComponent().path, 0o777) }
    }

    @Test func aFolderThatTheAccountCannotReachIsNamedWithTheRemedy() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        // Root enters every folder and PostgreSQL's account doesn't; anybody else stands before it themselves.
        chmod(scratch.path, geteuid() == 0 ? 0o700 : 0o600)
        let error = await #expect(throws: PrivateClusterError.self) { _ = try await scratch.cluster.start() }
        let words =
            geteuid() == 0 ? "cannot enter the folder \(scratch.path)," : "Cannot make the folder \(scratch.path)"
        #expect(error?.description.contains(words) == true)
        #expect(error?.description.contains("ONEMATTER_DATA=") == true)
    }

    @Test func anotherMajorVersionsClusterIsRefused() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        try await scratch.running { _ in }
        try Data("9\n".utf8).write(to: URL(fileURLWithPath: "\(scratch.path)/postgres/cluster/PG_VERSION"))
        let error = await #expect(throws: PrivateClusterError.self) { _ = try await scratch.cluster.start() }
        #expect(error?.description.contains("apt-get install postgresql-9") == true)
    }

    @Test func missingProgramsAreOneSentenceWithThePackage() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let cluster = PrivateCluster(directory: "\(scratch.path)/postgres", binaries: "/usr/share")
        let error = await #expect(throws: PrivateClusterError.self) { _ = try await cluster.start() }
        #expect(error?.description.contains("initdb is not in /usr/share") == true)
        #expect(error?.description.contains("apt-get install postgresql") == true)
        #expect(error?.description.contains("\n") == false)
    }

    @Test func aNameThatAShellWouldReadIsRefused() async throws {
        let error = await #expect(throws: PrivateClusterError.self) {
            _ = try await PrivateCluster(directory: "/tmp/onematter-$(id)/postgres").start()
        }
        #expect(error?.description.contains("name another folder") == true)
        #expect(!FileManager.default.fileExists(atPath: "/tmp/onematter-$(id)"))
    }

    @Test func aServerThatDoesNotStartShowsItsLogAndLeavesNothing() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let cluster = PrivateCluster(directory: "\(scratch.path)/postgres", settings: ["shared_buffers": "a lot"])
        let error = await #expect(throws: PrivateClusterError.self) { _ = try await cluster.start() }
        #expect(error?.description.contains(#"invalid value for parameter "shared_buffers""#) == true)
        #expect(try scratch.processes.isEmpty)
        // The lock is free again.
        let answer = try await scratch.running { try scratch.query("select 1", on: $0) }
        #expect(answer == "1")
    }

    /// Prepares a cluster's folder with a fault, expects the sentence, and that nothing was written into the folder.
    private func expectRefusal(_ words: String, fault: (_ home: String) throws -> Void) async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let home = "\(scratch.path)/postgres"
        try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: false)
        chmod(home, 0o711)
        try fault(home)
        let before = try FileManager.default.contentsOfDirectory(atPath: home)
        let error = await #expect(throws: PrivateClusterError.self) { _ = try await scratch.cluster.start() }
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
        #expect(try FileManager.default.contentsOfDirectory(atPath: home) == before)
    }
}
