internal import FoundationEssentials
internal import MatterCore
internal import Messaging

/// A message as a mail server wants it (RFC 5322, 2045): ASCII, lines with CRLF, the text in base64.
struct MailText {
    let bytes: [UInt8]

    init(_ message: Message, from sender: MailAddress, to recipient: MailAddress) {
        let fields = [
            ("Date", Self.date(message.writtenAt)),
            ("From", "OneMatter <\(sender)>"),
            ("To", "<\(recipient)>"),
            ("Message-ID", "<\(message.id)@\(sender.domain)>"),
            ("Subject", EncodedWord.header(message.subject)),
            // Nobody's holiday notice shall answer it (RFC 3834).
            ("Auto-Submitted", "auto-generated"),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "base64"),
        ]
        // Within base64 a line ends as a mail's lines do.
        let text = message.text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
        let body = Data(text.utf8).base64EncodedString(options: [
            .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
        ])
        bytes = Array((fields.map { "\($0): \($1)\r\n" }.joined() + "\r\n" + body + "\r\n").utf8)
    }

    /// `Thu, 26 Nov 2026 08:00:00 +0800`: the time of Shanghai, as legal dates are.
    static func date(_ instant: Instant) -> String {
        let local = Instant(milliseconds: instant.milliseconds + 8 * 3_600_000)
        // The clock face of UTC, eight hours on: `2026-11-26T08:00:00.000Z`.
        let face = Array(local.description.utf8)
        func digits(_ range: Range<Int>) -> String { String(decoding: face[range], as: UTF8.self) }
        let month = Self.months[(Int(digits(5..<7)) ?? 1) - 1]
        // Day 0 of the count was a Thursday.
        let weekday = Self.weekdays[(instant.legalDate.dayNumber % 7 + 7) % 7]
        return "\(weekday), \(digits(8..<10)) \(month) \(digits(0..<4)) \(digits(11..<19)) +0800"
    }

    private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
