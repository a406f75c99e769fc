/// In whose court a duty is: who has to act next.
public enum Holder: String, Codable, CaseIterable, Sendable {
    /// The unit that owes the duty; in the lane of a part, the unit that contributes it.
    case unit
    /// Who asked for the duty, or may answer for it if no letter did: the administrator in office, or the court.
    case requester
    case judge
}

extension DutyAssignment {
    /// Who has to act next; nil: nobody, the duty is over. A result waits for the requester until it is accepted.
    public var holder: Holder? {
        switch state {
        case .open, .acknowledged, .inProgress: .unit
        case .returned: .requester
        case .refused: .judge
        case .completed: acceptedAt == nil ? .requester : nil
        case .refusalUpheld, .waived, .cancelled: nil
        }
    }

    /// Who has to act next in one lane of the clock.
    func holder(in lane: ClockLane) -> Holder? {
        switch lane.kind {
        case .lead: holder
        // A co-agency can submit only while the lead unit works on the duty, so its time stops with that of the lead.
        case .part: parts.contains { $0.agency == lane.agency && $0.state == .open } ? holder : nil
        case .extension: !state.isSettled && `extension`?.decision == .pending ? .judge : nil
        }
    }
}
