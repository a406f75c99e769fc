extension MerkleTree {
    /// A stretch of leaves whose hash is one element of a proof.
    private struct Stretch {
        let start: Int
        let count: Int
    }

    /// RFC 6962, 2.1.1: the siblings on the way from a leaf to the root, the lowest first.
    private static func inclusion(of leaf: Int, in size: Int) -> [Stretch] {
        var stretches: [Stretch] = []
        var start = 0
        var count = size
        while count > 1 {
            let left = split(count)
            if leaf < start + left {
                stretches.append(Stretch(start: start + left, count: count - left))
                count = left
            } else {
                stretches.append(Stretch(start: start, count: left))
                start += left
                count -= left
            }
        }
        return stretches.reversed()
    }

    /// RFC 6962, 2.1.2: what shows that the tree of the old size is the beginning of the tree of the new one.
    private static func consistency(from old: Int, to new: Int) -> [Stretch] {
        var stretches: [Stretch] = []
        var start = 0
        var count = new
        // Whether the old tree as a whole is the subtree in hand: who checks has its root already.
        var isWhole = true
        while start + count > old {
            let left = split(count)
            if old <= start + left {
                stretches.append(Stretch(start: start + left, count: count - left))
                count = left
            } else {
                stretches.append(Stretch(start: start, count: left))
                start += left
                count -= left
                isWhole = false
            }
        }
        if !isWhole { stretches.append(Stretch(start: start, count: count)) }
        return stretches.reversed()
    }

    /// The kept nodes that an inclusion proof needs, to be loaded at once.
    ///
    /// - Precondition: the leaf is in the tree.
    public static func nodesOfInclusion(of leaf: Int, in size: Int) -> [TreeNode] {
        precondition(leaf >= 0 && leaf < size, "leaf \(leaf) is not in a tree of \(size)")
        return inclusion(of: leaf, in: size).flatMap { nodes(from: $0.start, count: $0.count) }
    }

    /// Shows that the leaf stands at its place in the tree of the size.
    public func inclusionProof(
        of leaf: Int, in size: Int, _ node: (TreeNode) throws -> Digest
    ) rethrows -> [Digest] {
        precondition(leaf >= 0 && leaf < size, "leaf \(leaf) is not in a tree of \(size)")
        return try Self.inclusion(of: leaf, in: size).map { try hash(from: $0.start, count: $0.count, node) }
    }

    /// The kept nodes that a consistency proof needs, to be loaded at once.
    ///
    /// - Precondition: the old tree is not empty and not larger than the new one.
    public static func nodesOfConsistency(from old: Int, to new: Int) -> [TreeNode] {
        precondition(old > 0 && old <= new, "no consistency proof from \(old) to \(new)")
        return consistency(from: old, to: new).flatMap { nodes(from: $0.start, count: $0.count) }
    }

    /// Shows that the tree of the new size begins with the tree of the old size.
    public func consistencyProof(
        from old: Int, to new: Int, _ node: (TreeNode) throws -> Digest
    ) rethrows -> [Digest] {
        precondition(old > 0 && old <= new, "no consistency proof from \(old) to \(new)")
        return try Self.consistency(from: old, to: new).map { try hash(from: $0.start, count: $0.count, node) }
    }
}
