/// What is to be expected of one open matter.
public struct MatterForecast: Hashable, Codable, Sendable {
    /// Which records were taken, the closest of which there are enough.
    public enum StayBasis: String, Codable, Sendable {
        /// Stays in the same stage and status on the same track.
        case sameTrack = "same_track"
        /// On any track.
        case anyTrack = "any_track"
    }

    public enum DutyBasis: String, Codable, Sendable {
        /// Assignments of the same duty.
        case duty
        /// All duties of the agency.
        case agency
        /// The last day of the limit, or tomorrow if that is over.
        case limit
    }

    public struct NextMove: Hashable, Codable, Sendable {
        public let move: MoveID
        public let machine: Move.Machine
        public let name: LocalText
        /// In how many of the runs it comes next.
        public let runs: Int
    }

    public struct DutyOutlook: Hashable, Codable, Sendable {
        public let assignment: Int
        public let duty: DutyID
        public let agency: AgencyID
        public let settled: ExpectedRange
        public let basis: DutyBasis
        /// How many records it rests on; 0 for the limit.
        public let records: Int
    }

    public let matter: Int64
    public let runs: Int
    /// The likeliest first.
    public let nextMoves: [NextMove]
    public let nextMoveOn: ExpectedRange
    public let closing: ExpectedRange
    /// In how many of the runs the matter outlasts everything on record.
    public let runsBeyondRecords: Int
    public let basis: StayBasis
    /// Stays that have ended, longer than the present one so far.
    public let records: Int
    /// Mandatory duties that are open.
    public let duties: [DutyOutlook]
    public let explanation: LocalText
    /// Where the records are too few to say much.
    public let warnings: [LocalText]
}
