public import Foundation

/// What stood in the way, as a sentence that names the remedy.
public struct PrivateClusterError: Error, CustomStringConvertible, LocalizedError {
    /// The sentence.
    public let description: String

    /// The same sentence, for callers that know `LocalizedError` only.
    public var errorDescription: String? { description }

    init(_ description: String) {
        self.description = description
    }

    /// A failed system call, with the system's own words.
    init(cannot act: String, _ path: String, errno code: Int32 = errno) {
        self.init("Cannot \(act) \(path): \(String(cString: strerror(code))).")
    }
}
