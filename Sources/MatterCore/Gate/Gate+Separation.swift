/// Separation of duties: nobody carries a matter from its opening to its end alone.
extension Gate {
    func separationFindings() -> [Finding] {
        let openers = Set(workflow.content.openings.flatMap(\.roles))
        return Role.allCases.filter(openers.contains).compactMap { role in
            let alone = Product(workflow, roles: [role])
            let exploration = Exploration(alone)
            let end = exploration.states.indices.first { state in
                let stage = alone.stage(exploration.place(state))
                return stage.isFinal && stage.separationExemption == nil
            }
            guard let end else { return nil }
            return Self.finding(
                "single-role",
                "The role \(role.rawValue) can carry a matter alone from its opening to "
                    + "\(alone.stage(exploration.place(end)).id).",
                "stages[\(exploration.place(end) / workflow.content.statuses.count)]", exploration.trace(to: end))
        }
    }
}
