/// An open matter as far as a forecast reads it.
public struct ForecastSubject: Hashable, Sendable {
    /// A mandatory duty that is not settled: a stage that waits for it cannot be left before.
    public struct OpenDuty: Hashable, Sendable {
        public let number: Int
        public let duty: DutyID
        public let agency: AgencyID
        public let scene: StageID
        /// Working days since it opened, and those in which its unit held it.
        public let days: Int
        public let unitDays: Int
        /// Last day of its limit.
        public let due: LegalDate

        public init(
            number: Int, duty: DutyID, agency: AgencyID, scene: StageID, days: Int, unitDays: Int, due: LegalDate
        ) {
            self.number = number
            self.duty = duty
            self.agency = agency
            self.scene = scene
            self.days = days
            self.unitDays = unitDays
            self.due = due
        }
    }

    public let matter: Int64
    public let place: ForecastRecords.Place
    public let track: Track
    /// Working days since the last move of either machine.
    public let days: Int
    public let duties: [OpenDuty]

    /// - Parameter duties: in any order.
    public init(matter: Int64, place: ForecastRecords.Place, track: Track, days: Int, duties: [OpenDuty]) {
        self.matter = matter
        self.place = place
        self.track = track
        self.days = days
        self.duties = duties.sorted { $0.number < $1.number }
    }
}
