internal import Dispatch
internal import FoundationEssentials
internal import Glibc
internal import Ledger

/// Files under a data directory, addressed by their SM3 digest: the same content is stored once, and a file never
/// changes after it has its name. Only the account of the server can read them.
public struct FileStore: Sendable {
    /// 50 MiB.
    public static let defaultLimit: Int64 = 50 << 20

    let directory: String
    let limit: Int64

    /// Creates the directory if need be.
    public init(directory: String, limit: Int64 = defaultLimit) throws {
        self.directory = directory
        self.limit = limit
        for name in ["incoming", "trash"] {
            try FileManager.default.createDirectory(
                atPath: "\(directory)/\(name)", withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        }
    }

    /// Where the content of a digest lies. Two digits as folder keep folders short.
    func path(_ digest: String) -> String {
        "\(directory)/\(digest.prefix(2))/\(digest)"
    }

    /// Receives a file piece by piece. It gets its name only when it is whole, checked and on the disk.
    func receive(
        _ bytes: some AsyncSequence<[UInt8], any Error>, as type: MediaType
    ) async throws -> (digest: String, size: Int64) {
        let temporary = "\(directory)/incoming/\(UUID().uuidString)"
        let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw FileError("create", temporary) }
        defer { close(file) }
        do {
            var check = MediaTypeCheck(type)
            var size: Int64 = 0
            var hash = SM3()
            for try await piece in bytes {
                size += Int64(piece.count)
                guard size <= limit else { throw AttachmentRefusal.tooLarge(limit) }
                try check.update(piece)
                hash.update(piece)
                try write(piece, to: file)
            }
            guard size > 0 else { throw AttachmentRefusal.empty }
            try check.finish()
            let digest = hash.finish()
            // Waiting for the disk would hold one of the few threads that tasks share.
            try await withCheckedThrowingContinuation { continuation in
                DispatchQueue.global().async {
                    continuation.resume(with: Result { try keep(file, temporary, digest) })
                }
            }
            return (digest, size)
        } catch {
            unlink(temporary)
            throw error
        }
    }

    private func write(_ bytes: [UInt8], to file: Int32) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            guard written > 0 else {
                if errno == EINTR { continue }
                throw FileError("write", directory)
            }
            rest = rest.dropFirst(written)
        }
    }

    /// Also when the content is there already: a fresh time keeps the sweep away until the metadata is recorded.
    private func keep(_ file: Int32, _ temporary: String, _ digest: String) throws {
        guard fsync(file) == 0 else { throw FileError("write", temporary) }
        let folder = "\(directory)/\(digest.prefix(2))"
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw FileError("create", folder) }
        guard rename(temporary, path(digest)) == 0 else { throw FileError("rename", temporary) }
        // The names too must outlast a loss of power: the file's in its folder, a new folder's in the store.
        try sync(folder)
        try sync(directory)
    }

    private func sync(_ folder: String) throws {
        let handle = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard handle >= 0 else { throw FileError("open", folder) }
        defer { close(handle) }
        guard fsync(handle) == 0 else { throw FileError("write", folder) }
    }

    /// The content of a digest, piece by piece.
    func content(_ digest: String) throws -> FileContent {
        let descriptor = open(path(digest), O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError("open", path(digest)) }
        return FileContent(descriptor: descriptor)
    }
}

/// The operating system said no.
struct FileError: Error, CustomStringConvertible {
    let description: String

    init(_ action: String, _ path: String) {
        description = "cannot \(action) \(path): \(String(cString: strerror(errno)))"
    }
}
