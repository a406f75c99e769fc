internal import MatterCore
internal import Postgres

/// What an answer shows of matters: what the access log tells of it. Names and numbers, never content.
struct Shown: Sendable {
    /// One matter of the answer.
    struct Matter: Codable, Sendable {
        let id: Int64
        /// The definition that the matter runs under; with it the law that its duties rest on. Nil where no duty is a
        /// ground.
        let workflow: WorkflowKey?
        /// For an agency the assignments that open the matter to it, or the one that was asked for. Empty for others.
        var held: [Held]
    }

    /// An assignment that a unit owes or contributes to.
    struct Held: Codable, Hashable, Sendable {
        let assignment: Int
        let duty: DutyID
    }

    var matters: [Matter]

    static let nothing = Shown(matters: [])

    init(matters: [Matter]) { self.matters = matters }

    init(_ matter: Matter) { matters = [matter] }

    /// Matters that are named, and nothing of their content.
    init(named ids: some Sequence<Int64>) {
        matters = Set(ids).sorted().map { Matter(id: $0, workflow: nil, held: []) }
    }

    /// JSON of a `Matter` for the row `matter`: a column of the statement that reads it, so it costs no trip.
    static func json(for principal: Principal) -> Query {
        """
        json_build_object('id', matter.id, 'held', \(held(by: principal)),
            'workflow', json_build_object('id', matter.workflow_id, 'version', matter.workflow_version))
        """
    }

    private static func held(by principal: Principal) -> Query {
        guard principal.role == .agency else { return "'[]'::json" }
        return """
            coalesce((select json_agg(json_build_object('assignment', held.number, 'duty', held.duty)
                    order by held.number)
                from involvement as own join duty_assignment as held
                    on held.matter_id = own.matter_id and held.number = any(own.duties || own.parts)
                where own.unit = \(principal.organisation.id.rawValue) and own.matter_id = matter.id), '[]'::json)
            """
    }
}

extension Shown.Matter {
    /// The matter for some of what is held there, if any of it is: what was asked for is its own reason.
    func only(_ isAsked: (Shown.Held) -> Bool) -> Shown.Matter {
        let asked = held.filter(isAsked)
        return Shown.Matter(id: id, workflow: workflow, held: asked.isEmpty ? held : asked)
    }
}
