/// What can be true of a matter besides its stage and its procedure status, as far as a guard or a prohibition reads it.
enum Fact: Hashable {
    case milestone(MilestoneID)
    /// Recorded in an earlier status. Only for an instrument that is needed where it cannot be recorded any more.
    case instrument(InstrumentKindID)
    case filerKnown
    case filerAmong([Filer])
    case judgeAssigned
    case administratorAppointed
    case dutyOpened(DutyID)
    case dutyCompleted(DutyID)
    case windowOpen(WindowID)
    case windowOver(WindowID)
    /// The status was entered at some time in the past.
    case reached(StatusID)
}
