public import FoundationEssentials

/// A value that can be a parameter. Parameters travel as text and the server infers their type.
///
/// `RawRepresentable` types only need to declare the conformance.
public protocol PostgresEncodable {
    /// The text form that PostgreSQL reads; nil is SQL null.
    var postgresText: String? { get }

    /// The text form of an array of such values. Only bytes are not a plain array to PostgreSQL, so only `UInt8` has
    /// its own.
    static func postgresText(of array: [Self]) -> String
}

extension PostgresEncodable {
    public static func postgresText(of array: [Self]) -> String {
        var text = "{"
        for element in array {
            if text.utf8.count > 1 { text += "," }
            guard let value = element.postgresText else {
                text += "NULL"
                continue
            }
            text += "\""
            // Quoting every element leaves two characters that need an escape.
            for scalar in value.unicodeScalars {
                if scalar == "\"" || scalar == "\\" { text += "\\" }
                text.unicodeScalars.append(scalar)
            }
            text += "\""
        }
        return text + "}"
    }
}

extension PostgresEncodable where Self: RawRepresentable, RawValue: PostgresEncodable {
    public var postgresText: String? { rawValue.postgresText }
}

extension PostgresEncodable where Self: LosslessStringConvertible {
    public var postgresText: String? { description }
}

extension String: PostgresEncodable {}
extension Bool: PostgresEncodable {}
extension Int: PostgresEncodable {}
extension Int16: PostgresEncodable {}
extension Int32: PostgresEncodable {}
extension Int64: PostgresEncodable {}
extension Double: PostgresEncodable {}

extension UUID: PostgresEncodable {
    public var postgresText: String? { uuidString }
}

extension Date: PostgresEncodable {
    public var postgresText: String? { PostgresTimestamp(self).postgresText }
}

extension UInt8: PostgresEncodable {
    /// `[UInt8]` is a `bytea`: `\x` and two digits a byte.
    public static func postgresText(of array: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = Array("\\x".utf8)
        text.reserveCapacity(2 + 2 * array.count)
        for byte in array {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}

extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
    public var postgresText: String? { self?.postgresText }
}

extension Array: PostgresEncodable where Element: PostgresEncodable {
    public var postgresText: String? { Element.postgresText(of: self) }
}
