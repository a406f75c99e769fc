import Casework
import MatterCore

/// Adds a synthetic portfolio through Casework, a few hundred matters a transaction.
struct Seeding: Sendable {
    private static let batch = 200

    let casework: Casework
    let seed: UInt64
    let report: @Sendable (String) -> Void

    func add(_ count: Int) async throws {
        guard let workflow = casework.workflow else { throw Failure("No published definition is valid today.") }
        let portfolio = try Portfolio(
            workflow: workflow, calendar: try await casework.calendar(),
            organisations: try await casework.organisations(), seed: seed, now: now())
        try await casework.store(Portfolio.document.bytes, as: .pdf)
        let clock = ContinuousClock()
        let start = clock.now
        var done = 0
        var events = 0
        // While one batch is written the next is played.
        var next = Task { try await play(portfolio, Self.size(of: 0, count)) }
        while done < count {
            let matters = try await next.value
            let size = Self.size(of: done + matters.count, count)
            next = Task { try await play(portfolio, size) }
            try await casework.record(matters)
            done += matters.count
            events += matters.reduce(0) { $0 + $1.events.count }
            let seconds = start.duration(to: clock.now).components.seconds
            report("\(done)/\(count) 案件 matters, \(events) 事件 events, \(seconds) s")
        }
    }

    private static func size(of done: Int, _ count: Int) -> Int { min(batch, count - done) }

    private func play(
        _ portfolio: Portfolio, _ count: Int
    ) async throws -> [(state: MatterState, events: [MatterEvent])] {
        guard count > 0 else { return [] }
        return try await casework.reserveMatters(count).map { try portfolio.matter($0) }
    }
}
