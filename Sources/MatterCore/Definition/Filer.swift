/// Who asked for the bankruptcy (EBL Art. 7), or which court handed the debtor over from enforcement.
public enum Filer: String, Codable, CaseIterable, Sendable {
    case debtor, creditor
    case liquidator
    case enforcementCourt = "enforcement_court"
}
