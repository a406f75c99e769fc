import FoundationEssentials
import Hummingbird

extension Response {
    /// Answers the value as JSON.
    init(json value: some Encodable, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) {
        var headers = headers
        headers[.contentType] = "application/json"
        self.init(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: Self.json(value))))
    }

    /// Answers a thing under its ETag.
    init(json value: some Encodable, etag: String) {
        self.init(json: value, headers: [.eTag: "\"\(etag)\""])
    }

    private static func json(_ value: some Encodable) -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return try encoder.encode(value)
        } catch {
            preconditionFailure("an answer cannot be written as JSON: \(error)")
        }
    }
}

/// What every list answers.
struct Listing<Item: Encodable>: Encodable {
    let items: [Item]
    var next: String?

    enum CodingKeys: CodingKey {
        case items, next
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(items, forKey: .items)
        // Present, as null, on the last page too.
        try container.encode(next, forKey: .next)
    }
}
