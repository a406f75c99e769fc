import Testing

@testable import HTTPAPI

@Suite struct JSONParserTests {
    @Test(arguments: [
        "", " ", "{", "}", "[1,]", "[,1]", "[1 2]", #"{"a":1,}"#, #"{"a" 1}"#, #"{a:1}"#, "01", "-", "1.", ".5", "1e",
        "+1", "NaN", "1e999", "tru", "nul", #""abc"#, #""\x""#, #""\u12g4""#, #""\ud800""#, #""\ud800A""#,
        #""\u+123""#, "\"a\nb\"", "1 2", "{} {}", "'a'", "/* */ 1", "\u{FEFF}1",
    ])
    func refusesWhatIsNotJSON(_ text: String) {
        let fault = #expect(throws: JSONParser.Fault.self) { try JSONParser.parse(text.utf8) }
        #expect(fault?.code == .malformed)
    }

    @Test func refusesBytesThatAreNotUTF8() {
        #expect(throws: JSONParser.Fault.self) { try JSONParser.parse([0x22, 0xFF, 0x22]) }
    }

    @Test func refusesEqualKeysAndSaysWhere() {
        let fault = #expect(throws: JSONParser.Fault.self) { try JSONParser.parse(#"{"a":[{"b":1,"b":2}]}"#.utf8) }
        #expect(fault?.code == .duplicateKey)
        #expect(fault?.pointer == "/a/0/b")
    }

    @Test func refusesDepthBeforeItHurts() throws {
        let most = JSONParser.maximumDepth
        let deep = { String(repeating: "[", count: $0) + String(repeating: "]", count: $0) }
        _ = try JSONParser.parse(deep(most).utf8)
        let fault = #expect(throws: JSONParser.Fault.self) { try JSONParser.parse(deep(most + 1).utf8) }
        #expect(fault?.code == .tooDeep)
        let hostile = #expect(throws: JSONParser.Fault.self) {
            try JSONParser.parse([UInt8](repeating: UInt8(ascii: "["), count: 200_000))
        }
        #expect(hostile?.code == .tooDeep)
    }

    @Test func readsValues() throws {
        let text = #" {"a": [1, -2.5, 1e2, true, false, null, "\u4e00\ud83d\ude00\n\/"], "b": {}} "#
        let value = try JSONParser.parse(text.utf8)
        #expect(
            value["a"]?.elements == [
                .integer(1), .number(-2.5), .number(100), .boolean(true), .boolean(false), .null, .string("一😀\n/"),
            ])
        #expect(value["b"] == .object([]))
        #expect(try JSONParser.parse("9223372036854775807".utf8) == .integer(.max))
        #expect(try JSONParser.parse("9223372036854775808".utf8).whole == nil)
    }
}
