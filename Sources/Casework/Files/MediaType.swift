/// What may be attached. The name a browser gives is believed only if the content begins like it.
public enum MediaType: String, CaseIterable, Sendable {
    case pdf = "application/pdf"
    case png = "image/png"
    case jpeg = "image/jpeg"
    /// The Chinese fixed-layout format GB/T 33190, a zip archive.
    case ofd = "application/ofd"
    case word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    case sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    case zip = "application/zip"
    case plain = "text/plain"
    case csv = "text/csv"

    /// How the content begins; nil: any UTF-8 text.
    var signature: [UInt8]? {
        switch self {
        case .pdf: Array("%PDF-".utf8)
        case .png: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        case .jpeg: [0xFF, 0xD8, 0xFF]
        case .ofd, .word, .sheet, .zip: [0x50, 0x4B, 0x03, 0x04]
        case .plain, .csv: nil
        }
    }
}

/// Checks content against its declared type while it passes by.
struct MediaTypeCheck {
    private let type: MediaType
    /// The beginning that is still to come, or the bytes of a character that is not complete.
    private var expected: ArraySlice<UInt8>
    private var incomplete: [UInt8] = []

    init(_ type: MediaType) {
        self.type = type
        expected = (type.signature ?? [])[...]
    }

    mutating func update(_ bytes: [UInt8]) throws {
        guard type.signature == nil else {
            let begin = bytes.prefix(expected.count)
            guard begin == expected.prefix(begin.count) else { throw AttachmentRefusal.otherType(type) }
            expected = expected.dropFirst(begin.count)
            return
        }
        let all = incomplete + bytes
        let whole = all.count - Self.incompleteTail(all)
        guard !all.contains(0), String(validating: all[..<whole], as: UTF8.self) != nil else {
            throw AttachmentRefusal.otherType(type)
        }
        incomplete = Array(all[whole...])
    }

    func finish() throws {
        guard expected.isEmpty, incomplete.isEmpty else { throw AttachmentRefusal.otherType(type) }
    }

    /// Number of bytes at the end that begin a character whose rest has not come yet.
    private static func incompleteTail(_ bytes: [UInt8]) -> Int {
        for (index, byte) in bytes.suffix(3).reversed().enumerated() where byte & 0xC0 != 0x80 {
            let length =
                switch byte {
                case 0xC0...0xDF: 2
                case 0xE0...0xEF: 3
                case 0xF0...0xF7: 4
                default: 1
                }
            return length > index + 1 ? index + 1 : 0
        }
        return 0
    }
}
