import MatterCore

/// A holiday notice.
extension Fields {
    /// Nil if the file is of another kind; its keys cannot be judged then.
    func notice() -> HolidayNotice? {
        let kind = required("kind")
        guard kind.text() == "calendar" else {
            kind.fault("unknown-value", "A file of this folder is of the kind 'calendar'.")
            for key in keys { _ = optional(key) }
            return nil
        }
        let schema = number("schema")
        if schema != 1 {
            required("schema").fault("unsupported-schema", "Only schema 1 is known, not \(schema).")
        }
        let version = number("version")
        if version < 1 { required("version").fault("not-positive", "Versions begin with 1.") }
        let reference = required("reference").object { $0.reference() }
        let change = optional("change")?.object { LocalText(zh: $0.text("zh"), en: $0.text("en")) }
        if (change != nil) != (version > 1) {
            required("version").fault(
                "change-without-reason",
                "Version 1 is the yearly notice; a later version changes it and says why under 'change'.")
        }
        if version > 1, reference.number == nil {
            required("reference").fault(
                "change-without-reference", "A change of a published year names the number of the notice that made it.")
        }
        return HolidayNotice(
            year: number("year"), version: version, reference: reference, change: change,
            festivals: objects("festivals") { $0.festival() })
    }

    private func reference() -> HolidayNotice.Reference {
        HolidayNotice.Reference(
            title: text("title"), number: optional("number")?.text(), issuedOn: optional("issuedOn")?.date(),
            url: optional("url")?.text(), provenance: word("provenance", else: .fillIn))
    }

    private func festival() -> HolidayNotice.Festival {
        let from = required("from").date()
        let through = required("through").date()
        return HolidayNotice.Festival(
            name: name(), from: from ?? through ?? LegalDate(dayNumber: 0),
            through: through ?? from ?? LegalDate(dayNumber: 0),
            makeUpDays: optional("makeUpDays")?.items().compactMap { $0.date() } ?? [])
    }
}
