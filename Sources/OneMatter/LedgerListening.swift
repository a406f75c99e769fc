import Casework
import Logging
import Postgres
import ServiceLifecycle

/// Hears what other servers have sequenced. What it misses is found by this server's own look at the ledger, so a lost
/// notification costs a moment and no item.
struct LedgerListening: Service {
    let database: DatabaseConfiguration
    let news: LedgerNews

    func run() async throws {
        let listener = Listener(database, channels: [LedgerNews.channel])
        await cancelWhenGracefulShutdown {
            for await event in listener.events {
                switch event {
                case .resynchronise: news.wakeAll()
                case .notification(_, let payload):
                    if let growth = LedgerGrowth(text: payload) { news.publish(growth) }
                }
            }
        }
        listener.stop()
    }
}
