/// Where the runs of a forecast end: the earliest day by which at least a tenth, a half and nine tenths of them have.
public struct ExpectedRange: Hashable, Codable, Sendable {
    /// Nil: in so many runs it lasts longer than anything on record.
    public let early: ExpectedDay?
    public let median: ExpectedDay?
    public let late: ExpectedDay?

    /// - Parameter ends: of all runs, in working days after today; nil: longer than the records reach.
    init(_ ends: [Int?], _ projection: Projection) {
        let sorted = ends.compactMap { $0 }.sorted()
        func quantile(_ tenths: Int) -> ExpectedDay? {
            let rank = (ends.count * tenths + 9) / 10
            return (1...max(1, sorted.count)).contains(rank) && !sorted.isEmpty
                ? projection.day(sorted[rank - 1]) : nil
        }
        early = quantile(1)
        median = quantile(5)
        late = quantile(9)
    }
}
