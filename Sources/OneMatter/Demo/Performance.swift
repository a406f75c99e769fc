import Foundation
import MatterCore

/// Performs rehearsed scenarios against a server and holds every answer against the rehearsal.
struct Performance: Sendable {
    /// What an act answers.
    struct Act: Decodable {
        struct Event: Decodable {
            struct Author: Decodable {
                let person: Person
                let role: Role
                let organisation: OrganisationID
            }

            let number: Int
            let kind: String
            let by: Author
            let matterVersion: Int
            let assignment: Int?
            let assignmentVersion: Int?

            /// Nobody did it: time passed.
            var isOfTime: Bool { by.person == .system }
        }

        let matter: Int64
        let version: Int
        let events: [Event]
    }

    let client: DemoClient
    let tokens: DemoTokens
    /// Begins the idempotency keys; a run with the same text repeats nothing.
    let run: String
    let say: @Sendable (String) -> Void
    /// Number of the rehearsal to number on the server.
    private(set) var matters: [Int64: Int64] = [:]

    init(client: DemoClient, tokens: DemoTokens, run: String, say: @escaping @Sendable (String) -> Void) {
        self.client = client
        self.tokens = tokens
        self.run = run
        self.say = say
    }

    mutating func perform(_ play: Rehearsal) async throws {
        for (index, step) in play.steps.enumerated() {
            let player = step.player.name(in: play.workflow)
            let text =
                "\(index + 1)/\(play.steps.count) \(player.zh) \(player.en) · \(step.text.zh) · \(step.text.en)"
            let answer = try await send(step, of: play.state.id, key: "\(run)-\(play.state.id)-\(index)")
            switch step.result {
            case .done(let events):
                let act = try answer.decode(Act.self)
                if let difference = difference(act.events, events) { throw Failure("✗ \(text)\n  \(difference)") }
                if case .open = step.deed { matters[play.state.id] = act.matter }
                say("✓ \(text) → \(Self.summary(events))")
            case .refused(let code):
                let problem = try? JSONDecoder().decode(DemoClient.Problem.self, from: answer.body)
                guard (400...499).contains(answer.status), problem?.code == code else {
                    throw Failure("✗ \(text)\n  \(code) was expected; the server answers \(answer.problem)")
                }
                say("✓ \(text) → 拒绝 refused: \(answer.problem)")
            }
        }
    }

    private func send(_ step: Step, of matter: Int64, key: String) async throws -> DemoClient.Answer {
        let token = tokens[step.player]
        let number = matters[matter] ?? 0
        switch step.deed {
        case .open(let command):
            return try await client.post("/v1/matters", token, key: key, body: try JSONEncoder().encode(command))
        case .upload(let document):
            return try await client.post(
                "/v1/matters/\(number)/attachments", token, query: ["name": document.name], key: key,
                type: SampleDocument.mediaType, body: Data(document.bytes))
        case .act(let command, let version):
            let (path, body) = try renumbered(command).post(matter: number)
            return try await client.post(path, token, key: key, version: version, body: body)
        }
    }

    /// A link names another matter of the rehearsal.
    private func renumbered(_ command: Command) -> Command {
        guard case .linkMatter(let link) = command, let number = matters[link.matter] else { return command }
        return .linkMatter(MatterLink(matter: number, relation: link.relation, note: link.note))
    }

    /// In what the answered events differ from the rehearsed ones; nil if they do not. What time does meanwhile on the
    /// server, ends that pass and reminders, is not rehearsed, so events are compared in their order and not by number.
    func difference(_ answered: [Act.Event], _ rehearsed: [MatterEvent]) -> String? {
        let answered = answered.filter { !$0.isOfTime }.map {
            "\($0.kind) \($0.by.person.id) \($0.by.role.rawValue) \($0.by.organisation) v\($0.matterVersion) "
                + "\($0.assignment ?? 0) v\($0.assignmentVersion ?? 0)"
        }
        let rehearsed = rehearsed.map {
            "\($0.body.kind) \($0.by.person.id) \($0.by.role.rawValue) \($0.by.organisation) v\($0.matterVersion) "
                + "\($0.assignment ?? 0) v\($0.assignmentVersion ?? 0)"
        }
        guard answered != rehearsed else { return nil }
        let index =
            zip(answered, rehearsed).enumerated().first { $1.0 != $1.1 }?.offset
            ?? min(answered.count, rehearsed.count)
        let one = index < rehearsed.count ? rehearsed[index] : "nothing"
        let other = index < answered.count ? answered[index] : "nothing"
        return "event '\(one)' was expected, the server has '\(other)'"
    }

    /// `procedure_moved, duty_opened ×3`
    private static func summary(_ events: [MatterEvent]) -> String {
        var kinds: [(String, Int)] = []
        for kind in events.map(\.body.kind) {
            if kinds.last?.0 == kind { kinds[kinds.count - 1].1 += 1 } else { kinds.append((kind, 1)) }
        }
        return kinds.map { $1 == 1 ? $0 : "\($0) ×\($1)" }.joined(separator: ", ")
    }
}
