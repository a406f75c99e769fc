internal import FoundationEssentials
internal import Glibc

extension FileStore {
    /// Files that nobody has written to for a while: uploads that were broken off, and contents by digest.
    func idle(for age: Duration, now: Date) throws -> (broken: [String], digests: [String]) {
        let limit = now.addingTimeInterval(-Double(age.components.seconds))
        let manager = FileManager.default
        func isIdle(_ path: String) -> Bool {
            var status = stat()
            return stat(path, &status) == 0 && Double(status.st_mtim.tv_sec) < limit.timeIntervalSince1970
        }
        let incoming = try manager.contentsOfDirectory(atPath: "\(directory)/incoming").map {
            "\(directory)/incoming/\($0)"
        }
        let folders = try manager.contentsOfDirectory(atPath: directory).filter { $0.utf8.count == 2 }
        let digests = try folders.flatMap { try manager.contentsOfDirectory(atPath: "\(directory)/\($0)") }
        return (incoming.filter(isIdle), digests.filter { isIdle(path($0)) })
    }

    /// Takes an idle file out of the store, unless somebody brought the same content again meanwhile: then its time is
    /// fresh, and it goes back.
    func remove(_ digest: String, idleFor age: Duration, now: Date) -> Bool {
        let trash = "\(directory)/trash/\(digest)"
        guard rename(path(digest), trash) == 0 else { return false }
        var status = stat()
        let limit = now.timeIntervalSince1970 - Double(age.components.seconds)
        if stat(trash, &status) == 0, Double(status.st_mtim.tv_sec) >= limit {
            // If the content came yet another time, that copy stays.
            if link(trash, path(digest)) == 0 || errno == EEXIST { unlink(trash) }
            return false
        }
        unlink(trash)
        return true
    }

    func contains(_ digest: String) -> Bool {
        access(path(digest), R_OK) == 0
    }
}
