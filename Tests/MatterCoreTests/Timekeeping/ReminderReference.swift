import MatterCore

/// What must have been sent, worked out a second time: from the ladder of the policy as the issue states it, from days
/// counted one by one, and from who holds each duty when the sweep comes by. It reads no reminder of the matter.
struct ReminderReference {
    /// One that was sent, with the rungs of the same recipient that it stands for.
    struct Sent: Hashable {
        let matter: Int64
        let assignment: Int
        let due: LegalDate
        let rung: String
        let to: String
        let insteadOf: [String]
    }

    private struct Rung {
        let id: String
        let days: Int
        let to: String
    }

    private struct Cause: Hashable {
        let matter: Int64
        let assignment: Int
        let due: LegalDate
    }

    /// The shipped ladder, written once more.
    private static let ladder = [
        Rung(id: "before-due", days: -1, to: "officer"), Rung(id: "at-due", days: 0, to: "officer"),
        Rung(id: "urge-officer", days: 1, to: "officer"), Rung(id: "urge-head", days: 3, to: "head"),
        Rung(id: "supervise-office", days: 5, to: "office"), Rung(id: "supervise-court", days: 10, to: "court"),
    ]

    private let isWorkingDay: (LegalDate) -> Bool
    private var done: [Cause: Int] = [:]
    private(set) var sent: [Sent: Int] = [:]

    init(_ isWorkingDay: @escaping (LegalDate) -> Bool) { self.isWorkingDay = isWorkingDay }

    /// A sweep in office hours came by on the day.
    mutating func visit(_ state: MatterState, on day: LegalDate) {
        guard isWorkingDay(day) else { return }
        for duty in state.assignments.values where [.open, .acknowledged, .inProgress].contains(duty.state) {
            let cause = Cause(matter: state.id, assignment: duty.number, due: duty.due.date)
            let reached = Self.ladder.prefix { $0.days <= distance(from: duty.due.date, to: day) }.count
            let before = done[cause] ?? 0
            guard reached > before else { continue }
            done[cause] = reached
            var byRecipient: [String: [Rung]] = [:]
            for rung in Self.ladder[before..<reached] { byRecipient[rung.to, default: []].append(rung) }
            for (recipient, rungs) in byRecipient {
                for organisation in organisations(recipient, duty, state) {
                    let one = Sent(
                        matter: state.id, assignment: duty.number, due: duty.due.date, rung: rungs.last!.id,
                        to: organisation, insteadOf: rungs.dropLast().map(\.id))
                    sent[one, default: 0] += 1
                }
            }
        }
    }

    private func organisations(_ recipient: String, _ duty: DutyAssignment, _ state: MatterState) -> [String] {
        switch recipient {
        case "officer", "head":
            [duty.unit.rawValue] + duty.parts.filter { $0.state == .open }.map(\.unit.rawValue)
        case "office": ["coordination-3306"]
        default: [state.court.rawValue]
        }
    }

    /// Working days from the due date to the day, negative before it.
    private func distance(from due: LegalDate, to day: LegalDate) -> Int {
        let (first, last) = (min(due, day), max(due, day))
        var count = 0
        var number = first.dayNumber + 1
        while number <= last.dayNumber {
            if isWorkingDay(LegalDate(dayNumber: number)) { count += 1 }
            number += 1
            // Farther than the ladder reaches.
            if count > 20 { break }
        }
        return due <= day ? count : -count
    }
}
