import Casework
import Logging
import ServiceLifecycle

/// Gives what was committed its place in the ledger, here or by another server's commits.
struct LedgerSequencing: Service {
    let sequencer: Sequencer
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await sequencer.run { error in
                logger.error("the ledger waits; it is tried again", metadata: ["error": "\(error)"])
            }
        }
    }
}
