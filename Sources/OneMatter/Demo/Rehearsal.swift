import MatterCore

/// Plays a scenario through the pure core. What comes out is the script (steps with what each must answer) and the
/// state and history that a server must have in the end.
struct Rehearsal: Sendable {
    let workflow: Workflow
    let calendar: WorkCalendar
    let cast: Cast
    let numbers: SampleNumbers
    /// The number that makes this debtor different from others.
    let serial: Int64
    /// Mark of all documents; nil: each is a file of its own.
    var documentMark: String?
    var now: Instant
    private(set) var state: MatterState
    private(set) var events: [MatterEvent]
    private(set) var steps: [Step]
    /// Number of the latest assignment of each duty.
    private(set) var latest: [DutyID: Int] = [:]
    /// Units that hold an assignment or a part.
    private var involved: Set<OrganisationID> = []
    /// Attachment that stands for each material, so that a document is filed once.
    var papers: [MaterialID: Int] = [:]
    /// Other matters that the actors may read.
    var readable: Set<Int64> = []

    init(
        opening command: OpenMatter, by player: Player, id: Int64, serial: Int64, numbers: SampleNumbers,
        workflow: Workflow, calendar: WorkCalendar, cast: Cast, now: Instant
    ) throws {
        self.workflow = workflow
        self.calendar = calendar
        self.cast = cast
        self.serial = serial
        self.now = now
        self.numbers = numbers
        let name = workflow.content.openings.first { $0.origin == command.origin }?.name
        let text = LocalText(
            zh: "立案（\(name?.zh ?? command.origin)）：\(command.debtorName)",
            en: "open the matter (\(name?.en ?? command.origin))")
        let context = DecisionContext(
            workflow: workflow, calendar: calendar, principal: try cast.principal(player), now: now, units: cast.units)
        do {
            (state, events) = try Decision.open(command, id: id, court: cast.court, context: context)
        } catch {
            throw Misstep(player: player, text: text, outcome: error.message.en)
        }
        steps = [Step(player: player, text: text, deed: .open(command), result: .done(events))]
        note(events)
    }

    var today: LegalDate { now.legalDate }

    func ago(_ days: Int) -> LegalDate { today.adding(days: -days) }

    /// Does it; the core must allow it.
    mutating func perform(_ player: Player, _ command: Command, _ text: LocalText? = nil) throws {
        let version = version(of: command)
        let text = text ?? Narration(workflow, state).text(for: command)
        do {
            let (after, new) = try decide(player, command, expecting: version)
            state = after
            events += new
            note(new)
            steps.append(Step(player: player, text: text, deed: deed(command, version), result: .done(new)))
        } catch let refusal as Refusal {
            throw Misstep(
                player: player, text: text, outcome: "\(refusal.code): \(refusal.message.en) \(refusal.unmet)")
        }
    }

    /// Tries it; the core must refuse with this code.
    mutating func refuse(
        _ code: String, _ player: Player, _ command: Command, _ text: LocalText, expecting version: Int? = nil
    ) throws {
        let version = version ?? self.version(of: command)
        do {
            _ = try decide(player, command, expecting: version)
        } catch let refusal as Refusal {
            guard refusal.code == code else { throw Misstep(player: player, text: text, outcome: refusal.code) }
            steps.append(Step(player: player, text: text, deed: deed(command, version), result: .refused(code)))
            return
        }
        throw Misstep(player: player, text: text, outcome: "allowed, but \(code) was expected")
    }

    /// Tries to open a matter; must be refused with this code.
    mutating func refuseOpening(_ code: String, _ player: Player, _ command: OpenMatter, _ text: LocalText) throws {
        do {
            _ = try Decision.open(command, id: state.id + 1, court: cast.court, context: try context(player))
        } catch let refusal as Refusal {
            guard refusal.code == code else { throw Misstep(player: player, text: text, outcome: refusal.code) }
            steps.append(Step(player: player, text: text, deed: .open(command), result: .refused(code)))
            return
        }
        throw Misstep(player: player, text: text, outcome: "allowed, but \(code) was expected")
    }

    private mutating func note(_ events: [MatterEvent]) {
        for event in events {
            guard case .dutyOpened(let opened) = event.body else { continue }
            latest[opened.duty] = opened.assignment
            involved.formUnion([opened.unit] + opened.parts.map(\.unit))
        }
    }

    private func deed(_ command: Command, _ version: Int) -> Step.Deed {
        guard case .addAttachment(let file) = command else { return .act(command, expecting: version) }
        return .upload(SampleDocument(name: file.name, mark: documentMark))
    }

    private func version(of command: Command) -> Int {
        guard case .duty(let number, _) = command else { return state.version }
        return state.assignments[number]?.version ?? 0
    }

    private func decide(
        _ player: Player, _ command: Command, expecting version: Int
    ) throws -> (MatterState, [MatterEvent]) {
        try Decision.decide(command, expecting: version, state: state, context: try context(player))
    }

    private func context(_ player: Player) throws -> DecisionContext {
        let principal = try cast.principal(player)
        return DecisionContext(
            workflow: workflow, calendar: calendar, principal: principal, now: now, units: cast.units,
            isInvolved: involved.contains(principal.organisation.id),
            organisations: cast.firms, readableMatters: readable)
    }
}
