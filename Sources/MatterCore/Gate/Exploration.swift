/// Every state that a product can reach, breadth first, so that the trace to a state is a shortest one.
final class Exploration {
    /// A definition beyond this many states is refused rather than explored for hours.
    static let limit = 1_000_000

    let product: Product
    /// The place in the upper bits, the live facts in the lower ones.
    private(set) var states: [UInt64] = []
    private(set) var moveCount = 0
    private(set) var isComplete = true
    /// For each place and each of its steps the first state in which it is enabled.
    private(set) var firstEnabled: [[Int?]]
    private(set) var isReached: [Bool]
    /// Places that a stage move or an opening enters.
    private(set) var isEntered: [Bool]
    private var parents: [Int] = []
    private var labels: [Int] = []
    private var edges: [(from: Int, to: Int)] = []

    init(_ product: Product) {
        self.product = product
        firstEnabled = product.steps.map { Array(repeating: nil, count: $0.count) }
        isReached = Array(repeating: false, count: product.placeCount)
        isEntered = isReached
        explore()
    }

    func place(_ state: Int) -> Int { Int(states[state] >> UInt64(FactTable.capacity)) }
    func bits(_ state: Int) -> UInt64 { states[state] & Self.mask }
    private static let mask: UInt64 = (1 << UInt64(FactTable.capacity)) - 1

    func trace(to state: Int) -> [String] {
        var steps: [String] = []
        var state = state
        while parents[state] >= 0 {
            steps.append(product.label(product.steps[place(parents[state])][labels[state]]))
            state = parents[state]
        }
        steps.append(product.label(product.openings[labels[state]]))
        return steps.reversed()
    }

    func trace(to state: Int, then step: Step) -> [String] { trace(to: state) + [product.label(step)] }

    private func explore() {
        var known: [UInt64: Int] = [:]
        for (index, step) in product.openings.enumerated() {
            isEntered[step.target] = true
            let state = pack(step, from: 0)
            if known[state] == nil {
                known[state] = states.count
                append(state, parent: -1, label: index)
            }
        }
        var current = 0
        while current < states.count, isComplete {
            let place = place(current)
            let bits = bits(current)
            for (index, step) in product.steps[place].enumerated() where step.isEnabled(bits) {
                if firstEnabled[place][index] == nil {
                    firstEnabled[place][index] = current
                    if step.target != place, product.stage(step.target).id != product.stage(place).id {
                        isEntered[step.target] = true
                    }
                }
                let state = pack(step, from: bits)
                if state == states[current] { continue }
                let next = known[state] ?? states.count
                if next == states.count {
                    known[state] = next
                    append(state, parent: current, label: index)
                }
                edges.append((current, next))
            }
            current += 1
            isComplete = states.count <= Self.limit
        }
        moveCount = edges.count
    }

    private func pack(_ step: Step, from bits: UInt64) -> UInt64 {
        UInt64(step.target) << UInt64(FactTable.capacity) | (step.result(bits) & product.live[step.target])
    }

    private func append(_ state: UInt64, parent: Int, label: Int) {
        isReached[Int(state >> UInt64(FactTable.capacity))] = true
        states.append(state)
        parents.append(parent)
        labels.append(label)
    }

    /// States from which no end can be reached, where a matter first falls into them: the step before was still safe.
    func deadEnds() -> [Int] {
        var predecessors: [[Int]] = Array(repeating: [], count: states.count)
        for edge in edges { predecessors[edge.to].append(edge.from) }
        var isSafe = states.indices.map { product.stage(place($0)).isFinal }
        var queue = states.indices.filter { isSafe[$0] }
        while let state = queue.popLast() {
            for before in predecessors[state] where !isSafe[before] {
                isSafe[before] = true
                queue.append(before)
            }
        }
        return states.indices.filter { !isSafe[$0] && (parents[$0] < 0 || isSafe[parents[$0]]) }
    }
}
