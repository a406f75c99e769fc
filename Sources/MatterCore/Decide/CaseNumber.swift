/// Case numbers such as `（2023）浙0603破12号`: year, court code, kind of case, number (法〔2015〕137号).
public enum CaseNumber {
    /// Kinds of bankruptcy and compulsory-liquidation cases.
    private static let kinds = [
        "破申终", "破申监", "破申他", "破申", "破终", "破监", "破他", "破", "强清申", "强清监", "强清终", "强清",
    ]

    /// With full-width brackets, or nil if the text is no case number.
    public static func normalised(_ text: String) -> String? {
        let text = text.replacing("(", with: "（").replacing(")", with: "）").filter { !$0.isWhitespace }
        guard text.first == "（", text.last == "号" else { return nil }
        let afterBracket = text.dropFirst()
        guard let close = afterBracket.firstIndex(of: "）") else { return nil }
        let year = afterBracket[..<close]
        guard year.count == 4, year.allSatisfy(\.isASCIIDigit), year >= "1986" else { return nil }
        var rest = afterBracket[afterBracket.index(after: close)...].dropLast()
        guard let province = rest.first, province.isHan else { return nil }
        rest = rest.dropFirst()
        let courtDigits = rest.prefix(while: \.isASCIIDigit)
        guard courtDigits.count <= 4 else { return nil }
        rest = rest.dropFirst(courtDigits.count)
        guard let kind = kinds.first(where: { rest.hasPrefix($0) }) else { return nil }
        let number = rest.dropFirst(kind.count)
        guard (1...6).contains(number.count), number.allSatisfy(\.isASCIIDigit), number.first != "0" else { return nil }
        return text
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
    fileprivate var isHan: Bool {
        unicodeScalars.count == 1 && unicodeScalars.allSatisfy { (0x4E00...0x9FFF).contains($0.value) }
    }
}
