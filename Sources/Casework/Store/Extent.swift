internal import MatterCore

/// What of a matter is read besides its own row.
struct Extent {
    enum Selection {
        case none
        case numbers([Int])
        case unsettled
        /// These, and all that are not settled.
        case numbersAndUnsettled([Int])
        case all
    }

    var assignments = Selection.none
    var deadlines = Selection.none
    var instruments = Selection.none
    var attachments = Selection.none
    var requests = Selection.none

    static let whole = Extent(
        assignments: .all, deadlines: .all, instruments: .all, attachments: .all, requests: .all)
}

extension Extent {
    /// What a command needs.
    init(_ needs: Needs) {
        assignments =
            switch needs.assignments {
            case .none: .none
            case .one(let number): .numbers([number])
            case .unsettled: .unsettled
            case .oneAndUnsettled(let number): .numbersAndUnsettled([number])
            }
        deadlines =
            switch needs.deadlines {
            case .none: .none
            case .pending: .unsettled
            case .all: .all
            }
        if !needs.instruments.isEmpty { instruments = .numbers(needs.instruments) }
        if needs.allInstruments { instruments = .all }
        if !needs.attachments.isEmpty { attachments = .numbers(needs.attachments) }
    }
}

/// Which parts of which matters: whole lists of some matters, single numbers of others.
struct PartSelection {
    private(set) var matters: [Int64] = []
    private(set) var unsettled: [Int64] = []
    private(set) var owners: [Int64] = []
    private(set) var numbers: [Int] = []

    init(_ extents: [Int64: Extent], _ part: (Extent) -> Extent.Selection) {
        for (matter, extent) in extents.sorted(by: { $0.key < $1.key }) {
            switch part(extent) {
            case .none: break
            case .all: matters.append(matter)
            case .unsettled: unsettled.append(matter)
            case .numbers(let wanted): add(wanted, of: matter)
            case .numbersAndUnsettled(let wanted):
                unsettled.append(matter)
                add(wanted, of: matter)
            }
        }
    }

    private mutating func add(_ wanted: [Int], of matter: Int64) {
        owners += Array(repeating: matter, count: wanted.count)
        numbers += wanted
    }

    var isEmpty: Bool { matters.isEmpty && unsettled.isEmpty && owners.isEmpty }
}
