/// Why the provider was of no help. For the log.
public enum ProviderFault: Error, Hashable, Sendable {
    /// It did not answer, not in time, or not as the standard says.
    case unavailable(String)
    /// It does not take the code: used, too old, or not for this sign-in.
    case codeRefused
}
