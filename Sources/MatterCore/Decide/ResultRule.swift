/// Holds a result against the typed fields of its duty.
enum ResultRule {
    private static let longestTable = 5_000

    static func check(_ result: [String: ResultValue], against duty: Duty) throws(Refusal) {
        for key in result.keys.sorted() where !duty.results.contains(where: { $0.id == key }) {
            throw Refusal(
                .invalid, "unknown-result-field", zh: "结果中没有此项。", en: "The result of \(duty.id) has no such field.",
                pointer: pointer(key))
        }
        for field in duty.results {
            guard let value = result[field.id] else {
                guard field.isRequired else { continue }
                throw Refusal(
                    .invalid, "result-field-missing", zh: "缺少：\(field.name.zh)。", en: "Missing: \(field.name.en).",
                    pointer: pointer(field.id))
            }
            try check(value, of: field)
        }
    }

    private static func check(_ value: ResultValue, of field: ResultField) throws(Refusal) {
        let place = pointer(field.id)
        switch (field.kind, value) {
        case (.text, .text(let text)): try TextRule.require(text, at: place)
        case (.integer, .integer), (.boolean, .boolean): break
        case (.money, .integer(let fen)):
            guard fen >= 0 else { throw wrong(field, "a whole number of fen, not negative", "非负整数（分）") }
        case (.date, .text(let text)):
            guard LegalDate(text) != nil else { throw wrong(field, "a date of the form YYYY-MM-DD", "日期 YYYY-MM-DD") }
        case (.choice(let choices), .text(let text)):
            guard choices.contains(text) else {
                throw wrong(field, "one of \(choices.joined(separator: ", "))", choices.joined(separator: "、"))
            }
        case (.table(let columns), .table(let rows)):
            guard rows.count <= longestTable, rows.allSatisfy({ $0.count == columns.count }) else {
                throw wrong(
                    field, "at most \(longestTable) rows of \(columns.count) cells", "每行 \(columns.count) 列的表")
            }
            for (index, row) in rows.enumerated() {
                for (column, cell) in row.enumerated() {
                    try TextRule.allow(cell, at: "\(place)/\(index)/\(column)")
                }
            }
        case (.text, _): throw wrong(field, "a text", "文字")
        case (.integer, _): throw wrong(field, "a whole number", "整数")
        case (.boolean, _): throw wrong(field, "true or false", "是或否")
        case (.money, _): throw wrong(field, "a whole number of fen", "整数（分）")
        case (.date, _): throw wrong(field, "a date of the form YYYY-MM-DD", "日期 YYYY-MM-DD")
        case (.choice(let choices), _):
            throw wrong(field, "one of \(choices.joined(separator: ", "))", choices.joined(separator: "、"))
        case (.table(let columns), _):
            throw wrong(field, "rows of \(columns.count) texts", "每行 \(columns.count) 列的表")
        }
    }

    private static func wrong(_ field: ResultField, _ en: String, _ zh: String) -> Refusal {
        Refusal(
            .invalid, "result-field-wrong", zh: "\(field.name.zh)须为：\(zh)。", en: "\(field.name.en) must be \(en).",
            pointer: pointer(field.id))
    }

    /// JSON pointer (RFC 6901) of a result field.
    private static func pointer(_ key: String) -> String {
        "/result/" + key.replacing("~", with: "~0").replacing("/", with: "~1")
    }
}
