/// What is on record about time: how long matters stayed where they stood and which move ended it, and how long duties
/// took. Durations are working days; equal records are counted, so a portfolio of any size is a small table.
public struct ForecastRecords: Hashable, Sendable {
    /// Where a matter stands on both machines.
    public struct Place: Hashable, Comparable, Sendable {
        public let stage: StageID
        public let status: StatusID

        public init(stage: StageID, status: StatusID) {
            self.stage = stage
            self.status = status
        }

        public static func < (left: Place, right: Place) -> Bool {
            (left.stage, left.status) < (right.stage, right.status)
        }
    }

    /// From one move of either machine to the next.
    public struct Stay: Hashable, Sendable {
        /// What ended it, and where the matter stood then.
        public struct End: Hashable, Comparable, Sendable {
            public let move: MoveID
            public let to: Place

            public init(move: MoveID, to: Place) {
                self.move = move
                self.to = to
            }

            public static func < (left: End, right: End) -> Bool { (left.move, left.to) < (right.move, right.to) }
        }

        public let place: Place
        public let track: Track
        public let days: Int
        /// Nil: it has lasted so long and goes on. That is on record too: leaving it out would make all stays look short.
        public let end: End?

        public init(place: Place, track: Track, days: Int, end: End?) {
            self.place = place
            self.track = track
            self.days = days
            self.end = end
        }
    }

    /// An assignment from its opening until it was settled.
    public struct DutyTime: Hashable, Sendable {
        public let duty: DutyID
        public let agency: AgencyID
        public let days: Int
        /// Those of the days in which its unit held it, by the fair clock; the others were of the requester or the judge.
        public let unitDays: Int
        /// False: it is open still, or a move cancelled it.
        public let isSettled: Bool

        public init(duty: DutyID, agency: AgencyID, days: Int, unitDays: Int, isSettled: Bool) {
            self.duty = duty
            self.agency = agency
            self.days = days
            self.unitDays = unitDays
            self.isSettled = isSettled
        }
    }

    public var stays: [Stay: Int]
    public var duties: [DutyTime: Int]
    /// How many matters of how many courts they come from.
    public var matters: Int
    public var courts: Int

    public init(stays: [Stay: Int] = [:], duties: [DutyTime: Int] = [:], matters: Int = 0, courts: Int = 0) {
        self.stays = stays
        self.duties = duties
        self.matters = matters
        self.courts = courts
    }
}
