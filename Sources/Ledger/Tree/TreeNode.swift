/// The place of a complete subtree: it covers 2^level leaves and begins at leaf index × 2^level. A leaf is level 0.
public struct TreeNode: Hashable, Sendable {
    public let level: Int
    public let index: Int

    public init(level: Int, index: Int) {
        self.level = level
        self.index = index
    }
}
