import MatterCore

/// Values for the result fields of a duty that a scenario does not name.
struct SampleResult: Sendable {
    let state: MatterState
    let today: LegalDate

    func values(for duty: Duty, known: [String: ResultValue] = [:]) -> [String: ResultValue] {
        var values = known
        for field in duty.results where field.isRequired && values[field.id] == nil {
            values[field.id] = value(of: field, duty)
        }
        return values
    }

    private func value(of field: ResultField, _ duty: Duty) -> ResultValue {
        switch field.kind {
        case .text: .text("示例：\(field.name.zh)（\(duty.id)）")
        case .integer: .integer(3)
        case .boolean: .boolean(false)
        case .money: .integer(1_280_000)
        case .date: .text((state.acceptedOn ?? today).description)
        case .choice(let options): .text(options.first ?? "")
        case .table(let columns): .table([columns.map(cell)])
        }
    }

    private func cell(_ column: String) -> String {
        switch column {
        case "creditCode": state.creditCode
        case "name", "employee", "shareholder", "buyer", "payee", "counterparty": "示例甲"
        case "amount", "subscribed", "paidIn", "balance", "base": "12800.00"
        case "heads", "months", "quantity", "level": "1"
        default: column.hasSuffix("On") || column == "date" || column == "since" ? today.description : "示例"
        }
    }
}
