/// Recorded durations, to be drawn from given that some time has passed already.
///
/// A duration that goes on is only known to be longer. Such a record, when drawn, is replaced by one that is longer,
/// drawn anew: its share goes to all longer ones alike. That is the Kaplan-Meier estimate (after Efron, redistribution to
/// the right), in whole numbers.
struct Durations<Content: Sendable>: Sendable {
    struct Entry: Sendable {
        let days: Int
        /// Nil: goes on.
        let content: Content?
    }

    /// By days.
    private let entries: [Entry]
    /// For each entry the first one that is longer.
    private let longer: [Int]
    /// For each entry how many from it on are complete.
    private let complete: [Int]

    static var none: Durations { Durations([]) }

    /// - Parameter entries: in order of days, and among equal ones in an order that depends on the records alone.
    init(_ entries: [Entry]) {
        self.entries = entries
        var longer = [Int](repeating: entries.count, count: entries.count)
        var complete = [Int](repeating: 0, count: entries.count + 1)
        for index in entries.indices.reversed() {
            let isLast = index + 1 == entries.count || entries[index + 1].days > entries[index].days
            longer[index] = isLast ? index + 1 : longer[index + 1]
            complete[index] = complete[index + 1] + (entries[index].content == nil ? 0 : 1)
        }
        self.longer = longer
        self.complete = complete
    }

    /// The first entry that is longer than so many days.
    func first(longerThan days: Int) -> Int {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].days > days { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// How many complete ones there are from an entry on.
    func count(from start: Int) -> Int { complete[start] }

    /// One of the durations from an entry on; nil if it is longer than all on record.
    func draw(from start: Int, using random: inout SeededRandom) -> (days: Int, content: Content)? {
        var start = start
        while start < entries.count {
            let index = start + random.below(entries.count - start)
            if let content = entries[index].content { return (entries[index].days, content) }
            start = longer[index]
        }
        return nil
    }
}
