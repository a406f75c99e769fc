/// Signatures that may be allowed. There is no case for `none` and none for shared secrets, so no configuration can let
/// them in.
public enum SignatureAlgorithm: String, CaseIterable, Codable, Hashable, Sendable {
    case edDSA = "EdDSA"
    case es256 = "ES256"
    case es384 = "ES384"
    case rs256 = "RS256"
    case rs384 = "RS384"
    case rs512 = "RS512"
    case ps256 = "PS256"
    case ps384 = "PS384"
    case ps512 = "PS512"

    /// Type and curve of the keys that it works with.
    var keyType: (type: String, curve: String?) {
        switch self {
        case .edDSA: ("OKP", "Ed25519")
        case .es256: ("EC", "P-256")
        case .es384: ("EC", "P-384")
        case .rs256, .rs384, .rs512, .ps256, .ps384, .ps512: ("RSA", nil)
        }
    }
}
