import EmbeddedPostgres
import Logging
import ServiceLifecycle

/// Looks after the embedded database: if it was killed under the server, it is started again at the same address, and
/// the pool reconnects by itself.
struct ClusterKeeper: Service {
    let cluster: RunningCluster
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: .seconds(1))) != nil {
                do {
                    if try await cluster.startAgainIfDead() {
                        logger.warning("the embedded database was started again")
                    }
                } catch {
                    logger.error("the embedded database does not start", metadata: ["error": "\(error)"])
                }
            }
        }
    }
}
