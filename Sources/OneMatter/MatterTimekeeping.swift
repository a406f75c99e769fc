import Casework
import Logging
import ServiceLifecycle

/// Once a minute: does what time alone does to matters.
struct MatterTimekeeping: Service {
    let timekeeper: Timekeeper
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: .seconds(60))) != nil {
                do {
                    let report = try await timekeeper.sweep()
                    if report.events > 0 {
                        logger.info(
                            "timekeeping", metadata: ["matters": "\(report.matters)", "events": "\(report.events)"])
                    }
                    for failure in report.failures {
                        logger.error(
                            "timekeeping failed for a matter; the others went on, it is tried again later",
                            metadata: ["matter": "\(failure.matter)", "kind": "\(failure.kind)"])
                    }
                } catch {
                    guard !Task.isCancelled else { return }
                    logger.error("timekeeping failed; it is tried again in a minute", metadata: ["error": "\(error)"])
                }
            }
        }
    }
}
