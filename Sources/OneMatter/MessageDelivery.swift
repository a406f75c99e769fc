import Casework
import Logging
import ServiceLifecycle

/// Sends the messages that leave the house.
struct MessageDelivery: Service {
    let deliverer: Deliverer
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await deliverer.run { error in
                logger.error("messages wait; they are tried again", metadata: ["error": "\(error)"])
            }
        }
    }
}
