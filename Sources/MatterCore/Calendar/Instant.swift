/// A point in time, UTC, in milliseconds. Time is always handed in; the core has no clock.
public struct Instant: Hashable, Comparable, Sendable {
    public let milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// The legal date in Asia/Shanghai, which has had no daylight saving since 1991: always UTC+8.
    public var legalDate: LegalDate {
        let local = milliseconds + 8 * 3_600_000
        let day = local >= 0 ? local / 86_400_000 : (local - 86_399_999) / 86_400_000
        return LegalDate(dayNumber: Int(day))
    }

    /// So many hours later. Periods in hours (messages, not procedure) run from the moment itself, through nights and days
    /// off (Civil Code Art. 201).
    public func adding(hours: Int) -> Instant { Instant(milliseconds: milliseconds + Int64(hours) * 3_600_000) }

    public static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }
}

extension Instant: CustomStringConvertible {
    /// `2026-11-23T08:05:09.120Z`
    public var description: String {
        let day = milliseconds >= 0 ? milliseconds / 86_400_000 : (milliseconds - 86_399_999) / 86_400_000
        let rest = milliseconds - day * 86_400_000
        func pad(_ number: Int64, _ width: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, width - text.count)) + text
        }
        let time = "\(pad(rest / 3_600_000, 2)):\(pad(rest / 60_000 % 60, 2)):\(pad(rest / 1_000 % 60, 2))"
        return "\(LegalDate(dayNumber: Int(day)))T\(time).\(pad(rest % 1_000, 3))Z"
    }
}

extension Instant: Codable {
    public init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    /// Milliseconds since 1970 in event payloads; the API writes the text form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }
}
