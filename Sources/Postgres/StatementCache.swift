/// Which statements the server has prepared on one connection, by their text; the least recently used one leaves first.
///
/// Names come from a counter that never goes back. After a failed batch some statements exist on the server and some do
/// not; a name that was used twice would then fail for ever. For the same reason a name is remembered only after the
/// server has confirmed it.
struct StatementCache {
    private struct Entry {
        var name: String
        var lastUse: Int
    }

    private let capacity: Int
    private var entries: [String: Entry] = [:]
    private var namesGiven = 0
    private var clock = 0
    /// Names that left the cache and still occupy the server until they are deallocated.
    private(set) var evicted: [String] = []

    init(capacity: Int = 256) {
        self.capacity = capacity
    }

    mutating func name(for sql: String) -> String? {
        guard let index = entries.index(forKey: sql) else { return nil }
        clock += 1
        entries.values[index].lastUse = clock
        return entries.values[index].name
    }

    mutating func newName() -> String {
        namesGiven += 1
        return "s\(namesGiven)"
    }

    mutating func confirm(_ name: String, for sql: String) {
        clock += 1
        entries[sql] = Entry(name: name, lastUse: clock)
        guard entries.count > capacity, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) else {
            return
        }
        entries[oldest.key] = nil
        evicted.append(oldest.value.name)
    }

    /// The names to deallocate, handed over once.
    mutating func takeEvicted() -> [String] {
        defer { evicted = [] }
        return evicted
    }
}
