import MatterCore

/// A synthetic portfolio: matters of several courts, routes and ages, each played through the pure core up to today.
struct Portfolio: Sendable {
    private let workflow: Workflow
    private let calendar: WorkCalendar
    private let casts: [Cast]
    private let seed: UInt64
    private let now: Instant

    /// The one document that stands for all.
    static let document = SampleDocument(name: "示例.pdf", mark: documentMark)
    static let documentMark = "portfolio"

    init(
        workflow: Workflow, calendar: WorkCalendar, organisations: [Organisation], seed: UInt64, now: Instant
    ) throws {
        self.workflow = workflow
        self.calendar = calendar
        self.seed = seed
        self.now = now
        let firms = organisations.filter { $0.kind == .administratorFirm }
        // Matters are tried by the lower courts.
        let courts = organisations.filter { $0.kind == .court && $0.parent != nil }
        casts = try courts.flatMap { court in
            try firms.indices.map { try Cast(court: court, firms: [firms[$0]], organisations: organisations) }
        }
        guard !casts.isEmpty else { throw Cast.Incomplete(missing: "court and administrator firm") }
    }

    /// The matter of this number: its state and its history.
    ///
    /// - Parameter until: how far it is played; nil: up to now. The beginning is the same however far that is.
    func matter(_ id: Int64, until: Instant? = nil) throws -> (state: MatterState, events: [MatterEvent]) {
        var random = SeededRandom(seed: seed, stream: id)
        // More recent ones are more frequent, as in a list that is in use.
        let age = Double.random(in: 0...1, using: &random)
        let days = Int(age * age * 2_000) + 1
        var life = try Life(
            id: id, workflow: workflow, calendar: calendar, cast: casts.randomElement(using: &random) ?? casts[0],
            random: random,
            from: now.adding(days: -Double(days)), until: until ?? now)
        try life.live()
        return (life.play.state, life.play.events)
    }
}

extension Instant {
    func adding(days: Double) -> Instant { Instant(milliseconds: milliseconds + Int64(days * 86_400_000)) }
}
