import EmbeddedPostgres
import Foundation
import Glibc
import Testing

@Suite struct LifeTests {
    @Test func firstStartMakesADurableClosedUTF8DatabaseAndStopLeavesNothing() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        try await scratch.running { running in
            #expect(try scratch.query("select current_database()", on: running) == "onematter")
            let expected = [
                "fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "data_checksums": "on",
                "wal_compression": "lz4", "listen_addresses": "", "server_encoding": "UTF8", "lc_collate": "C.UTF-8",
                "max_wal_size": "4GB", "checkpoint_timeout": "15min",
            ]
            for (setting, value) in expected {
                #expect(try scratch.query("show \(setting)", on: running) == value, "\(setting)")
            }
            let mode = try FileManager.default.attributesOfItem(atPath: running.socketFolder)[.posixPermissions]
            #expect(mode as? Int == 0o700)
        }
        #expect(try scratch.processes.isEmpty)
    }

    @Test func whenRootStartsItPostgreSQLIsNotRoot() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        try await scratch.running { running in
            let process = try #require(running.processID)
            var status = stat()
            try #require(stat("/proc/\(process)", &status) == 0)
            let account = getpwuid(status.st_uid).map { String(cString: $0.pointee.pw_name) }
            #expect(account == (geteuid() == 0 ? "postgres" : NSUserName()))
            #expect(status.st_uid != 0)
            // And root's groups are gone too.
            let groups = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
                .split(separator: "\n").first { $0.hasPrefix("Groups:") }
            #expect(geteuid() != 0 || groups?.dropFirst(7).allSatisfy(\.isWhitespace) == true)
        }
    }

    @Test func aSecondStartFindsTheRowsOfTheFirst() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        try await scratch.running { _ = try scratch.query("create table t as select 47 as n", on: $0) }
        let answer = try await scratch.running { try scratch.query("select n from t", on: $0) }
        #expect(answer == "47")
    }

    @Test func stoppingTwiceIsStoppingOnce() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let first = try await scratch.cluster.start()
        try await first.stop()
        try await scratch.running { second in
            try await first.stop()
            let answer = try scratch.query("select 1", on: second)
            #expect(answer == "1")
        }
    }

    @Test func aLongPathGetsItsSocketElsewhere() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let deep = scratch.path + "/" + String(repeating: "d", count: 90) + "/postgres"
        let running = try await PrivateCluster(directory: deep, settings: Scratch.small).start()
        defer { try? FileManager.default.removeItem(atPath: running.socketFolder) }
        #expect(!running.socketFolder.hasPrefix(scratch.path))
        let answer = Result { try scratch.query("select 1", on: running) }
        try await running.stop()
        #expect(try answer.get() == "1")
    }

    @Test func aPathWithSpacesAndOtherScriptsWorks() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let folder = scratch.path + "/破产 案件; (1)/postgres"
        let running = try await PrivateCluster(directory: folder, settings: Scratch.small).start()
        let answer = Result { try scratch.query("select 1", on: running) }
        try await running.stop()
        #expect(try answer.get() == "1")
    }
}
