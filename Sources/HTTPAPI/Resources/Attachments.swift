import Casework
import Hummingbird
import MatterCore
import NIOCore

/// Files go up and down as they are, piece by piece.
extension API {
    func addAttachments(to router: Router<APIContext>) {
        let matter = router.group("/v1/matters/{matter}/attachments")
        matter.post { request, context in
            guard let type = request.headers[.contentType]?.split(separator: ";").first else { throw Problem.mediaType }
            let outcome = try await casework.attach(
                name: context.input.text("name") ?? "", mediaType: String(type).lowercased(),
                bytes: request.body.map { Array(buffer: $0) }, to: try context.input.matter,
                by: try context.principal, key: context.input.idempotencyKey)
            let number = outcome.events.lazy.compactMap { event in
                if case .attachmentAdded(let attachment) = event.body { attachment.number } else { nil }
            }.first
            return try Response(
                outcome, location: "/v1/matters/\(outcome.matter)/attachments/\(number.map(String.init) ?? "")")
        }
        matter.get("{attachment}") { _, context in
            let attachment = try await casework.attachment(
                try number(context), of: try context.input.matter, by: try context.principal)
            return Response(json: AttachmentView(attachment), etag: attachment.content.digest)
        }
        matter.get("{attachment}/content") { _, context in
            let (attachment, content) = try await casework.file(
                try number(context), of: try context.input.matter, by: try context.principal)
            let headers: HTTPFields = [
                .contentType: attachment.content.mediaType,
                .contentLength: String(attachment.content.size),
                .contentDisposition: "attachment; filename*=UTF-8''\(attachment.content.name.percentEncoded)",
                .eTag: "\"\(attachment.content.digest)\"",
            ]
            let body = ResponseBody(contentLength: Int(attachment.content.size)) { writer in
                for try await piece in content { try await writer.write(ByteBuffer(bytes: piece)) }
                try await writer.finish(nil)
            }
            return Response(status: .ok, headers: headers, body: body)
        }
    }

    private func number(_ context: APIContext) throws -> Int { Int(try context.input.number("attachment")) }
}

/// A file as the matter lists it.
private struct AttachmentView: Encodable {
    let number: Int
    let name: String
    let mediaType: String
    let size: Int64
    let digest: String
    let addedBy: OrganisationID

    init(_ attachment: Attachment) {
        number = attachment.number
        name = attachment.content.name
        mediaType = attachment.content.mediaType
        size = attachment.content.size
        digest = attachment.content.digest
        addedBy = attachment.addedBy
    }
}

extension String {
    /// For `filename*` (RFC 8187): everything but letters, digits and a few signs becomes `%XX`.
    fileprivate var percentEncoded: String {
        utf8.map { byte in
            let isPlain = (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            if isPlain || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") {
                return String(Unicode.Scalar(byte))
            }
            let digits = String(byte, radix: 16, uppercase: true)
            return digits.count == 1 ? "%0\(digits)" : "%\(digits)"
        }.joined()
    }
}
