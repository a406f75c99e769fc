import MatterCore

// What requesters and agencies do with duties, in the words of a scenario.
extension Rehearsal {
    /// The latest assignment of a duty.
    func assignment(_ duty: DutyID) throws -> DutyAssignment {
        guard let assignment = latest[duty].flatMap({ state.assignments[$0] })
        else { throw Misstep(player: .judge, text: LocalText(zh: "\(duty)", en: "\(duty)"), outcome: "never opened") }
        return assignment
    }

    /// The agency that owes the duty.
    func lead(_ duty: DutyID) throws -> Player { .agency(try assignment(duty).agency) }

    mutating func act(_ action: DutyAction, on duty: DutyID, by player: Player? = nil) throws {
        let player = try player ?? lead(duty)
        try perform(player, .duty(try assignment(duty).number, action))
    }

    /// Files one bundle; documents that are not in the matter yet are uploaded first, each once.
    mutating func request(_ duties: [DutyID], by player: Player) throws {
        let bundle = try prepare(duties, by: player)
        try perform(player, .fileRequest(bundle))
    }

    /// The bundle with all its material.
    mutating func prepare(_ duties: [DutyID], by player: Player) throws -> FileRequest {
        let pack = Set(workflow.standardPack.map(\.id))
        let catalogue = duties.compactMap { workflow.duty($0) }
        var files: [MaterialUse] = []
        for material in Set(catalogue.flatMap(\.materials)).sorted() where state.standardPack[material] == nil {
            let use = MaterialUse(material: material, attachment: try paper(material, by: player))
            if pack.contains(material) { files.append(use) }
        }
        return FileRequest(
            duties: duties.map { id in
                let own = workflow.duty(id)?.materials.filter { !pack.contains($0) } ?? []
                return FileRequest.Item(
                    duty: id,
                    materials: own.compactMap { id in
                        papers[id].map { MaterialUse(material: id, attachment: $0) }
                    })
            }, standardPack: files.isEmpty ? nil : files)
    }

    /// The attachment that stands for the material.
    mutating func paper(_ material: MaterialID, by player: Player, anew: Bool = false) throws -> Int {
        if !anew, let number = papers[material] { return number }
        let name = workflow.content.materials.first { $0.id == material }?.name.zh ?? material.rawValue
        let document = SampleDocument(name: "示例-\(name)-\(state.last.attachment + 1).pdf", mark: documentMark)
        try perform(player, .addAttachment(document.attachment))
        papers[material] = state.last.attachment
        return state.last.attachment
    }

    /// Acknowledge and start.
    mutating func begin(_ duty: DutyID) throws {
        if try assignment(duty).state == .open { try act(.acknowledge(Acknowledge()), on: duty) }
        if try assignment(duty).state == .acknowledged { try act(.start(StartDuty()), on: duty) }
    }

    /// Co-agencies hand in what they owe.
    mutating func handInParts(_ duty: DutyID) throws {
        for part in try assignment(duty).parts where part.state == .open {
            let name = workflow.agency(part.agency)?.name.zh ?? part.agency.rawValue
            try act(.submitPart(SubmitPart(text: "示例：\(name)协办意见")), on: duty, by: .agency(part.agency))
        }
    }

    mutating func complete(_ duty: DutyID, _ known: [String: ResultValue] = [:]) throws {
        guard let definition = workflow.duty(duty) else { return }
        let values = SampleResult(state: state, today: today).values(for: definition, known: known)
        try act(.complete(CompleteDuty(result: values)), on: duty)
    }

    /// Whoever asked for it accepts it; the judge where nobody asked.
    mutating func accept(_ duty: DutyID) throws {
        let requester = try assignment(duty).request?.requester
        try act(.acceptResult(AcceptResult()), on: duty, by: try requester.map(cast.player) ?? .judge)
    }

    /// The whole ordinary way from open to an accepted result.
    mutating func settle(_ duty: DutyID, _ known: [String: ResultValue] = [:]) throws {
        try begin(duty)
        try handInParts(duty)
        try complete(duty, known)
        try accept(duty)
    }

    mutating func settle(_ duties: [DutyID]) throws {
        for duty in duties { try settle(duty) }
    }
}
