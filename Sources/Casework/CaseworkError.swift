public import MatterCore

/// Why something was not done. Adapters see this and never what the database said.
public enum CaseworkError: Error, Sendable {
    /// The rules say no; `refusal.kind` says which kind of no. What may not be seen is refused as not found.
    case refused(Refusal)
    /// Someone was faster.
    case stale(Refusal, Staleness)
    /// No connection or no time: trying again later may work.
    case busy
    /// The connection broke during commit. Repeating with the same key answers what happened, or does it.
    case commitUnknown
    /// The caller gave up; nothing was stored.
    case cancelled
    /// Another request with the same key was faster; only seen if that happens twice in a row.
    case keyTaken
    /// What was asked for could not be put on record, so it is not given. The text is for the log.
    case unrecorded(String)
    /// A fault of the program or its database, for the log and not for the caller.
    case failed(String)

    /// What the sender of a stale command has missed.
    public struct Staleness: Hashable, Sendable {
        /// Version of the thing acted on, now.
        public let current: Int
        /// Its events after the version that the sender expected, oldest first; the newest 50 if there are more.
        public let since: [MatterEvent]

        public init(current: Int, since: [MatterEvent]) {
            self.current = current
            self.since = since
        }
    }
}

extension CaseworkError {
    /// Whether it would have met any other act as well.
    var isAboutService: Bool {
        switch self {
        case .busy, .commitUnknown, .cancelled, .unrecorded: true
        case .refused, .stale, .keyTaken, .failed: false
        }
    }

    static let matterNotFound = CaseworkError.refused(
        Refusal(.notFound, "matter-not-found", zh: "没有该案件。", en: "There is no such matter."))

    static let deadlineNotFound = CaseworkError.refused(
        Refusal(.notFound, "deadline-not-found", zh: "没有该期限。", en: "There is no such deadline."))

    static let assignmentNotFound = CaseworkError.refused(
        Refusal(.notFound, "assignment-not-found", zh: "没有该职责事项。", en: "There is no such duty assignment."))
}
