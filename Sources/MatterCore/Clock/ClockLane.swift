/// One lane of a duty's clock: who held it, turn after turn, without a gap. At each moment from its beginning to its end
/// it has exactly one holder, so what the holders held adds up to the wall clock.
public struct ClockLane: Hashable, Codable, Sendable {
    public enum Kind: String, Codable, CaseIterable, Sendable {
        /// The duty itself: between its unit, the requester and the judge.
        case lead
        /// What one co-agency contributes.
        case part
        /// The application for an extension, which the judge decides while the unit works on.
        case `extension`
    }

    /// A turn lasts until the next one begins or the lane ends.
    public struct Turn: Hashable, Codable, Sendable {
        public let holder: Holder
        public let since: Instant
    }

    public let kind: Kind
    /// The co-agency; nil for the other kinds.
    public let agency: AgencyID?
    /// Never empty, in order.
    public private(set) var turns: [Turn]
    public private(set) var endedAt: Instant?

    init(_ kind: Kind, agency: AgencyID? = nil, holder: Holder, since: Instant) {
        self.kind = kind
        self.agency = agency
        turns = [Turn(holder: holder, since: since)]
    }

    /// Passes the ball, or ends the lane if there is no holder any more. Nothing happens if the holder stays.
    mutating func pass(to holder: Holder?, at: Instant) {
        guard endedAt == nil, let last = turns.last, holder != last.holder else { return }
        // The server's clock may have been set back; a turn never ends before it began.
        let moment = max(at, last.since)
        if let holder {
            turns.append(Turn(holder: holder, since: moment))
        } else {
            endedAt = moment
        }
    }
}
