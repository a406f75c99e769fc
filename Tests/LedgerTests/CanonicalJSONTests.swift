import Foundation
import Testing

@testable import Ledger

@Suite struct CanonicalJSONTests {
    private func canonical(_ text: String) throws -> String {
        String(decoding: try CanonicalJSON(parsing: Array(text.utf8)).bytes, as: UTF8.self)
    }

    /// The example of RFC 8785, 3.2.3: order by UTF-16 code units, where an astral character comes before U+FB33.
    @Test func ordersKeysAsTheStandardDoes() throws {
        let text =
            #"{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","#
            + #""1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}"#
        guard case .members(let members) = try CanonicalJSON(parsing: Array(text.utf8)) else { throw Unexpected() }
        #expect(
            members.map(\.value.text) == [
                "Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign",
                "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh",
            ])
    }

    /// The text of RFC 8785, 3.2.2, and what must stay raw.
    @Test func escapesOnlyWhatItMust() throws {
        #expect(
            try canonical(#""\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/""#) == #""€$\u000f\nA'B\"\\\\\"/""#)
        #expect(
            try canonical(#""\b\t\n\f\r\u0000\u001f\u007f\u2028""#) == "\"\\b\\t\\n\\f\\r\\u0000\\u001f\u{7f}\u{2028}\""
        )
        #expect(
            try canonical(" { \"b\" : [ 1 , -2 , null , true ] , \"a\" : { } } ") == #"{"a":{},"b":[1,-2,null,true]}"#)
    }

    @Test(arguments: [
        "", " ", "nul", "truex", "1.0", "1e3", "-", "-0", "01", "+1", "9007199254740992", "-9007199254740992",
        "99999999999999999999", "\"", "\"a", "\"\u{1}\"", #""\x""#, #""\ud800""#, #""\ud800x""#, #""\udc00""#,
        #""\ud800\u0041""#, #""\u12""#, #""\u+123""#, "[1,]", "[1 2]", "[", "{", "{\"a\"}", "{\"a\":1,}", "{a:1}",
        "1 1",
        #"{"a":1,"a":2}"#, #"{"a":1,"\u0061":2}"#,
        String(repeating: "[", count: 100) + String(repeating: "]", count: 100),
    ])
    func refuses(_ text: String) {
        #expect(throws: CanonicalJSONError.self) { try CanonicalJSON(parsing: Array(text.utf8)) }
    }

    @Test func refusesWhatIsNotUTF8() {
        for bytes: [UInt8] in [
            [0x22, 0xff, 0x22], [0x22, 0xc0, 0x80, 0x22], [0x22, 0xed, 0xa0, 0x80, 0x22], [0xef, 0xbb, 0xbf, 0x31],
        ] {
            #expect(throws: CanonicalJSONError.self) { try CanonicalJSON(parsing: bytes) }
        }
    }

    /// Texts that look alike are not the same: a hash sees bytes.
    @Test func keepsNormalisationFormsApart() throws {
        let both = try CanonicalJSON(parsing: Array("{\"\u{e9}\":1,\"e\u{301}\":2}".utf8))
        #expect(both["\u{e9}"]?.integer == 1)
        #expect(both["e\u{301}"]?.integer == 2)
        #expect(String(decoding: both.bytes, as: UTF8.self).utf8.elementsEqual("{\"e\u{301}\":2,\"\u{e9}\":1}".utf8))
    }

    @Test func onlyOneSpellingIsCanonical() throws {
        _ = try CanonicalJSON(canonical: Array(#"{"a":[1,"é/"],"b":null}"#.utf8))
        for other in [#"{"a": 1}"#, #"{"b":1,"a":1}"#, #"["\/"]"#, #"["\u0041"]"#, #"["\u000A"]"#, " 1", "1\n"] {
            #expect(throws: CanonicalJSONError.self) { try CanonicalJSON(canonical: Array(other.utf8)) }
        }
    }

    struct Sample: Codable {
        enum Kind: Codable {
            case plain
            case one(Int, note: String?)
            case nested(label: [String: [Int64]])
        }
        enum Word: String, Codable, CodingKeyRepresentable { case b, a }
        class Base: Codable { var inBase = 1 }
        final class Derived: Base {
            var own = 2
            override func encode(to encoder: any Encoder) throws {
                var container = encoder.unkeyedContainer()
                try container.encode(own)
                try super.encode(to: container.superEncoder())
            }
        }

        var text: String
        var map: [String: String?]
        var keyed: [Word: UInt8]
        var numbers: [Int: Bool]
        var list: [Kind]
        var missing: Int?
        var id: UUID
        var whole: UInt64
        var derived: Derived?
    }

    /// The encoder against `JSONEncoder` and the parser: two ways from a value to its bytes.
    @Test func theEncoderAgreesWithFoundations() throws {
        var random = Random(seed: 8785)
        for _ in 0..<300 {
            let sample = Sample(
                text: random.text(),
                map: Dictionary((0..<Int.random(in: 0...6, using: &random)).map { _ in (random.text(), random.text()) })
                { $1 },
                keyed: [.a: 1, .b: UInt8.random(in: 0...255, using: &random)],
                numbers: [1: true],
                list: [
                    .plain, .one(.random(in: -9...9, using: &random), note: random.text()), .one(3, note: nil),
                    .nested(label: [random.text(): [-9_007_199_254_740_991, 0, 9_007_199_254_740_991]]),
                ],
                missing: nil, id: UUID(), whole: .random(in: 0...9_007_199_254_740_991, using: &random),
                derived: nil)
            let encoder = JSONEncoder()
            if Bool.random(using: &random) { encoder.outputFormatting = [.prettyPrinted] }
            let other = try CanonicalJSON(parsing: encoder.encode(sample))
            let own = try CanonicalJSON(encoding: sample)
            #expect(own.bytes == other.bytes)
            #expect(try CanonicalJSON(encoding: own).bytes == own.bytes)
            #expect(try CanonicalJSON(parsing: JSONEncoder().encode(own)).bytes == own.bytes)
            #expect(try CanonicalJSON(canonical: own.bytes).bytes == own.bytes)
        }
    }

    @Test func theEncoderHandlesSuperclassesAndRefusesFractions() throws {
        let bytes = try CanonicalJSON(encoding: Sample.Derived()).bytes
        #expect(bytes == Array(#"[2,{"inBase":1}]"#.utf8))
        #expect(throws: CanonicalJSONError.self) { try CanonicalJSON(encoding: [1.5]) }
        #expect(throws: CanonicalJSONError.self) { try CanonicalJSON(encoding: ["a": Float(1)]) }
        #expect(throws: CanonicalJSONError.self) { try CanonicalJSON(encoding: UInt64.max) }
        #expect(throws: CanonicalJSONError.self) { try CanonicalJSON.object([.init("a", .null), .init("a", .null)]) }
    }
}

struct Unexpected: Error {}
