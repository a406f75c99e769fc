import Casework
import MatterCore
import Testing

@testable import HTTPAPI

/// Who finds what in a feed, worked out from whole records one by one: an event is there if its reader could read the
/// matter after it and after every event since.
struct FeedOracle {
    /// Matter and number of the event at each place in the ledger.
    struct Place: Hashable {
        let position: Int
        let matter: Int64
        let number: Int
    }

    private let rule: ReadOracle
    private let places: [Place]
    private let events: [Int64: [MatterEvent]]
    /// The matter after each of its events.
    private let states: [Int64: [MatterState]]

    init(_ organisations: [Organisation], _ places: [Place], _ events: [Int64: [MatterEvent]]) throws {
        rule = ReadOracle(organisations)
        self.places = places.sorted { $0.position < $1.position }
        self.events = events
        states = try events.mapValues { all in
            try all.indices.map { try #require(MatterState.replay(Array(all[...$0]))) }
        }
    }

    /// The places that the principal finds, in their order.
    func feed(of principal: Principal) -> [Place] {
        var found: Set<Place> = []
        for (matter, all) in events {
            guard let states = states[matter], let last = states.last else { continue }
            var since = states.lastIndex { !rule.reads(principal, $0) }.map { $0 + 1 } ?? 0
            // A court begins anew when a seal is lifted, or lets another judge in.
            if principal.role == .judge { since = max(since, Self.turn(states) ?? 0) }
            let shown = Set(rule.events(principal, last, all))
            found.formUnion(
                places.filter { $0.matter == matter && $0.number > since && shown.contains($0.number) })
        }
        return found.sorted { $0.position < $1.position }
    }

    private static func turn(_ states: [MatterState]) -> Int? {
        states.indices.dropFirst().last { index in
            let (before, after) = (states[index - 1], states[index])
            guard before.sealedAt != nil else { return false }
            return after.sealedAt == nil || !after.judges.isSubset(of: before.judges)
        }
    }
}
