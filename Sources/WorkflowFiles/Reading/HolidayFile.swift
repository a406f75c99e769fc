import MatterCore

/// Reads `holidays-cn.csv`: date, kind (off or work), festival, year of the notice. Lines with `#` are comments.
struct HolidayFile {
    static let name = "holidays-cn.csv"
    static let header = "date,kind,festival,notice_year"

    let calendar: WorkCalendar

    init(_ text: String, report: Report) {
        let place = Place(file: Self.name)
        var daysOff: Set<LegalDate> = []
        var makeUpDays: Set<LegalDate> = []
        var years: Set<Int> = []
        var isHeaderSeen = false
        for (number, line) in text.split(whereSeparator: \.isNewline).enumerated() where !line.hasPrefix("#") {
            let row = place.key("row").index(number + 1)
            guard isHeaderSeen else {
                isHeaderSeen = true
                if line != Self.header { report.add("bad-row", "The first row must be '\(Self.header)'.", at: row) }
                continue
            }
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard cells.count == 4, let date = LegalDate(cells[0]), let year = Int(cells[3]), !cells[2].isEmpty,
                cells[1] == "off" || cells[1] == "work"
            else {
                report.add("bad-row", "'\(line)' is no row of the form '2026-10-01,off,国庆节,2026'.", at: row)
                continue
            }
            if daysOff.contains(date) || makeUpDays.contains(date) {
                report.add("duplicate-id", "The day \(date) stands twice.", at: row)
            }
            if cells[1] == "off" { daysOff.insert(date) } else { makeUpDays.insert(date) }
            years.insert(year)
        }
        if years.isEmpty { report.add("empty-list", "The calendar holds no day.", at: place) }
        calendar = WorkCalendar(daysOff: daysOff, makeUpDays: makeUpDays, noticeYears: years)
    }
}
