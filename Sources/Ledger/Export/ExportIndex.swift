/// The part of an export that people read first: one line an event. A verifier writes it anew and compares.
enum ExportIndex {
    /// `5 · 2026-11-23T08:05:09.120Z · duty_completed · duty 3 · 陈专员 (agency, TAX-330603) for 王专员`
    static func line(of record: CanonicalJSON) -> String {
        let by = record["by"]
        var parts = [
            record["number"]?.integer.map(String.init) ?? "?", record["at"]?.text ?? "?", record["kind"]?.text ?? "?",
        ]
        if let assignment = record["assignment"]?.integer { parts.append("duty \(assignment)") }
        var author =
            "\(by?["name"]?.text ?? "?") (\(by?["role"]?.text ?? "?"), \(by?["organisation"]?.text ?? "?"))"
        if let absent = record["onBehalfOf"]?["name"]?.text { author += " for \(absent)" }
        parts.append(author)
        return parts.joined(separator: " · ")
    }
}
