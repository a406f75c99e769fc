import Hummingbird

/// All meters of a server.
final class RateGate: Sendable {
    private let meters: [Kind: RateMeter]

    enum Kind: String, CaseIterable {
        case principal, address, anonymous
        case signIn = "sign-in"
    }

    init(_ limits: RateLimits, clock: @escaping @Sendable () -> Int64) {
        let rules: [Kind: RateRule?] = [
            .principal: limits.principal, .address: limits.address, .anonymous: limits.anonymous,
            .signIn: limits.signIn,
        ]
        meters = rules.compactMapValues { $0 }.mapValues { RateMeter($0, clock: clock) }
    }

    /// Counts a request; throws when the caller has had enough.
    /// - Returns: What the caller is told, or nil where nothing is limited.
    @discardableResult
    func pass(_ kind: Kind, _ caller: String) throws -> HTTPFields? {
        guard let meter = meters[kind] else { return nil }
        var headers: HTTPFields = [.rateLimitPolicy: Self.policy(kind, meter.rule)]
        switch meter.take(caller) {
        case .allowed(let remaining):
            headers[.rateLimit] = "\"\(kind.rawValue)\";r=\(remaining)"
            return headers
        case .refused(let wait):
            // Rounded up: whoever comes back after so many seconds is let in.
            let seconds = (wait + 999_999_999) / 1_000_000_000
            headers[.rateLimit] = "\"\(kind.rawValue)\";r=0;t=\(seconds)"
            headers[.retryAfter] = "\(seconds)"
            throw Problem.tooManyRequests(headers)
        }
    }

    /// So many requests at once; the window is the time in which an empty bucket fills.
    private static func policy(_ kind: Kind, _ rule: RateRule) -> String {
        "\"\(kind.rawValue)\";q=\(rule.burst);w=\(max(1, rule.burst * 60 / rule.perMinute))"
    }

    /// Monotonic time of this process.
    static let systemClock: @Sendable () -> Int64 = {
        let start = ContinuousClock.now
        return {
            let passed = ContinuousClock.now - start
            return passed.components.seconds * 1_000_000_000 + passed.components.attoseconds / 1_000_000_000
        }
    }()
}

extension Problem {
    static func tooManyRequests(_ headers: HTTPFields) -> Problem {
        var problem = Problem(
            .tooManyRequests, "too-many-requests",
            en: "Too many requests; try again after the seconds in Retry-After.", zh: "请求过于频繁，请按 Retry-After 所示秒数稍后重试。")
        problem.headers = headers
        return problem
    }
}
