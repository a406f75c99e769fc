/// Something that the provider publishes, kept for a while. It is asked for by one at a time, and after a failure, or when
/// it does not hold what somebody wants, not again for a moment: nobody can make this program a burden to the provider.
actor Kept<Value: Sendable> {
    private let life: Duration
    private let pause: Duration
    private let clock: @Sendable () -> Duration
    private let load: @Sendable () async throws -> Value
    private var kept: (value: Value, since: Duration)?
    private var failure: (error: any Error, since: Duration)?
    /// When it was last asked for only because what was kept was not enough.
    private var lastForced: Duration?
    private var loading: Task<Value, any Error>?

    /// - Parameter clock: Time that only ever grows.
    init(
        for life: Duration, pause: Duration, clock: @escaping @Sendable () -> Duration,
        load: @escaping @Sendable () async throws -> Value
    ) {
        self.life = life
        self.pause = pause
        self.clock = clock
        self.load = load
    }

    /// - Parameter isEnough: False: ask again, unless somebody made this ask a moment ago.
    func value(isEnough: @Sendable (Value) -> Bool = { _ in true }) async throws -> Value {
        let now = clock()
        if let kept, now - kept.since < life {
            if isEnough(kept.value) { return kept.value }
            if loading == nil {
                if let lastForced, now - lastForced < pause { return kept.value }
                lastForced = now
            }
        } else if loading == nil, let failure, now - failure.since < pause {
            throw failure.error
        }
        let task = loading ?? Task { try await load() }
        loading = task
        do {
            let value = try await task.value
            if loading == task { kept = (value, clock()) }
            finish(task)
            return value
        } catch {
            if loading == task { failure = (error, clock()) }
            finish(task)
            // What is kept is good for its life, whatever the provider does meanwhile.
            if let kept, now - kept.since < life { return kept.value }
            throw error
        }
    }

    private func finish(_ task: Task<Value, any Error>) {
        if loading == task { loading = nil }
    }
}
