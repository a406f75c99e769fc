/// The 32 bytes that a hash gives. As text: 64 lower-case hexadecimal digits.
public struct Digest: Hashable, Sendable {
    public static let length = 32

    public let bytes: [UInt8]

    /// What stands before the first event of a matter.
    public static let zero = Digest(unchecked: [UInt8](repeating: 0, count: length))

    init(unchecked bytes: [UInt8]) { self.bytes = bytes }

    public init?(_ bytes: some Sequence<UInt8>) {
        let bytes = Array(bytes)
        guard bytes.count == Self.length else { return nil }
        self.bytes = bytes
    }

    public init?(hex: some StringProtocol) {
        guard let bytes = Hex.bytes(hex) else { return nil }
        self.init(bytes)
    }

    public var hex: String { Hex.text(bytes) }
}

extension Digest: CustomStringConvertible {
    public var description: String { hex }
}

extension Digest: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let digest = Digest(hex: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "A digest has 64 lower-case hexadecimal digits.")
        }
        self = digest
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(hex)
    }
}
