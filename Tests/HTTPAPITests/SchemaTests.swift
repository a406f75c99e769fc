import Testing

@testable import HTTPAPI

@Suite struct SchemaTests {
    private static let schema = #"""
        {"type": "object", "additionalProperties": false, "required": ["name"], "properties": {
            "name": {"type": "string", "minLength": 2, "maxLength": 4},
            "on": {"type": "string", "format": "date"},
            "count": {"type": "integer", "minimum": 1, "maximum": 9},
            "kind": {"type": "string", "enum": ["a", "b"]},
            "rows": {"type": "array", "minItems": 1, "maxItems": 2, "items": {"type": "array", "items": {"type": "string"}}},
            "free": {"type": "object", "maxProperties": 2, "additionalProperties": {"anyOf": [{"type": "string"}, {"type": "boolean"}]}},
            "next": {"type": ["string", "null"]}}}
        """#

    private func faults(_ text: String) throws -> [String] {
        let schema = try JSONParser.parse(Self.schema.utf8)
        return Schema(definition: schema, document: schema).faults(of: try JSONParser.parse(text.utf8)).map {
            "\($0.pointer) \($0.code)"
        }
    }

    @Test(arguments: [
        (#"{"name":"ab"}"#, []),
        (#"{"name":"一二三四","on":"2028-02-29","count":9.0,"kind":"b","rows":[["x"]],"free":{"p":true},"next":null}"#, []),
        (#"[]"#, [" wrong-type"]),
        (#"{}"#, ["/name missing"]),
        (#"{"name":null}"#, ["/name wrong-type"]),
        (#"{"name":"a"}"#, ["/name too-short"]),
        (#"{"name":"一二三四五"}"#, ["/name too-long"]),
        (#"{"name":"a\u0000b"}"#, ["/name control-character"]),
        (#"{"name":"ab","on":"2026-02-29"}"#, ["/on not-a-date"]),
        (#"{"name":"ab","count":0}"#, ["/count too-small"]),
        (#"{"name":"ab","count":10}"#, ["/count too-large"]),
        (#"{"name":"ab","count":1.5}"#, ["/count wrong-type"]),
        (#"{"name":"ab","count":"1"}"#, ["/count wrong-type"]),
        (#"{"name":"ab","kind":"c"}"#, ["/kind not-allowed"]),
        (#"{"name":"ab","rows":[]}"#, ["/rows too-few"]),
        (#"{"name":"ab","rows":[[],[],[]]}"#, ["/rows too-many"]),
        (#"{"name":"ab","rows":[["x",1]]}"#, ["/rows/0/1 wrong-type"]),
        (#"{"name":"ab","free":{"a":"1","b":"2","c":"3"}}"#, ["/free too-many"]),
        (#"{"name":"ab","free":{"a/b":{}}}"#, ["/free/a~1b wrong-type"]),
        (#"{"name":"ab","extra":{"name":1},"other":null}"#, ["/extra unknown-field", "/other unknown-field"]),
    ])
    func findsEveryFault(_ text: String, _ expected: [String]) throws {
        #expect(try faults(text) == expected)
    }
}
