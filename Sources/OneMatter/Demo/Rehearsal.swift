import MatterCore

/// Plays a scenario through the pure core. What comes out is the script (steps with what each must answer) and the
/// state and history that a server must have in the end.
struct Rehearsal: Sendable {
    let workflow: Workflow
    let cast: Cast
    let numbers: SampleNumbers
    /// The number that makes this debtor different from others.
    let serial: Int64
    var now: Instant
    private(set) var state: MatterState
    private(set) var events: [MatterEvent]
    private(set) var steps: [Step]
    /// Attachment that stands for each material, so that a document is filed once.
    var papers: [MaterialID: Int] = [:]
    /// Other matters that the actors may read.
    var readable: Set<Int64> = []

    init(
        opening command: OpenMatter, by actor: Player, id: Int64, serial: Int64, workflow: Workflow, cast: Cast,
        now: Instant
    ) throws {
        self.workflow = workflow
        self.cast = cast
        self.serial = serial
        self.now = now
        numbers = SampleNumbers(court: cast.court)
        let name = workflow.content.openings.first { $0.origin == command.origin }?.name
        let text = LocalText(
            zh: "立案（\(name?.zh ?? command.origin)）：\(command.debtorName)",
            en: "open the matter (\(name?.en ?? command.origin))")
        let context = DecisionContext(
            workflow: workflow, principal: try cast.principal(actor), now: now, units: cast.units)
        do {
            (state, events) = try Decision.open(command, id: id, court: cast.court, context: context)
        } catch {
            throw Misstep(actor: actor, text: text, outcome: error.message.en)
        }
        steps = [Step(actor: actor, text: text, deed: .open(command), result: .done(events))]
    }

    var today: LegalDate { now.legalDate }

    func ago(_ days: Int) -> LegalDate { today.adding(days: -days) }

    /// Does it; the core must allow it.
    mutating func perform(_ actor: Player, _ command: Command, _ text: LocalText? = nil) throws {
        let version = version(of: command)
        let text = text ?? Narration(workflow, state).text(for: command)
        do {
            let (after, new) = try decide(actor, command, expecting: version)
            state = after
            events += new
            steps.append(Step(actor: actor, text: text, deed: deed(command, version), result: .done(new)))
        } catch let refusal as Refusal {
            throw Misstep(actor: actor, text: text, outcome: "\(refusal.code): \(refusal.message.en) \(refusal.unmet)")
        }
    }

    /// Tries it; the core must refuse with this code.
    mutating func refuse(
        _ code: String, _ actor: Player, _ command: Command, _ text: LocalText, expecting version: Int? = nil
    ) throws {
        let version = version ?? self.version(of: command)
        do {
            _ = try decide(actor, command, expecting: version)
        } catch let refusal as Refusal {
            guard refusal.code == code else { throw Misstep(actor: actor, text: text, outcome: refusal.code) }
            steps.append(Step(actor: actor, text: text, deed: deed(command, version), result: .refused(code)))
            return
        }
        throw Misstep(actor: actor, text: text, outcome: "allowed, but \(code) was expected")
    }

    /// Tries to open a matter; must be refused with this code.
    mutating func refuseOpening(_ code: String, _ actor: Player, _ command: OpenMatter, _ text: LocalText) throws {
        do {
            _ = try Decision.open(command, id: state.id + 1, court: cast.court, context: try context(actor))
        } catch let refusal as Refusal {
            guard refusal.code == code else { throw Misstep(actor: actor, text: text, outcome: refusal.code) }
            steps.append(Step(actor: actor, text: text, deed: .open(command), result: .refused(code)))
            return
        }
        throw Misstep(actor: actor, text: text, outcome: "allowed, but \(code) was expected")
    }

    private func deed(_ command: Command, _ version: Int) -> Step.Deed {
        guard case .addAttachment(let file) = command else { return .act(command, expecting: version) }
        return .upload(SampleDocument(name: file.name))
    }

    private func version(of command: Command) -> Int {
        guard case .duty(let number, _) = command else { return state.version }
        return state.assignments[number]?.version ?? 0
    }

    private func decide(
        _ actor: Player, _ command: Command, expecting version: Int
    ) throws -> (MatterState, [MatterEvent]) {
        try Decision.decide(command, expecting: version, state: state, context: try context(actor))
    }

    private func context(_ actor: Player) throws -> DecisionContext {
        let principal = try cast.principal(actor)
        let own = principal.organisation.id
        return DecisionContext(
            workflow: workflow, principal: principal, now: now, units: cast.units,
            isInvolved: state.assignments.values.contains { $0.unit == own || $0.parts.contains { $0.unit == own } },
            organisations: cast.firms, readableMatters: readable)
    }
}
