/// The hours of a working day in which an agency's time counts, Asia/Shanghai.
public struct OfficeHours: Hashable, Sendable {
    /// Seconds after midnight, `from` included, `to` not.
    public struct Span: Hashable, Sendable {
        public let from: Int64
        public let to: Int64

        public init(from: Int64, to: Int64) {
            self.from = from
            self.to = to
        }
    }

    /// In order, without overlap.
    public let spans: [Span]
    public let basis: LegalBasis

    /// 08:30 to 12:00 and 13:30 to 18:00. The State Council's rules give a working day eight hours (Art. 3, from memory);
    /// when they begin and end is set locally and by season, so these hours are practice and not law.
    public static let practice = OfficeHours(
        spans: [Span(from: 30_600, to: 43_200), Span(from: 48_600, to: 64_800)],
        basis: LegalBasis(article: "国务院关于职工工作时间的规定 Art.3", lawVersion: "1995", provenance: .practice))

    public init(spans: [Span], basis: LegalBasis) {
        self.spans = spans
        self.basis = basis
    }

    /// Whether somebody is in the office at the moment.
    public func contains(_ moment: Instant, _ calendar: WorkCalendar) -> Bool {
        let day = moment.legalDate
        let second = moment.wholeSeconds - (Int64(day.dayNumber) * 86_400 - Instant.shanghaiOffset)
        return calendar.isWorkingDay(day) && spans.contains { $0.from <= second && second < $0.to }
    }

    /// Working seconds in `[from, to)`: office hours on working days, make-up working days among them. Instants count by
    /// their whole second, so the parts of a time add up to the whole exactly.
    public func workingSeconds(from: Instant, to: Instant, _ calendar: WorkCalendar) -> Int64 {
        guard from < to else { return 0 }
        var total: Int64 = 0
        for day in from.legalDate.dayNumber...to.legalDate.dayNumber
        where calendar.isWorkingDay(LegalDate(dayNumber: day)) {
            let midnight = Int64(day) * 86_400 - Instant.shanghaiOffset
            for span in spans {
                let begin = max(midnight + span.from, from.wholeSeconds)
                let end = min(midnight + span.to, to.wholeSeconds)
                total += max(0, end - begin)
            }
        }
        return total
    }
}

extension Instant {
    /// Seconds by which the legal time of Asia/Shanghai is ahead of UTC.
    fileprivate static let shanghaiOffset: Int64 = 8 * 3_600

    /// Seconds since 1970, rounded down.
    public var wholeSeconds: Int64 { milliseconds >= 0 ? milliseconds / 1_000 : (milliseconds - 999) / 1_000 }
}
