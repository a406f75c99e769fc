import Foundation
import Glibc

/// A lock on a file that the kernel gives back when its holder dies, however it dies.
final class FolderLock: Sendable {
    private let descriptor: Int32

    init(path: String, of folder: String) throws {
        // Close-on-exec: a server that inherited the descriptor would keep the lock after its owner's death.
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw PrivateClusterError(cannot: "open the lock file", path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
            throw PrivateClusterError(
                "Another process\(holder.isEmpty ? "" : " (\(holder))") already runs the database in \(folder); "
                    + "stop it, or name another folder: ONEMATTER_DATA=...")
        }
        ftruncate(descriptor, 0)
        let text = "number \(getpid())"
        _ = text.withCString { write(descriptor, $0, strlen($0)) }
    }

    /// Whether another process holds the lock of a folder.
    static func isHeld(path: String) throws -> Bool {
        let descriptor = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            guard errno == ENOENT else { throw PrivateClusterError(cannot: "open the lock file", path) }
            return false
        }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_SH | LOCK_NB) != 0
    }

    func release() {
        flock(descriptor, LOCK_UN)
    }

    deinit {
        close(descriptor)
    }
}
