/// Limits of free text, in characters.
enum TextRule {
    static let name = 200
    static let note = 2_000

    static func require(_ text: String, at pointer: String, upTo limit: Int = note) throws(Refusal) {
        guard !text.allSatisfy(\.isWhitespace) else {
            throw Refusal(
                .invalid, "text-empty", zh: "此项不能为空。", en: "This must not be empty.", pointer: pointer)
        }
        try allow(text, at: pointer, upTo: limit)
    }

    static func allow(_ text: String?, at pointer: String, upTo limit: Int = note) throws(Refusal) {
        guard let text else { return }
        // Not `count`: one letter can carry any number of accents.
        guard text.unicodeScalars.count <= limit else {
            throw Refusal(
                .invalid, "text-too-long", zh: "此项超过 \(limit) 个字。",
                en: "This is longer than \(limit) characters.", pointer: pointer)
        }
        // PostgreSQL text cannot hold NUL.
        guard !text.utf8.contains(0) else {
            throw Refusal(
                .invalid, "text-has-nul", zh: "此项含有不允许的字符。", en: "This has a character that is not allowed.",
                pointer: pointer)
        }
    }
}
