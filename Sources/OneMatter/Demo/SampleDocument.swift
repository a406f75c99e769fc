import Casework
import Ledger
import MatterCore

/// A small file that stands for a document, plainly marked as a sample.
struct SampleDocument: Hashable, Sendable {
    static let mediaType = "application/pdf"

    let name: String
    let bytes: [UInt8]

    /// Documents of different marks are different files; without one the name is the mark.
    init(name: String, mark: String? = nil) {
        self.name = name
        bytes = Self.page(mark ?? name)
    }

    var attachment: AddAttachment {
        var digest = SM3()
        digest.update(bytes)
        return AddAttachment(
            name: name, mediaType: Self.mediaType, size: Int64(bytes.count), digest: digest.finish())
    }

    /// One page that reads SAMPLE. The mark stands in a comment.
    private static func page(_ mark: String) -> [UInt8] {
        let content = "BT /F1 48 Tf 180 420 Td (SAMPLE) Tj ET"
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
                + "/Resources << /Font << /F1 5 0 R >> >> >>",
            "<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
        var file = "%PDF-1.4\n% \(mark)\n"
        var offsets: [Int] = []
        for (index, object) in objects.enumerated() {
            offsets.append(file.utf8.count)
            file += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        let start = file.utf8.count
        file += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for offset in offsets {
            let digits = String(offset)
            file += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
        }
        file += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
        return Array(file.utf8)
    }
}
