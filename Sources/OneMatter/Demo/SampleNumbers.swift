import MatterCore

/// Credit codes and case numbers of invented debtors, different for every number, so that a run can be repeated.
struct SampleNumbers: Sendable {
    /// Letters and digits of GB 32100.
    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
    private static let bodies: Int64 = 27_512_614_111

    private let region: String
    private let courtCode: String
    private let series: String

    /// Numbers of different series (two letters) never meet.
    init(court: Organisation, series: String) {
        self.series = series
        region = String((court.region + "000000").prefix(6))
        courtCode = court.caseCode ?? "浙\(court.region.dropFirst(2))"
    }

    /// A valid unified social credit code: enterprise, region, an organisation part made of the number, check digit.
    func creditCode(_ number: Int64) -> String {
        var rest = number % Self.bodies
        var part = ""
        for _ in 0..<7 {
            part = String(Self.alphabet[Int(rest % 31)]) + part
            rest /= 31
        }
        let body = "91\(region)\(series)\(part)"
        guard let check = CreditCode.checkCharacter(of: body) else {
            preconditionFailure("the body is of the alphabet")
        }
        return body + String(check)
    }

    func caseNumber(_ kind: String, _ number: Int64, on date: LegalDate) -> String {
        "（\(date.components.year)）\(courtCode)\(kind)\(number % 899_999 + 100_000)号"
    }
}
