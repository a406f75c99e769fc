public import MatterCore

/// Why the service does not start; the text says what to do.
public enum StartError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A published version that reads otherwise than when it was published.
    public struct ChangedDefinition: Hashable, Sendable {
        public let key: WorkflowKey
        /// Digest of the version as it was published.
        public let published: String
        /// Digest of the version in the folder.
        public let found: String
    }

    case changedDefinitions([ChangedDefinition])
    case schemaMissing
    case schemaUnknown(found: Int, known: Int)

    public var description: String {
        switch self {
        case .changedDefinitions(let changes):
            changes.map { change in
                """
                Version \(change.key.version) of the workflow '\(change.key.id)' is published and must not change: \
                published with SM3 \(change.published), the folder has \(change.found). Put the published text back, \
                or give the changed one a new version number and its own validity period.
                """
            }.joined(separator: "\n")
        case .schemaMissing: "The database has no schema yet. Run: onematter migrate"
        case .schemaUnknown(let found, let known) where found < known:
            "The database has schema \(found), this program needs \(known). Run: onematter migrate"
        case .schemaUnknown(let found, let known):
            "The database has schema \(found), newer than \(known), which this program knows. Run the newer program."
        }
    }
}
