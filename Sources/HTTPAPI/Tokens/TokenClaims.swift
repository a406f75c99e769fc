import JWTKit
import MatterCore

/// What an access token says.
struct TokenClaims: JWTPayload {
    let iss: IssuerClaim
    let aud: AudienceClaim
    let sub: SubjectClaim
    let name: String
    let role: Role
    let org: OrganisationID
    let iat: IssuedAtClaim
    let exp: ExpirationClaim

    func verify(using algorithm: some JWTAlgorithm) throws {
        guard iss.value == TokenKey.issuer else {
            throw JWTError.claimVerificationFailure(failedClaim: iss, reason: "issuer")
        }
        try aud.verifyIntendedAudience(includes: TokenKey.audience)
        try exp.verifyNotExpired()
    }
}
