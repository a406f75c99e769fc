extension MerkleTree {
    /// The root that an inclusion proof leads to (RFC 9162, 2.1.3.2), or nil if it has not the length for that leaf.
    public func root(leaf: Digest, at index: Int, in size: Int, proof: [Digest]) -> Digest? {
        guard index >= 0, index < size else { return nil }
        var place = index
        var last = size - 1
        var hash = leaf
        for sibling in proof {
            guard last > 0 else { return nil }
            if place & 1 == 1 || place == last {
                hash = node(sibling, hash)
                while place & 1 == 0, place > 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                hash = node(hash, sibling)
            }
            place >>= 1
            last >>= 1
        }
        return last == 0 ? hash : nil
    }

    /// Whether the proof shows that the leaf stands at the index in the tree of that size and root.
    public func verifyInclusion(of leaf: Digest, at index: Int, in size: Int, root: Digest, proof: [Digest]) -> Bool {
        self.root(leaf: leaf, at: index, in: size, proof: proof) == root
    }

    /// Whether the proof shows that the new tree begins with the old one (RFC 9162, 2.1.4.2).
    public func verifyConsistency(
        from old: Int, _ oldRoot: Digest, to new: Int, _ newRoot: Digest, proof: [Digest]
    ) -> Bool {
        guard old > 0, old <= new else { return false }
        if old == new { return proof.isEmpty && oldRoot == newRoot }
        // The old tree as one complete subtree is where the proof begins, and is left out.
        let path = old & (old - 1) == 0 ? [oldRoot] + proof : proof
        guard var left = path.first else { return false }
        var right = left
        var place = old - 1
        var last = new - 1
        while place & 1 == 1 {
            place >>= 1
            last >>= 1
        }
        for hash in path.dropFirst() {
            guard last > 0 else { return false }
            if place & 1 == 1 || place == last {
                left = node(hash, left)
                right = node(hash, right)
                while place & 1 == 0, place > 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                right = node(right, hash)
            }
            place >>= 1
            last >>= 1
        }
        return last == 0 && left == oldRoot && right == newRoot
    }
}
