/// A term in Chinese (the language of the law) and in English.
public struct LocalText: Hashable, Codable, Sendable {
    public let zh: String
    public let en: String

    public init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }
}
