/// Why a signed token is not believed. For the log and for tests; whoever sent it only hears that it is not valid.
public enum TokenFault: String, Error, Sendable {
    case malformed, oversized
    /// The header asks for something that must be understood, or that no token of ours has.
    case criticalHeader
    /// Not on the list: `none`, a shared secret, or whatever the configuration leaves out.
    case algorithm
    case unknownKey
    /// The key is not of the kind that the algorithm needs, or is made for another one.
    case keyMismatch
    case weakKey
    case signature
    case issuer, audience, authorisedParty, subject
    case missingClaim
    case expired, notYet, lifetime
    case nonce
    case replayed
}
