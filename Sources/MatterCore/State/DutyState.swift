/// Where a duty assignment stands. Overdue is computed, not a state.
public enum DutyState: String, Codable, CaseIterable, Sendable {
    /// Next: acknowledged, returned, refused, waived, cancelled.
    case open
    /// Next: in progress, completed, returned, refused, waived, cancelled.
    case acknowledged
    /// Next: completed, returned, refused, waived, cancelled.
    case inProgress = "in_progress"
    /// The requester owes material; the clock is stopped. Next: the state before (resubmitted), waived, cancelled.
    case returned
    /// The judge decides. Next: refusal upheld, in progress (overridden), waived, cancelled.
    case refused
    /// Settled; the requester may send it back. Next: in progress (sent back).
    case completed
    /// Settled.
    case refusalUpheld = "refusal_upheld"
    /// Settled by the judge with a written reason.
    case waived
    /// Settled by an event of the matter.
    case cancelled

    public var isSettled: Bool {
        switch self {
        case .completed, .refusalUpheld, .waived, .cancelled: true
        case .open, .acknowledged, .inProgress, .returned, .refused: false
        }
    }
}
