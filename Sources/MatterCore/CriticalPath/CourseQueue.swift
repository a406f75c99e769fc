/// A binary heap: the earliest day first, then the fewest steps, then what was found first.
struct CourseQueue {
    struct Entry {
        let day: Int
        let moves: Int
        let number: Int

        fileprivate func comes(before other: Entry) -> Bool {
            (day, moves, number) < (other.day, other.moves, other.number)
        }
    }

    private var heap: [Entry] = []

    mutating func add(_ entry: Entry) {
        heap.append(entry)
        var child = heap.count - 1
        while child > 0, heap[child].comes(before: heap[(child - 1) / 2]) {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func next() -> Entry? {
        guard let first = heap.first, let last = heap.popLast() else { return nil }
        guard !heap.isEmpty else { return first }
        heap[0] = last
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < heap.count && heap[child].comes(before: heap[least]) {
                least = child
            }
            guard least != parent else { return first }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}
