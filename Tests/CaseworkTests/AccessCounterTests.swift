import MatterCore
import Testing

@testable import Casework

/// Equal entries of a minute are one or two rows, however many they are.
@Suite struct AccessCounterTests {
    private static let start = Instant(milliseconds: 1_772_416_800_000)

    private static func denial(
        _ subject: String = "getMatter", person: String? = "p", address: String = "192.0.2.1", matter: Int64 = 1,
        after seconds: Int64 = 0
    ) -> AccessEntry {
        AccessEntry(
            .denial, at: start.adding(seconds: seconds),
            by: person.map {
                AccessEntry.Author(person: Person(id: $0, name: "示例"), role: .judge, organisation: "COURT-33")
            },
            origin: Origin(address: address, channel: "token", request: "r\(seconds)"), subject: subject,
            ground: "matter-not-found", matters: [matter])
    }

    @Test func theFirstIsWrittenAtOnceAndTheRestWhenTheMinuteIsOver() {
        var counter = AccessCounter()
        #expect(counter.add(Self.denial(matter: 7)).map(\.matters) == [[7]])
        for matter in 1...500 { #expect(counter.add(Self.denial(matter: Int64(matter), after: 1)).isEmpty) }
        #expect(counter.endMinute(at: Self.start.adding(seconds: 59)).isEmpty)
        let rest = counter.endMinute(at: Self.start.adding(seconds: 60))
        #expect(rest.map(\.occurrences) == [500])
        #expect(rest.first?.matters == (1...20).map { Int64($0) })
        // The next minute begins anew.
        #expect(counter.add(Self.denial(after: 61)).count == 1)
        #expect(counter.endMinute(at: Self.start.adding(seconds: 120)).isEmpty)
    }

    @Test func differentPeopleAddressesAndGroundsAreToldApart() {
        var counter = AccessCounter()
        var other = Self.denial()
        other.ground = "role-may-not"
        let all = [
            Self.denial(), Self.denial(person: "q"), Self.denial(address: "192.0.2.2"), Self.denial("listEvents"),
            other,
        ]
        for entry in all { #expect(counter.add(entry) == [entry]) }
        #expect(counter.endMinute().isEmpty)
    }

    /// Views of different matters are different; those of one matter are counted.
    @Test func viewsAreCountedByMatter() {
        var counter = AccessCounter()
        func view(_ matter: Int64) -> AccessEntry {
            var entry = Self.denial(matter: matter)
            entry.kind = .view
            return entry
        }
        for matter in [1, 2, 3] { #expect(counter.add(view(Int64(matter))).count == 1) }
        for matter in [1, 2, 2] { #expect(counter.add(view(Int64(matter))).isEmpty) }
        let rest = counter.endMinute()
        #expect(Set(rest.map { [$0.matters[0], Int64($0.occurrences)] }) == [[1, 1], [2, 2]])
    }

    /// Who tries everything, and who comes from everywhere, fills no disk.
    @Test func aFloodIsBounded() {
        var counter = AccessCounter()
        var rows = 0
        for number in 0..<10_000 { rows += counter.add(Self.denial("path \(number)")).count }
        #expect(rows == AccessCounter.mostRefusals + 1)
        let rest = counter.endMinute()
        #expect(rest.map(\.subject) == [AccessEntry.various])
        #expect(rest.first?.occurrences == 10_000 - rows)
        rows = 0
        for number in 0..<10_000 { rows += counter.add(Self.denial(person: nil, address: "a\(number)")).count }
        #expect(rows == AccessCounter.mostStrangers + 1)
        // Nobody is crowded out by strangers.
        #expect(counter.add(Self.denial(person: "x")).first?.subject == "getMatter")
        #expect(counter.endMinute().map(\.occurrences).reduce(0, +) == 10_000 - rows)
    }
}
