internal import Glibc

/// A serial executor that owns one thread, so that an actor on it may block without starving anybody else.
///
/// `DispatchSerialQueue` is not an executor on Linux; a mutex and a condition are all it takes.
@safe
final class ConnectionThread: SerialExecutor, @unchecked Sendable {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>
    // Guarded by the mutex.
    private var jobs: [UnownedJob] = []
    private var isStopped = false

    init() {
        unsafe mutex = .allocate(capacity: 1)
        unsafe condition = .allocate(capacity: 1)
        unsafe pthread_mutex_init(mutex, nil)
        unsafe pthread_cond_init(condition, nil)
        var thread = pthread_t()
        // The thread keeps its executor alive until it has been stopped.
        let context = unsafe Unmanaged.passRetained(self).toOpaque()
        let failure = unsafe pthread_create(
            &thread, nil,
            { context in
                guard let context = unsafe context else { return nil }
                unsafe Unmanaged<ConnectionThread>.fromOpaque(context).takeRetainedValue().loop()
                return nil
            }, context)
        precondition(failure == 0, "the system refuses another thread (error \(failure))")
        pthread_detach(thread)
    }

    deinit {
        unsafe pthread_cond_destroy(condition)
        unsafe pthread_mutex_destroy(mutex)
        unsafe condition.deallocate()
        unsafe mutex.deallocate()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        locked {
            precondition(!isStopped, "a job for a connection that was shut down")
            jobs.append(job)
        }
    }

    /// Ends the thread once it has run what is queued.
    func stop() {
        locked { isStopped = true }
    }

    private func locked(_ change: () -> Void) {
        unsafe pthread_mutex_lock(mutex)
        change()
        unsafe pthread_mutex_unlock(mutex)
        unsafe pthread_cond_signal(condition)
    }

    private func loop() {
        while let batch = nextJobs() {
            for job in batch { unsafe job.runSynchronously(on: asUnownedSerialExecutor()) }
        }
    }

    /// Waits for jobs; nil when there will be none any more.
    private func nextJobs() -> [UnownedJob]? {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        while jobs.isEmpty {
            if isStopped { return nil }
            unsafe pthread_cond_wait(condition, mutex)
        }
        defer { jobs = [] }
        return jobs
    }
}
