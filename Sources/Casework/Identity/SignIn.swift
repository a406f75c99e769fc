/// What a person gives to sign in.
public struct SignIn: Codable, Sendable {
    public let login: String
    public let password: String
    /// Of the authenticator, or a recovery code.
    public let code: String?

    public init(login: String, password: String, code: String? = nil) {
        self.login = login
        self.password = password
        self.code = code
    }
}

/// How it went.
public enum SignInAnswer: Sendable {
    case signedIn(NewSession)
    case refused(SignInRefusal)
}

/// Why a sign-in was refused. All but the first are told only to who knows the password.
public enum SignInRefusal: String, Error, Sendable {
    /// No such login, wrong password, disabled, or too many failures: all alike to the one who asks.
    case failed = "sign-in-failed"
    case codeMissing = "second-factor-code-missing"
    case codeWrong = "second-factor-code-wrong"
    /// The one-time password was not used in time.
    case expired = "one-time-password-expired"
    /// The published sample password, outside sample mode.
    case sample = "sample-password-refused"
}
