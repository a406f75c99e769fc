/// A condition of a move. The vocabulary is closed and has no expressions, so the gate can explore every case.
/// All guards of a move must hold.
public enum Guard: Hashable, Codable, Sendable {
    /// The procedure status is one of these (guards of stage moves).
    case procedure([StatusID])
    /// The stage is one of these (guards of procedure moves).
    case stage([StageID])
    /// The milestone is recorded.
    case milestone(MilestoneID)
    /// The milestone is not recorded.
    case milestoneAbsent(MilestoneID)
    /// If the duty was completed in this matter, the milestone must be recorded: a filed tax claim must be entered.
    case enteredIfFiled(duty: DutyID, milestone: MilestoneID)
    /// No mandatory duty of this matter is unsettled.
    case mandatoryDutiesSettled
    /// A judge is assigned.
    case judgeAssigned
    /// An administrator is in office.
    case administratorAppointed
    /// The filing was made by one of these.
    case filer([Filer])
    /// The window is open on the date of the move's instrument (EBL Art. 123).
    case windowOpen(WindowID)
    /// The window is over today, or never opened.
    case windowOver(WindowID)
}
