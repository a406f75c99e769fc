import MatterCore
import Testing

@testable import HTTPAPI

/// Request bodies as a client would write them.
enum Bodies {
    static func open(_ serial: Int, origin: String = "filing") throws -> String {
        let digits = String(serial)
        let start = "91330600" + String(repeating: "0", count: 9 - digits.count) + digits
        let code = start + String(try #require(CreditCode.checkCharacter(of: start)))
        let filing = #","filing":{"filer":"creditor","filerName":"示例银行","route":"liquidation","filedOn":"2026-02-25"}"#
        return
            #"{"origin":"\#(origin)","debtorName":"示例建设有限公司\#(serial)","creditCode":"\#(code)"\#(origin == "filing" ? filing : "")}"#
    }

    static func instrument(_ kind: String) -> String {
        #"{"kind":"\#(kind)","documentNumber":"（2026）浙0603破1号","issuedOn":"2026-03-01","issuer":"示例乙区人民法院","served":[{"party":"debtor","on":"2026-03-02"}]}"#
    }

    /// A result that has every field that the rule asks for.
    static func result(of rule: JSON) throws -> String {
        let fields = (rule["results"]?.elements ?? []).map { field -> String in
            let kind = field["kind"]?.members.first
            let value =
                switch kind?.key {
                case "integer": "3"
                case "boolean": "true"
                case "money": "125000"
                case "date": #""2026-03-01""#
                case "choice": #""\#(kind?.value.elements.first?.text ?? "")""#
                case "table": "[[\((kind?.value.elements ?? []).map { _ in #""1""# }.joined(separator: ","))]]"
                default: #""文字""#
                }
            return #""\#(field["id"]?.text ?? "")":\#(value)"#
        }
        return #"{"result":{\#(fields.joined(separator: ","))}}"#
    }
}

extension Person {
    /// Opens a matter and answers its number.
    func openMatter(_ serial: Int = 1) async throws -> Int {
        let answer = try await act("/v1/matters", Bodies.open(serial)).expect(201)
        return try #require(try answer.whole(at: "/matter"))
    }

    /// The present version of a thing.
    func version(_ path: String) async throws -> Int { try #require(try await get(path).expect(200).version) }
}
