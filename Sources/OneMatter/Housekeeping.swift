import Casework
import Logging
import MatterCore
import ServiceLifecycle

/// Once an hour: forgets idempotency keys of the day before yesterday and files that no matter refers to.
struct Housekeeping: Service {
    let casework: Casework
    let accessLogDays: Int
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: .seconds(3_600))) != nil {
                do {
                    let limit = Instant(milliseconds: now().milliseconds - 48 * 3_600_000)
                    let keys = try await casework.sweepIdempotencyKeys(before: limit)
                    let sessions = try await casework.sweepSessions()
                    let attempts = try await casework.sweepSignInAttempts()
                    let tokens = try await casework.sweepMachineTokens()
                    let messages = try await casework.sweepMessages()
                    let entries = try await casework.forgetAccessEntries(olderThanDays: accessLogDays)
                    let files = try await casework.sweepFiles()
                    logger.info(
                        "housekeeping",
                        metadata: [
                            "keys": "\(keys)", "sessions": "\(sessions)", "attempts": "\(attempts)",
                            "tokens": "\(tokens)", "messages": "\(messages)",
                            "entries": "\(entries)",
                            "files": "\(files.removed.count)",
                        ])
                    if !files.missing.isEmpty {
                        logger.error("files are missing; restore them from a backup: \(files.missing)")
                    }
                } catch {
                    logger.error("housekeeping failed; it is tried again in an hour", metadata: ["error": "\(error)"])
                }
            }
        }
    }
}
