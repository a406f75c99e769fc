/// A fault of a definition, found by the reader of `workflows/` or by the publish gate.
public struct Finding: Codable, Hashable, Sendable {
    /// Stable, in kebab case: `unknown-key`, `dead-end`, …
    public let code: String
    /// One sentence for the person who edits the definition.
    public let message: String
    /// Name of the file in the folder; empty if the finding is about the definition as a whole.
    public let file: String
    /// Where in the file, for instance `moves[3].guards[0].milestone`.
    public let path: String
    /// Moves that lead to the fault, shortest first; empty if the fault is visible without running anything.
    public let trace: [String]

    public init(code: String, message: String, file: String, path: String, trace: [String] = []) {
        self.code = code
        self.message = message
        self.file = file
        self.path = path
        self.trace = trace
    }
}
