/// Something that the end of a matter may wait for.
public enum Need: Hashable, Sendable {
    /// A duty that is open now, by its number.
    case assignment(Int)
    /// A duty that a later step opens.
    case duty(DutyID)
    case milestone(MilestoneID)
    case instrument(InstrumentKindID)
    case judge
    case administrator
    case window(WindowID)
    /// A deadline that runs, by its number.
    case deadline(Int)
}

/// A need and the day on which it is over.
struct Obstruction: Hashable {
    let need: Need
    let end: Int
    /// The day on which it began.
    let since: Int
}
