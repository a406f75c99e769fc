/// How long sign-in waits after failures: the first ones cost nothing, then the wait doubles, up to a limit, so that a
/// guesser gets about a hundred tries a day and an attacker can lock nobody out for good.
public enum SignInDelay {
    public static let freeAttempts = 5
    static let first = 30
    static let longest = 900

    /// Seconds to wait after this many failures in a row.
    public static func seconds(after failures: Int) -> Int {
        guard failures >= freeAttempts else { return 0 }
        return min(longest, first << min(failures - freeAttempts, 10))
    }
}
