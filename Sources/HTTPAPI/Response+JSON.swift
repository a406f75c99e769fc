import FoundationEssentials
import Hummingbird
import MatterCore

extension Response {
    /// Answers the value as JSON.
    init(json value: some Encodable, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) {
        var headers = headers
        headers[.contentType] = "application/json"
        self.init(
            status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: APIJSON.encode(value))))
    }
}

/// The spelling of the API: camelCase, instants as UTC text, cases without Swift's `_0`.
enum APIJSON {
    static func encode(_ value: some Encodable) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.userInfo[Instant.asText] = true
        do {
            return Array(try encoder.encode(value))
        } catch {
            preconditionFailure("an answer cannot be written as JSON: \(error)")
        }
    }

    static func decode<T: Decodable>(_ type: T.Type, from bytes: [UInt8]) throws -> T {
        try JSONDecoder().decode(type, from: Data(bytes))
    }
}
