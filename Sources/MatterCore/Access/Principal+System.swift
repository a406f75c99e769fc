extension Principal {
    /// The program itself, for what time alone does to a matter of the court. It is on record with the court because no
    /// other body answers for it. No court has operators, so it may read nothing and do no act that people do.
    public static func system(of court: OrganisationID, region: String) -> Principal {
        Principal(
            id: Person.system.id, name: Person.system.name, role: .operator,
            organisation: Organisation(
                id: court, kind: .court, name: LocalText(zh: court.rawValue, en: court.rawValue), region: region))
    }
}

extension Person {
    /// Who is named where nobody acted.
    public static let system = Person(id: "system", name: "系统（自动）")
}

extension MatterEvent.Author {
    /// Nobody acted: it happened because time passed.
    public var isSystem: Bool { person == .system && role == .operator }
}
