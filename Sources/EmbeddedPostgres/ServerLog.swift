import Foundation
import Glibc

/// The server's log file: made for the account that writes it, set aside when it has grown long.
struct ServerLog {
    private let path: String
    /// Where the lines of this start begin.
    private let start: UInt64

    private static let longest = 16 * 1_048_576

    init(opening path: String, for account: ServiceAccount) throws {
        self.path = path
        var size = Self.size(of: path)
        if size > Self.longest {
            guard rename(path, "\(path).1") == 0 else { throw PrivateClusterError(cannot: "set aside", path) }
            size = 0
        }
        start = UInt64(size)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw PrivateClusterError(cannot: "open", path) }
        defer { close(descriptor) }
        guard fchown(descriptor, account.user, account.group) == 0 else {
            throw PrivateClusterError(cannot: "give to the account \(account.name) the file", path)
        }
    }

    /// The last lines of this start, or what the starter itself said if the server wrote none.
    func tail(otherwise output: String) -> String {
        var text = ""
        if let file = FileHandle(forReadingAtPath: path) {
            try? file.seek(toOffset: start)
            text = String(decoding: (try? file.readToEnd()) ?? Data(), as: UTF8.self)
            try? file.close()
        }
        return (text.isEmpty ? output : text).split(separator: "\n").suffix(12).joined(separator: "\n")
    }

    private static func size(of path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }
}
