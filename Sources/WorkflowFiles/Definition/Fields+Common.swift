import MatterCore

/// Parts that every rule has.
extension Fields {
    func name() -> LocalText { localText("name") }

    func localText(_ key: String) -> LocalText {
        required(key).object { LocalText(zh: $0.text("zh"), en: $0.text("en")) }
    }

    func basis(_ key: String = "basis") -> LegalBasis { required(key).object { $0.legalBasis() } }

    func legalBasis() -> LegalBasis {
        LegalBasis(
            article: text("article"), lawVersion: text("lawVersion"),
            provenance: word("provenance", else: .fillIn))
    }

    func roles(_ key: String = "roles") -> [Role] { words(key) }

    /// The one key of a mapping that chooses a variant, such as `milestone:` of a guard. Nil if there is not exactly one.
    func variant(of known: [String]) -> String? {
        let found = keys.filter(known.contains)
        if found.count == 1 { return found[0] }
        let list = known.joined(separator: ", ")
        report.add("unknown-variant", "Exactly one of these keys must stand here: \(list).", at: place)
        // All are asked for, so that none of them is reported as unknown on top.
        for key in found { _ = optional(key) }
        return nil
    }
}
