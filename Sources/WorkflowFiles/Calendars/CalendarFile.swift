import Foundation
public import MatterCore

/// One file of `calendars/`: one version of the notice of one year.
public struct CalendarFile: Sendable {
    /// Nil if there is any finding.
    public let notice: HolidayNotice?
    public let findings: [Finding]

    /// Reads one file, for instance the notice of a new year. Its name is free.
    public static func read(_ path: String) -> CalendarFile {
        let report = Report()
        guard let text = text(path, report: report, name: path) else {
            return CalendarFile(notice: nil, findings: report.findings)
        }
        let notice = parse(text, name: path, report: report)
        return CalendarFile(notice: report.findings.isEmpty ? notice : nil, findings: report.findings)
    }

    /// Reads a notice that did not come as a file. JSON will do: it is YAML too.
    public static func read(text: String) -> CalendarFile {
        let report = Report()
        let notice = parse(text, name: "notice", report: report)
        return CalendarFile(notice: report.findings.isEmpty ? notice : nil, findings: report.findings)
    }

    static func text(_ path: String, report: Report, name: String) -> String? {
        guard let data = try? Data(contentsOf: URL(filePath: path)), let text = String(validating: data, as: UTF8.self)
        else {
            report.add("unreadable", "This is not a file of UTF-8 text that can be read.", at: Place(file: name))
            return nil
        }
        return text
    }

    static func parse(_ text: String, name: String, report: Report) -> HolidayNotice? {
        let place = Place(file: name)
        guard let node = YAMLText.parse(text, at: place, report: report) else { return nil }
        guard let notice = FileValue(node: node, place: place, report: report).object({ $0.notice() }) else {
            return nil
        }
        check(notice, place, report)
        return notice
    }

    /// What can be seen in one notice alone.
    private static func check(_ notice: HolidayNotice, _ place: Place, _ report: Report) {
        var seen: Set<LegalDate> = []
        for (index, festival) in notice.festivals.enumerated() {
            let own = place.key("festivals").index(index)
            guard festival.from <= festival.through, festival.through.dayNumber - festival.from.dayNumber < 31 else {
                report.add(
                    "bad-period", "A break ends on its first day or later, within a month.", at: own.key("through"))
                continue
            }
            for day in festival.daysOff where !seen.insert(day).inserted {
                report.add("duplicate-id", "The day \(day) stands twice.", at: own)
            }
            for (index, day) in festival.makeUpDays.enumerated() {
                let its = own.key("makeUpDays").index(index)
                if day.weekday <= 5 {
                    report.add(
                        "not-a-weekend", "\(day) is worked anyway: a make-up day is a Saturday or Sunday.", at: its)
                }
                if !seen.insert(day).inserted { report.add("duplicate-id", "The day \(day) stands twice.", at: its) }
            }
        }
        // A notice may begin in the last days of the year before.
        for day in seen.sorted() where day.components.year != notice.year {
            if day.adding(days: 14).components.year == notice.year, day.components.year < notice.year { continue }
            report.add("other-year", "\(day) does not belong to a notice of \(notice.year).", at: place)
        }
    }
}
