import MatterCore

extension Performance {
    private struct Matter: Decodable {
        struct Milestone: Decodable {
            let id: MilestoneID
            let on: LegalDate
        }

        struct Instrument: Decodable {
            let number: Int
            let kind: InstrumentKindID
            let documentNumber: String
        }

        struct Attachment: Decodable {
            let number: Int
            let name: String
            let size: Int64
            let digest: String
        }

        let version: Int
        let stage: StageID
        let status: StatusID
        let debtorName: String
        let creditCode: String
        let milestones: [Milestone]
        let instruments: [Instrument]
        let attachments: [Attachment]
    }

    private struct Duty: Decodable {
        struct Unit: Decodable { let id: OrganisationID }

        let number: Int
        let duty: DutyID
        let unit: Unit
        let state: DutyState
        let version: Int
    }

    private struct Deadline: Decodable {
        struct Rule: Decodable { let id: DeadlineID }

        let number: Int
        let rule: Rule?
        let party: DeadlineRule.Party
        let state: MatterCore.Deadline.State
        let due: LegalDate
    }

    /// Reads the matter, its history and its duties again and compares them with the rehearsal. Returns what differs.
    func audit(_ play: Rehearsal) async throws -> [String] {
        let path = "/v1/matters/\(matters[play.state.id] ?? 0)"
        let token = tokens[.judge]
        let state = play.state
        let matter = try await client.get(path, token, as: Matter.self)
        let events = try await client.list("\(path)/events", token, query: ["limit": "200"], of: Act.Event.self)
        let duties = try await client.list("\(path)/duties", token, of: Duty.self)
        var differences = compare(
            "matter",
            [
                "stage \(state.stage)", "status \(state.status)", "version \(state.version)",
                "events \(state.eventCount)", "debtor \(state.debtorName)", "code \(state.creditCode)",
            ],
            [
                "stage \(matter.stage)", "status \(matter.status)", "version \(matter.version)",
                "events \(events.count { !$0.isOfTime })", "debtor \(matter.debtorName)", "code \(matter.creditCode)",
            ])
        differences += compare(
            "milestone", state.milestones.map { "\($0) \($1)" }, matter.milestones.map { "\($0.id) \($0.on)" })
        differences += compare(
            "instrument",
            state.instruments.values.map { "\($0.number) \($0.content.kind) \($0.content.documentNumber)" },
            matter.instruments.map { "\($0.number) \($0.kind) \($0.documentNumber)" })
        differences += compare(
            "attachment",
            state.attachments.values.map { "\($0.number) \($0.content.name) \($0.content.size) \($0.content.digest)" },
            matter.attachments.map { "\($0.number) \($0.name) \($0.size) \($0.digest)" })
        differences += compare(
            "duty",
            state.assignments.values.map { "\($0.number) \($0.duty) \($0.unit) \($0.state.rawValue) v\($0.version)" },
            duties.map { "\($0.number) \($0.duty) \($0.unit.id) \($0.state.rawValue) v\($0.version)" })
        let deadlines = try await client.list("\(path)/deadlines", token, of: Deadline.self)
        differences += compare(
            "deadline",
            state.deadlines.values.map {
                "\($0.number) \($0.rule?.rawValue ?? "-") \($0.party) \(Self.acted($0.state)) \($0.due.date)"
            },
            deadlines.map {
                "\($0.number) \($0.rule?.id.rawValue ?? "-") \($0.party) \(Self.acted($0.state)) \($0.due)"
            })
        if let difference = difference(events, play.events) { differences.append("history: \(difference)") }
        return differences
    }

    /// A state as acts leave it: that an end passes is no act.
    private static func acted(_ state: MatterCore.Deadline.State) -> MatterCore.Deadline.State {
        state == .lapsed ? .open : state
    }

    private func compare(_ what: String, _ expected: [String], _ found: [String]) -> [String] {
        Set(expected).subtracting(found).sorted().map { "\(what) missing: \($0)" }
            + Set(found).subtracting(expected).sorted().map { "\(what) not expected: \($0)" }
    }
}
