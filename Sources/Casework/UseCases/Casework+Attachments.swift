internal import FoundationEssentials
public import MatterCore
internal import Postgres

extension Casework {
    /// Stores a file and adds it to the matter. The bytes pass through; they are never all in memory.
    public func attach(
        name: String, mediaType: String, bytes: some AsyncSequence<[UInt8], any Error>, to matter: Int64,
        by principal: Principal, key: String
    ) async throws(CaseworkError) -> Outcome {
        // Before anything is received: strangers must not fill the disk.
        try await requireVisible(matter, to: principal)
        do throws(Refusal) {
            if let workflow { try Access.requireRole(.addAttachment, of: principal, workflow) }
        } catch { throw .refused(error) }
        guard let type = MediaType(rawValue: mediaType) else {
            throw .refused(AttachmentRefusal.unknownType(mediaType))
        }
        let stored: (digest: String, size: Int64)
        do {
            stored = try await files.receive(bytes, as: type)
        } catch {
            throw CaseworkError(error)
        }
        let content = AddAttachment(name: name, mediaType: mediaType, size: stored.size, digest: stored.digest)
        let request = "attach\n\(matter)\n\(name)\n\(mediaType)\n\(stored.digest)"
        return try await perform(
            .addAttachment(content), on: matter, expecting: nil, by: principal,
            idempotency: IdempotencyClaim(key: key, request: request.utf8))
    }

    /// What is recorded about a file of the matter. The file itself is not touched, so a lost one can still be named.
    ///
    /// - Parameter operation: The operation that asks for it or for its content, for the access log.
    public func attachment(
        _ number: Int, of matter: Int64, by principal: Principal, for operation: String = "getAttachment"
    ) async throws(CaseworkError) -> Attachment {
        try await showing(operation, to: principal, of: matter) { (db: borrowing Session) in
            // An agency is shown files by its duties, and by the instruments that these disclose.
            let grounds: Extent.Selection = principal.role == .agency ? .all : .none
            let extent = Extent(assignments: grounds, instruments: grounds, attachments: .numbers([number]))
            let visible = try VisibleMatter(matter, extent, to: principal, definitions, db)
            let (state, shown) = (visible.state, visible.shown)
            guard let attachment = state.attachments[number] else {
                throw Refusal(.notFound, "attachment-not-found", zh: "没有该附件。", en: "There is no such attachment.")
            }
            // For the duties that the file belongs to, or all if the unit added it for none yet.
            return (attachment, Shown(shown.only { state.assignments[$0.assignment]?.names(file: number) == true }))
        }
    }

    /// A file of the matter with its content.
    public func file(
        _ number: Int, of matter: Int64, by principal: Principal
    ) async throws(CaseworkError) -> (Attachment, FileContent) {
        let attachment = try await attachment(number, of: matter, by: principal, for: "getAttachmentContent")
        do {
            return (attachment, try files.content(attachment.content.digest))
        } catch {
            throw .failed("\(error)")
        }
    }

    /// What a sweep of the file store found.
    public struct FileSweep: Hashable, Sendable {
        /// Files removed because nothing refers to them.
        public let removed: [String]
        /// Digests that matters refer to and that are gone: restore them from a backup.
        public let missing: [String]
    }

    /// Removes files that no matter refers to and that nobody has touched for `age`, and reports lost ones.
    public func sweepFiles(olderThan age: Duration = .seconds(24 * 3_600)) async throws -> FileSweep {
        let now = Date()
        let idle = try files.idle(for: age, now: now)
        for path in idle.broken { try FileManager.default.removeItem(atPath: path) }
        let used = try await reading(as: .service) { (db: borrowing Session) in
            Set(try db.query("select distinct digest from attachment").map { try $0.next(String.self) })
        }
        let removed = idle.digests.filter { !used.contains($0) && files.remove($0, idleFor: age, now: now) }
        return FileSweep(
            removed: idle.broken + removed, missing: used.filter { !files.contains($0) }.sorted())
    }

    /// Forgets keys that were used before a time. Keep them a day at least.
    public func sweepIdempotencyKeys(before time: Instant) async throws(CaseworkError) -> Int {
        try await writing(as: .service) { (db: borrowing Session) in
            try db.execute("delete from idempotency_key where created_at < \(time.description)::timestamptz")
        }
    }
}

extension DutyAssignment {
    /// Whether a file came with the letter or was returned.
    fileprivate func names(file number: Int) -> Bool {
        materials.contains { $0.attachment == number } || result?.attachments.contains(number) == true
            || parts.contains { $0.attachments.contains(number) }
    }
}
