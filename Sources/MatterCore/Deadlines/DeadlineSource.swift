/// The very fact that a deadline runs from or was met by, so that its date can be corrected later.
public enum DeadlineSource: Hashable, Codable, Sendable {
    case filing
    case instrument(Int, InstrumentDate)
    case milestone(MilestoneID)
    case acceptance, termination
    case status(StatusID)
    case date(FixedDateID)
    case deadline(Int)
    /// An order of the court, or the judge's own record.
    case order

    public enum InstrumentDate: Hashable, Codable, Sendable {
        case issued, announced
        case served(String)
    }
}
