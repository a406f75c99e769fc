internal import Synchronization

/// Where forecasts are worked out: one after the other, so that they take at most one processor from those who act.
actor ForecastBench {
    /// So many may wait for their turn; whoever comes then is told to come again.
    static let longestLine = 8

    private nonisolated let inLine = Mutex(0)

    /// Holds a place in the line while data is read and the forecast is worked out.
    nonisolated func inLine<T>(_ body: () async throws(CaseworkError) -> T) async throws(CaseworkError) -> T {
        let isFull = inLine.withLock { count in
            guard count < Self.longestLine else { return true }
            count += 1
            return false
        }
        if isFull { throw .busy }
        defer { inLine.withLock { $0 -= 1 } }
        return try await body()
    }

    func work<T: Sendable>(_ body: @Sendable () throws(CaseworkError) -> T) throws(CaseworkError) -> T { try body() }
}
