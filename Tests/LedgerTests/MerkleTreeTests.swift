import Testing

@testable import Ledger

@Suite struct MerkleTreeTests {
    private static let tree = MerkleTree(.sha256)

    /// The leaves of the reference tests of Certificate Transparency.
    private static let inputs = [
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    ].map { Hex.bytes($0)! }

    /// Roots for sizes 1 to 8 from the same source.
    @Test func givesTheRootsOfTheReferenceTests() {
        #expect(Self.tree.emptyRoot.hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        let roots = [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ]
        for (place, root) in roots.enumerated() {
            let leaves = Self.inputs[...place].map { Self.tree.leaf(holding: $0) }
            #expect(Self.tree.root(of: leaves).hex == root)
        }
    }

    /// RFC 6962, 2.1, word for word.
    private struct Naive {
        let tree: MerkleTree
        let leaves: [Digest]

        func root(_ range: Range<Int>) -> Digest {
            if range.isEmpty { return tree.emptyRoot }
            if range.count == 1 { return leaves[range.lowerBound] }
            let middle = range.lowerBound + split(range.count)
            return tree.node(root(range.lowerBound..<middle), root(middle..<range.upperBound))
        }

        func split(_ count: Int) -> Int {
            var power = 1
            while power * 2 < count { power *= 2 }
            return power
        }

        func path(_ leaf: Int, _ range: Range<Int>) -> [Digest] {
            if range.count == 1 { return [] }
            let middle = range.lowerBound + split(range.count)
            return leaf < middle
                ? path(leaf, range.lowerBound..<middle) + [root(middle..<range.upperBound)]
                : path(leaf, middle..<range.upperBound) + [root(range.lowerBound..<middle)]
        }

        func proof(_ old: Int, _ range: Range<Int>, _ isWhole: Bool) -> [Digest] {
            if old == range.count { return isWhole ? [] : [root(range)] }
            let left = split(range.count)
            let middle = range.lowerBound + left
            return old <= left
                ? proof(old, range.lowerBound..<middle, isWhole) + [root(middle..<range.upperBound)]
                : proof(old - left, middle..<range.upperBound, false) + [root(range.lowerBound..<middle)]
        }
    }

    private static let largest = 70

    /// Nodes as a database would keep them: only complete subtrees, found by their place, filled in pieces.
    private static func kept(_ algorithm: HashAlgorithm) -> (naive: Naive, nodes: [TreeNode: Digest]) {
        let tree = MerkleTree(algorithm)
        let leaves = (0..<largest).map { tree.leaf(algorithm.hash("entry \($0)".utf8)) }
        let nodes = tree.append(leaves, to: 0) { _ in Digest.zero }.nodes
        return (Naive(tree: tree, leaves: leaves), Dictionary(uniqueKeysWithValues: nodes.map { ($0.node, $0.hash) }))
    }

    @Test(arguments: HashAlgorithm.allCases)
    func everyRootAndProofIsThatOfTheDefinition(_ algorithm: HashAlgorithm) throws {
        let (naive, nodes) = Self.kept(algorithm)
        let tree = naive.tree
        func node(_ place: TreeNode) throws -> Digest { try #require(nodes[place]) }
        for size in 0...Self.largest {
            let root = naive.root(0..<size)
            #expect(try tree.root(of: size, node) == root)
            for leaf in 0..<size {
                var asked: [TreeNode] = []
                let proof = try tree.inclusionProof(of: leaf, in: size) {
                    asked.append($0)
                    return try node($0)
                }
                #expect(proof == naive.path(leaf, 0..<size))
                #expect(asked == MerkleTree.nodesOfInclusion(of: leaf, in: size))
                #expect(asked.count <= 2 * 7, "look-ups grow with the logarithm of the size")
                #expect(tree.verifyInclusion(of: naive.leaves[leaf], at: leaf, in: size, root: root, proof: proof))
            }
            for old in 1..<max(2, size + 1) where old <= size {
                let proof = try tree.consistencyProof(from: old, to: size, node)
                #expect(proof == naive.proof(old, 0..<size, true))
                #expect(
                    tree.verifyConsistency(from: old, naive.root(0..<old), to: size, root, proof: proof))
            }
        }
    }

    @Test func appendingInAnyPiecesGivesTheSameTree() throws {
        let (naive, nodes) = Self.kept(.sm3)
        for size in 0...Self.largest {
            for count in 0...(Self.largest - size) {
                var asked: [TreeNode] = []
                let growth = try naive.tree.append(Array(naive.leaves[size..<(size + count)]), to: size) {
                    asked.append($0)
                    return try #require(nodes[$0])
                }
                #expect(growth.size == size + count)
                #expect(growth.root == naive.root(0..<(size + count)))
                #expect(asked == MerkleTree.frontier(of: size))
                #expect(growth.nodes.allSatisfy { nodes[$0.node] == $0.hash })
                // All nodes that the larger tree has and the smaller has not.
                #expect(growth.nodes.count == Self.nodeCount(size + count) - Self.nodeCount(size))
            }
        }
    }

    private static func nodeCount(_ size: Int) -> Int {
        (0..<8).reduce(0) { $0 + size >> $1 }
    }

    /// Every element changed, dropped, doubled or swapped, every other place and size: none passes.
    @Test func alteredInclusionProofsFail() throws {
        let (naive, nodes) = Self.kept(.sm3)
        let tree = naive.tree
        for size in 1...33 {
            let root = naive.root(0..<size)
            for leaf in 0..<size {
                let proof = try tree.inclusionProof(of: leaf, in: size) { try #require(nodes[$0]) }
                func passes(_ proof: [Digest], at index: Int? = nil, in count: Int? = nil) -> Bool {
                    tree.verifyInclusion(
                        of: naive.leaves[leaf], at: index ?? leaf, in: count ?? size, root: root, proof: proof)
                }
                for altered in Self.alterations(proof) { #expect(!passes(altered)) }
                for other in -1...(size + 1) where other != leaf { #expect(!passes(proof, at: other)) }
                #expect(!tree.verifyInclusion(of: .zero, at: leaf, in: size, root: root, proof: proof))
                #expect(
                    !tree.verifyInclusion(of: naive.leaves[leaf], at: leaf, in: size, root: .zero, proof: proof))
            }
        }
    }

    @Test func alteredConsistencyProofsFail() throws {
        let (naive, nodes) = Self.kept(.sm3)
        let tree = naive.tree
        for size in 1...33 {
            for old in 1...size {
                let proof = try tree.consistencyProof(from: old, to: size) { try #require(nodes[$0]) }
                let roots = (old: naive.root(0..<old), new: naive.root(0..<size))
                for altered in Self.alterations(proof) {
                    #expect(!tree.verifyConsistency(from: old, roots.old, to: size, roots.new, proof: altered))
                }
                #expect(!tree.verifyConsistency(from: old, .zero, to: size, roots.new, proof: proof))
                #expect(!tree.verifyConsistency(from: old, roots.old, to: size, .zero, proof: proof))
                #expect(!tree.verifyConsistency(from: 0, roots.old, to: size, roots.new, proof: proof))
                #expect(!tree.verifyConsistency(from: size + 1, roots.old, to: size, roots.new, proof: proof))
            }
        }
    }

    private static func alterations(_ proof: [Digest]) -> [[Digest]] {
        var all = [proof + [.zero], [.zero] + proof]
        for place in proof.indices {
            var bytes = proof[place].bytes
            bytes[place % 32] ^= 1
            var altered = proof
            altered[place] = Digest(unchecked: bytes)
            var shorter = proof
            shorter.remove(at: place)
            var longer = proof
            longer.insert(proof[place], at: place)
            all += [altered, shorter, longer]
            if place > 0 {
                var swapped = proof
                swapped.swapAt(place, place - 1)
                all.append(swapped)
            }
        }
        return all
    }
}
