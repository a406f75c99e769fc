import EmbeddedPostgres
import Foundation
import Glibc
import Testing

@Suite struct CrashTests {
    @Test func aCommittedRowSurvivesTheKillOfThePostmaster() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        try await scratch.running { running in
            _ = try scratch.query("create table t (n int); insert into t values (27)", on: running)
            kill(try #require(running.processID), SIGKILL)
        }
        #expect(FileManager.default.fileExists(atPath: "\(scratch.path)/postgres/cluster/postmaster.pid"))
        let answer = try await scratch.running { try scratch.query("select n from t", on: $0) }
        #expect(answer == "27")
        #expect(try scratch.processes.isEmpty)
    }

    @Test func aServerKilledUnderItsOwnerStartsAgainAtTheSameAddress() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let running = try await scratch.cluster.start()
        let wasDead = try await running.startAgainIfDead()
        #expect(!wasDead)
        _ = try scratch.query("create table t as select 47 as n", on: running)
        kill(try #require(running.processID), SIGKILL)
        while running.processID != nil { await Task.yield() }
        let startedAgain = try await running.startAgainIfDead()
        let answer = Result { try scratch.query("select n from t", on: running) }
        try await running.stop()
        let startedAfterStop = try await running.startAgainIfDead()
        #expect(startedAgain)
        #expect(try answer.get() == "47")
        #expect(!startedAfterStop)
        #expect(try scratch.processes.isEmpty)
    }

    /// The owner dies without stopping: its lock goes, its server stays.
    @Test func aServerLeftBehindIsEndedAndReplaced() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        var owner: RunningCluster? = try await scratch.cluster.start()
        let orphan = try #require(owner?.processID)
        if let owner { _ = try scratch.query("create table t as select 6 as n", on: owner) }
        owner = nil
        #expect(kill(orphan, 0) == 0)

        try await scratch.running { running in
            #expect(running.processID != orphan)
            let processes = try scratch.processes
            #expect(!processes.contains(orphan))
            let answer = try scratch.query("select n from t", on: running)
            #expect(answer == "6")
        }
        #expect(try scratch.processes.isEmpty)
    }

    /// After a restart of the machine the recorded number may be anybody's, here this very process's.
    @Test func aRecordedProcessNumberThatIsSomebodyElsesDoesNotStopTheStart() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let sleeper = Process()
        sleeper.executableURL = URL(fileURLWithPath: geteuid() == 0 ? "/usr/bin/setpriv" : "/usr/bin/env")
        sleeper.arguments =
            (geteuid() == 0 ? ["--reuid=postgres", "--regid=postgres", "--clear-groups"] : []) + ["/bin/cat"]
        let input = Pipe()
        sleeper.standardInput = input
        try sleeper.run()
        defer {
            try? input.fileHandleForWriting.close()
            sleeper.waitUntilExit()
        }

        try await scratch.running { kill(try #require($0.processID), SIGKILL) }
        let file = "\(scratch.path)/postgres/cluster/postmaster.pid"
        var lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
        lines[0] = "\(sleeper.processIdentifier)"
        try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: file))

        let answer = try await scratch.running { try scratch.query("select 1", on: $0) }
        #expect(answer == "1")
        #expect(sleeper.isRunning)
    }

    @Test func aClusterThatWasNotFinishedIsMadeAgain() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        try await scratch.running { _ in }
        // As a crash between initdb and the rename leaves it.
        let home = "\(scratch.path)/postgres"
        try FileManager.default.moveItem(atPath: "\(home)/cluster", toPath: "\(home)/cluster.new")
        try FileManager.default.removeItem(atPath: "\(home)/cluster.new/global")

        let answer = try await scratch.running { try scratch.query("select current_database()", on: $0) }
        #expect(answer == "onematter")
        #expect(!FileManager.default.fileExists(atPath: "\(home)/cluster.new"))
    }
}
