import Foundation
import MatterCore
import Testing
import WorkflowFiles

/// Notices that go together, and the notice of a new year.
@Suite struct CalendarFolderTests {
    private static let notices = WorkflowFolder.read(Shipped.directory).notices

    /// A short notice as YAML.
    private static func text(year: Int, version: Int = 1, change: Bool = false) -> String {
        """
        kind: calendar
        schema: 1
        year: \(year)
        version: \(version)
        reference:
          title: "示例通知"
          number: "示例〔\(year)〕\(version)号"
          provenance: fill-in
        \(change ? "change: {zh: \"示例\", en: \"sample\"}" : "")
        festivals:
          - name: {zh: "元旦", en: "New Year's Day"}
            from: "\(year)-01-01"
            through: "\(year)-01-0\(version)"
        """
    }

    private static func findings(_ texts: [String: String]) -> [String] {
        var files = Shipped.files
        for (name, text) in texts { files["calendars/\(name)"] = text }
        return WorkflowFolder.read(files: files).findings.map { "\($0.code) \($0.file)" }
    }

    @Test func followEachOtherWithoutAGap() {
        #expect(Self.findings(["2008.v1.yaml": Self.text(year: 2008)]) == [])
        #expect(Self.findings(["2009.v1.yaml": Self.text(year: 2009)]) == ["calendar-year-gap calendars/2009.v1.yaml"])
        #expect(
            Self.findings(["2007.v2.yaml": Self.text(year: 2007, version: 2, change: true)]) == [])
        #expect(
            Self.findings(["2007.v3.yaml": Self.text(year: 2007, version: 3, change: true)])
                == ["calendar-version-gap calendars/2007.v3.yaml"])
        // A notice may begin in the year before.
        let early = Self.text(year: 2008).replacing("from: \"2008-01-01\"", with: "from: \"2007-12-31\"")
        #expect(Self.findings(["2008.v1.yaml": early]) == [])
    }

    @Test func noDayIsRuledTwice() throws {
        var set = CalendarSet(Self.notices)
        let festival = HolidayNotice.Festival(
            name: LocalText(zh: "元旦", en: "New Year's Day"), from: try #require(LegalDate("2026-12-31")),
            through: try #require(LegalDate("2027-01-02")), makeUpDays: [])
        let reference = HolidayNotice.Reference(
            title: "示例", number: nil, issuedOn: nil, url: nil, provenance: .fillIn)
        let next = HolidayNotice(year: 2027, version: 1, reference: reference, change: nil, festivals: [festival])
        #expect(set.add(next) == nil)
        #expect(WorkCalendar(set.notices).isWorkingDay(festival.from) == false)
        // A change of 2026 may not name that day as well.
        let change = HolidayNotice(
            year: 2026, version: 2, reference: reference, change: LocalText(zh: "示例", en: "sample"),
            festivals: [festival])
        #expect(set.add(change)?.code == "calendar-day-twice")
    }

    @Test func aFileOfItsOwnMayHaveAnyName() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "notice-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Self.text(year: 2027).write(toFile: path, atomically: true, encoding: .utf8)
        let file = CalendarFile.read(path)
        #expect(file.findings == [] && file.notice?.key.description == "2027.v1")
        #expect(file.notice?.reference.number == "示例〔2027〕1号" && file.notice?.reference.issuedOn == nil)
        try Self.text(year: 2027, version: 2).write(toFile: path, atomically: true, encoding: .utf8)
        #expect(CalendarFile.read(path).findings.map(\.code) == ["change-without-reason"])
        try Self.text(year: 2027, version: 2, change: true).replacing("number", with: "nomber")
            .write(toFile: path, atomically: true, encoding: .utf8)
        #expect(CalendarFile.read(path).findings.map(\.code) == ["unknown-key", "change-without-reference"])
        #expect(CalendarFile.read(path).notice == nil)
        #expect(CalendarFile.read("\(path)-absent").findings.map(\.code) == ["unreadable"])
    }

    @Test func theFolderAloneIsTheSame() {
        let folder = CalendarFolder.read(in: Shipped.directory)
        #expect(folder.findings == [] && folder.notices == Self.notices && folder.notices.count == 23)
        #expect(CalendarFolder.read(in: "\(Shipped.directory)/absent").findings.map(\.code) == ["missing-file"])
    }

    @Test func keysAreWrittenInOneWay() {
        #expect(HolidayNotice.Key("2026.v1") == HolidayNotice.Key(year: 2026, version: 1))
        for text in ["2026.v0", "2026.v01", "+2026.v1", "2026", "2026.v", "2026.v1.v1", "v1", ""] {
            #expect(HolidayNotice.Key(text) == nil, "\(text)")
        }
    }
}
