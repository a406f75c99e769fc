/// One thing that can happen in a place of the product, compiled to bit tests on the facts.
struct Step {
    enum Kind: Hashable {
        case opening(Int, Filer?)
        case move(Int, Filer?)
        case milestone(Int)
        case instrument(InstrumentKindID)
        case act(Act)
        case dutyRequested(DutyID)
        case dutyCompleted(DutyID)
        case windowOver(WindowID)
    }

    struct Pair {
        let first: UInt64
        let second: UInt64
    }

    let kind: Kind
    /// The place after the step: the same one unless the step is an opening or a move.
    var target: Int
    var requires: UInt64 = 0
    var forbids: UInt64 = 0
    /// If the first is true, the second must be.
    var implications: [Pair] = []
    var sets: UInt64 = 0
    var clears: UInt64 = 0
    /// Windows (open, over) that open now, unless they are over: the first termination counts.
    var opensWindows: [Pair] = []
    /// Duties (opened, completed) that are cancelled unless completed.
    var cancels: [Pair] = []

    var reads: UInt64 {
        var bits = requires | forbids
        for pair in implications { bits |= pair.first | pair.second }
        for pair in opensWindows { bits |= pair.second }
        for pair in cancels { bits |= pair.second }
        return bits
    }

    var moveIndex: Int? {
        if case .move(let index, _) = kind { index } else { nil }
    }

    func isEnabled(_ bits: UInt64) -> Bool {
        guard bits & requires == requires, bits & forbids == 0 else { return false }
        for pair in implications where bits & pair.first != 0 && bits & pair.second == 0 { return false }
        return true
    }

    func result(_ bits: UInt64) -> UInt64 {
        var after = bits & ~clears
        for pair in cancels where after & pair.second == 0 { after &= ~pair.first }
        for pair in opensWindows where after & pair.second == 0 { after |= pair.first }
        return after | sets
    }
}
