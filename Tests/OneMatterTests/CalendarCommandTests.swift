import Foundation
import Testing

/// `onematter calendar`, on a folder of its own and beside a server that runs.
@Suite struct CalendarCommandTests {
    private static let notice = """
        kind: calendar
        schema: 1
        year: 2027
        version: 1
        reference:
          title: "示例通知"
          number: "示例〔2026〕1号"
          provenance: fill-in
        festivals:
          - name: {zh: "元旦", en: "New Year's Day"}
            from: "2027-01-01"
            through: "2027-01-03"
        """

    @Test(.timeLimit(.minutes(3))) func loadsTheNoticeOfANewYearWhileAServerRuns() async throws {
        try await inDataFolder { folder in
            let file = "\(folder)/notice.yaml"
            func calendar(_ arguments: String...) throws -> (status: Int32, output: String, errors: String) {
                try Program(["calendar"] + arguments + ["--data", folder]).result()
            }
            let server = try Program(["serve", "--data", folder, "--port", "0"])
            #expect(server.nextOutput().contains("OneMatter serves"))

            try Self.notice.write(toFile: file, atomically: true, encoding: .utf8)
            let tried = try calendar("load", file, "--dry-run")
            #expect(tried.status == 0 && tried.output.isEmpty && tried.errors.contains("2027.v1: 0 dates would move"))
            let loaded = try calendar("load", file)
            #expect(loaded.status == 0 && loaded.output == "Loaded 2027.v1 (示例〔2026〕1号).\n", "\(loaded.errors)")
            let again = try calendar("load", file)
            #expect(again.status == 0 && again.output.contains("nothing changed"))
            try Self.notice.replacing("2027-01-03", with: "2027-01-02").write(
                toFile: file, atomically: true, encoding: .utf8)
            let changed = try calendar("load", file)
            #expect(changed.status == 1 && changed.errors.contains("(calendar-changed)") && changed.output.isEmpty)
            try "kind: calendar".write(toFile: file, atomically: true, encoding: .utf8)
            let broken = try calendar("load", file)
            #expect(broken.status == 1 && broken.errors.contains("The key 'year' is missing"))

            server.askToStop()
            #expect(server.result().status == 0)
            // Without a server the command runs the database itself.
            let list = try calendar("list")
            let lines = list.output.split(separator: "\n")
            #expect(list.status == 0 && lines.count == 24, "\(list.errors)")
            #expect(lines.first == "2007.v1\t国办发明电〔2006〕49号\t2006-12-14\t国务院办公厅关于2007年部分节假日安排的通知")
            #expect(lines.last == "2027.v1\t示例〔2026〕1号\t-\t示例通知")
        }
    }
}
