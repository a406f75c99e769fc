/// A notice of the State Council: the days off and the make-up working days of one year.
///
/// Version 1 is the yearly notice. A later change of a published year (an emergency, such as the longer Spring Festival
/// of 2020) is the next version and holds the whole year again, so each version can be read alone.
public struct HolidayNotice: Hashable, Codable, Sendable {
    /// Year and version, written `2026.v1`.
    public struct Key: Hashable, Comparable, Sendable {
        public let year: Int
        public let version: Int

        public init(year: Int, version: Int) {
            self.year = year
            self.version = version
        }

        public static func < (left: Key, right: Key) -> Bool {
            (left.year, left.version) < (right.year, right.version)
        }
    }

    /// The document, as far as it is known.
    public struct Reference: Hashable, Codable, Sendable {
        public let title: String
        /// For instance `国办发明电〔2025〕7号`; nil if it is not known.
        public let number: String?
        public let issuedOn: LegalDate?
        /// Where the issuer publishes it.
        public let url: String?
        /// How well the number and the date are supported.
        public let provenance: LegalBasis.Provenance

        public init(
            title: String, number: String?, issuedOn: LegalDate?, url: String?, provenance: LegalBasis.Provenance
        ) {
            self.title = title
            self.number = number
            self.issuedOn = issuedOn
            self.url = url
            self.provenance = provenance
        }
    }

    /// One break with the weekend days that are worked for it.
    public struct Festival: Hashable, Codable, Sendable {
        public let name: LocalText
        public let from: LegalDate
        public let through: LegalDate
        public let makeUpDays: [LegalDate]

        public init(name: LocalText, from: LegalDate, through: LegalDate, makeUpDays: [LegalDate]) {
            self.name = name
            self.from = from
            self.through = through
            self.makeUpDays = makeUpDays
        }

        public var daysOff: [LegalDate] {
            from <= through ? (from.dayNumber...through.dayNumber).map(LegalDate.init(dayNumber:)) : []
        }
    }

    public let year: Int
    public let version: Int
    public let reference: Reference
    /// Why the published year was changed; versions after the first have one.
    public let change: LocalText?
    public let festivals: [Festival]

    public init(year: Int, version: Int, reference: Reference, change: LocalText?, festivals: [Festival]) {
        self.year = year
        self.version = version
        self.reference = reference
        self.change = change
        self.festivals = festivals
    }

    public var key: Key { Key(year: year, version: version) }
}

extension HolidayNotice.Key: CustomStringConvertible {
    public var description: String { "\(year).v\(version)" }

    /// Nil unless the text is a year and a version, such as `2026.v1`.
    public init?(_ text: String) {
        let parts = text.split(separator: ".v", omittingEmptySubsequences: false)
        guard parts.count == 2, let year = Int(parts[0]), let version = Int(parts[1]), version > 0 else { return nil }
        self.init(year: year, version: version)
        guard description == text else { return nil }
    }
}

extension HolidayNotice.Key: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let key = Self(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "'\(text)' is no version of a calendar, such as 2026.v1.")
        }
        self = key
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
