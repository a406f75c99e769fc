/// A number that `/metrics` shows beside the requests.
public struct Gauge: Sendable {
    /// By the naming rules of Prometheus, for instance `onematter_pool_in_use`.
    public let name: String
    /// `gauge` or `counter`.
    public let type: String
    public let help: String
    public let value: Int

    public init(name: String, type: String, help: String, value: Int) {
        self.name = name
        self.type = type
        self.help = help
        self.value = value
    }
}
