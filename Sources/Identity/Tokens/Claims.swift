public import MatterCore

/// What a token or a provider's answer says about somebody.
public struct Claims: Hashable, Sendable {
    public let values: [String: ClaimValue]

    public init(_ values: [String: ClaimValue]) { self.values = values }

    public subscript(name: String) -> ClaimValue? { values[name] }

    /// A text that must be there and hold something.
    public func text(_ name: String) throws(TokenFault) -> String {
        guard let text = values[name]?.text, !text.isEmpty else { throw .missingClaim }
        return text
    }

    /// A time in seconds since 1970 that must be there, within what a calendar can say.
    public func time(_ name: String) throws(TokenFault) -> Instant {
        guard let seconds = values[name]?.number, (0...4_102_444_800).contains(seconds) else { throw .missingClaim }
        return Instant(milliseconds: Int64(seconds * 1_000))
    }

    /// Throws unless the token is in force now. Clocks may differ by `skew` seconds.
    /// - Returns: When it was issued and when it ends.
    @discardableResult
    func requireInForce(at now: Instant, skew: Int64) throws(TokenFault) -> (issued: Instant, ends: Instant) {
        let issued = try time("iat")
        let ends = try time("exp")
        let tolerance = skew * 1_000
        guard now.milliseconds < ends.milliseconds + tolerance else { throw .expired }
        guard issued.milliseconds <= now.milliseconds + tolerance else { throw .notYet }
        if values["nbf"] != nil {
            guard try time("nbf").milliseconds <= now.milliseconds + tolerance else { throw .notYet }
        }
        return (issued, ends)
    }
}
