internal import FoundationEssentials
internal import Glibc

/// Secrets of the server in files of its own: made on first start, whole or not at all, readable for the owner alone.
public enum KeyFile {
    /// What the file holds; it is made first if it is not there. Of two processes that start at once, one makes it and
    /// both read it.
    public static func read(_ path: String, orMake text: () throws -> String) throws -> String {
        if access(path, F_OK) != 0 { try make(path, try text()) }
        do {
            return try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw KeyFileError(path: path, reason: "it cannot be read (\(error))")
        }
    }

    private static func make(_ path: String, _ text: String) throws {
        func failure() -> KeyFileError { KeyFileError(path: path, reason: String(cString: strerror(errno))) }
        let part = "\(path).\(UUID().uuidString)"
        let file = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw failure() }
        defer {
            close(file)
            unlink(part)
        }
        let bytes = Array(text.utf8)
        guard write(file, bytes, bytes.count) == bytes.count, fsync(file) == 0 else { throw failure() }
        // A name appears with all of the content, and an older one is never replaced.
        guard link(part, path) == 0 || errno == EEXIST else { throw failure() }
    }
}

/// A key file could not be made or read.
public struct KeyFileError: Error, CustomStringConvertible {
    public let path: String
    public let reason: String
    public var description: String { "The key file \(path): \(reason)." }
}
