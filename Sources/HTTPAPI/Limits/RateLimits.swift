/// The rules of a server; nil: no limit of that kind.
public struct RateLimits: Hashable, Sendable {
    public var principal: RateRule? = .principal
    public var address: RateRule? = .address
    public var anonymous: RateRule? = .anonymous
    public var signIn: RateRule? = .signIn

    public init() {}
}
