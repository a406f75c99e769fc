import Testing

@testable import Postgres

@Suite struct QueryTests {
    @Test func aValueBecomesAParameter() {
        let name = "'; drop table matter; --"
        let query: Query = "select \(1), \(name) where \(nil as String?) is null"
        #expect(query.sql == "select $1, $2 where $3 is null")
        #expect(query.parameters == ["1", name, nil])
    }

    @Test func aSplicedFragmentIsRenumbered() {
        let filter: Query = "b = \(2) and c = \(3)"
        let query: Query = "select \(1) where \(filter) limit \(4)"
        #expect(query.sql == "select $1 where b = $2 and c = $3 limit $4")
        #expect(query.parameters == ["1", "2", "3", "4"])
    }

    @Test func fragmentsAreAddedAndJoined() {
        let parts: [Query] = ["a = \(1)", "b = \(2)", "c"]
        var query = "select 1 where " + parts.joined(separator: " and ")
        query += " limit \(3)"
        #expect(query.sql == "select 1 where a = $1 and b = $2 and c limit $3")
        #expect(query.parameters == ["1", "2", "3"])
        #expect([Query]().joined(separator: ", ").sql == "")
    }

    @Test func trustedTextAndNamesStayText() {
        let query: Query = "listen \(identifier: "a\"b") \(raw: "-- end")"
        #expect(query.sql == "listen \"a\"\"b\" -- end")
        #expect(query.parameters.isEmpty)
    }

    @Test(
        arguments: [
            ([], "{}"), (["a", nil, "NULL", ""], #"{"a",NULL,"NULL",""}"#),
            ([#"q"uote"#, #"back\slash"#, "{,}", "破产"], #"{"q\"uote","back\\slash","{,}","破产"}"#),
        ] as [([String?], String)])
    func arraysAreQuoted(array: [String?], literal: String) {
        #expect(array.postgresText == literal)
    }
}
