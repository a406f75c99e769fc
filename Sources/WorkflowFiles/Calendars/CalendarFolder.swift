import Foundation
public import MatterCore

/// The folder `workflows/calendars`: every holiday notice, a file each, named `2026.v1.yaml`.
public struct CalendarFolder: Sendable {
    /// In order of year and version. Empty as long as there is any finding.
    public let notices: [HolidayNotice]
    public let findings: [Finding]

    static let name = "calendars"

    /// - Parameter directory: The folder of the definitions, which holds `calendars`.
    public static func read(in directory: String) -> CalendarFolder {
        let report = Report()
        let notices = notices(in: files(in: directory, report: report), report: report)
        return CalendarFolder(notices: report.findings.isEmpty ? notices : [], findings: report.findings)
    }

    /// Text of each file by its name within the folder of the definitions.
    static func files(in directory: String, report: Report) -> [String: String] {
        var files: [String: String] = [:]
        let folder = "\(directory)/\(name)"
        for file in ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
        where !file.hasPrefix(".") {
            files["\(name)/\(file)"] = CalendarFile.text("\(folder)/\(file)", report: report, name: "\(name)/\(file)")
        }
        return files
    }

    /// The notices of the files that belong to the folder; what is wrong between them is reported too.
    static func notices(in files: [String: String], report: Report) -> [HolidayNotice] {
        var notices: [(notice: HolidayNotice, file: String)] = []
        for (file, text) in files.sorted(by: { $0.key < $1.key }) {
            guard let notice = CalendarFile.parse(text, name: file, report: report) else { continue }
            if file != "\(name)/\(notice.key).yaml" {
                report.add(
                    "wrong-file-name", "The file holds \(notice.key), so its name must be '\(notice.key).yaml'.",
                    at: Place(file: file))
            }
            notices.append((notice, file))
        }
        if files.isEmpty {
            report.add("missing-file", "There is no holiday notice.", at: Place(file: name))
        }
        var set = CalendarSet()
        for (notice, file) in notices.sorted(by: { $0.notice.key < $1.notice.key }) {
            if let obstacle = set.add(notice) { report.add(obstacle.code, obstacle.message.en, at: Place(file: file)) }
        }
        return notices.map(\.notice).sorted { $0.key < $1.key }
    }
}
