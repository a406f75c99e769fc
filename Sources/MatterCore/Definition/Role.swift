/// What a principal may be. Spelt the same in tokens, SQL and JSON.
public enum Role: String, Codable, CaseIterable, Sendable {
    case judge, administrator, agency, auditor, `operator`
}
