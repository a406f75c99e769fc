/// How many requests one caller may send: a number a minute, and how many of them at once.
public struct RateRule: Hashable, Sendable {
    public let perMinute: Int
    public let burst: Int

    /// Nil for numbers that make no sense: both are at least 1 and at most a million.
    public init?(perMinute: Int, burst: Int) {
        guard (1...1_000_000).contains(perMinute), (1...1_000_000).contains(burst) else { return nil }
        self.perMinute = perMinute
        self.burst = burst
    }

    /// As the configuration spells it: `600/100`, a minute and at once.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let perMinute = parts[0], let burst = parts[1] else { return nil }
        self.init(perMinute: perMinute, burst: burst)
    }

    private init(_ perMinute: Int, _ burst: Int) {
        self.perMinute = perMinute
        self.burst = burst
    }

    /// A person or a machine that is signed in.
    static let principal = RateRule(6_000, 1_000)
    /// Everything from one address: a whole office may stand behind it.
    static let address = RateRule(30_000, 3_000)
    /// From one address without any proof of who it is.
    static let anonymous = RateRule(1_200, 300)
    /// Attempts to sign in from one address.
    static let signIn = RateRule(240, 120)
}
