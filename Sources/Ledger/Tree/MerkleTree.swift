/// The tree of RFC 6962 over the hashes of ledger entries, as functions of nodes that somebody else keeps. Only complete
/// subtrees are kept: they never change, however the tree grows.
///
/// What a leaf holds is the 32 bytes of an entry's hash, so a proof shows nothing of other entries.
public struct MerkleTree: Sendable {
    public let algorithm: HashAlgorithm

    public init(_ algorithm: HashAlgorithm) { self.algorithm = algorithm }

    public func leaf(_ entry: Digest) -> Digest { leaf(holding: entry.bytes) }

    /// The first byte keeps leaves and nodes apart: nobody can present an inner node as an entry.
    func leaf(holding bytes: some Sequence<UInt8>) -> Digest {
        var hashing = Hashing(algorithm)
        hashing.update(CollectionOfOne(0))
        hashing.update(bytes)
        return hashing.finish()
    }

    public func node(_ left: Digest, _ right: Digest) -> Digest {
        var hashing = Hashing(algorithm)
        hashing.update(CollectionOfOne(1))
        hashing.update(left.bytes)
        hashing.update(right.bytes)
        return hashing.finish()
    }

    public var emptyRoot: Digest { algorithm.hash([]) }

    /// The complete subtrees that a tree of the size consists of, the largest and leftmost first.
    public static func frontier(of size: Int) -> [TreeNode] { nodes(from: 0, count: size) }

    /// Root of the tree of a size, from the nodes of `frontier(of:)`.
    public func root(of size: Int, _ node: (TreeNode) throws -> Digest) rethrows -> Digest {
        size == 0 ? emptyRoot : try hash(from: 0, count: size, node)
    }

    /// Root of a tree that is in memory anyway.
    public func root(of leaves: [Digest]) -> Digest {
        append(leaves, to: 0) { _ in preconditionFailure("an empty tree has no nodes") }.root
    }

    /// What appending brings: the new complete subtrees, the leaves among them, and the new root.
    public struct Growth: Sendable {
        public let nodes: [(node: TreeNode, hash: Digest)]
        public let size: Int
        public let root: Digest
    }

    /// Appends leaf hashes to a tree of which `node` gives the `frontier(of: size)`.
    public func append(
        _ leaves: [Digest], to size: Int, _ node: (TreeNode) throws -> Digest
    ) rethrows -> Growth {
        // The right edge, by level: at most one open subtree a level, as the ones in the binary form of the size.
        var edge: [(node: TreeNode, hash: Digest)] = []
        for place in Self.frontier(of: size) { edge.append((place, try node(place))) }
        var made: [(node: TreeNode, hash: Digest)] = []
        for (offset, leaf) in leaves.enumerated() {
            var new = (node: TreeNode(level: 0, index: size + offset), hash: leaf)
            made.append(new)
            while let left = edge.last, left.node.level == new.node.level {
                edge.removeLast()
                let parent = TreeNode(level: new.node.level + 1, index: new.node.index / 2)
                new = (parent, self.node(left.hash, new.hash))
                made.append(new)
            }
            edge.append(new)
        }
        let root = edge.dropLast().reversed().reduce(edge.last?.hash ?? emptyRoot) { self.node($1.hash, $0) }
        return Growth(nodes: made, size: size + leaves.count, root: root)
    }

    /// The largest power of two below a count of at least two: where RFC 6962 splits.
    static func split(_ count: Int) -> Int { 1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount) }

    /// The kept nodes that the hash over a range of leaves is made of, left to right.
    static func nodes(from start: Int, count: Int) -> [TreeNode] {
        var nodes: [TreeNode] = []
        var start = start
        var count = count
        while count > 0 {
            let level = Int.bitWidth - 1 - count.leadingZeroBitCount
            nodes.append(TreeNode(level: level, index: start >> level))
            start += 1 << level
            count -= 1 << level
        }
        return nodes
    }

    /// Hash over a range of leaves that begins where RFC 6962 splits.
    func hash(from start: Int, count: Int, _ node: (TreeNode) throws -> Digest) rethrows -> Digest {
        let hashes = try Self.nodes(from: start, count: count).map(node)
        return hashes.dropLast().reversed().reduce(hashes[hashes.count - 1]) { self.node($1, $0) }
    }
}
