import Synchronization

/// Counts requests and their durations for `/metrics`, in the text form that Prometheus reads. Labels are routes, so
/// their number is bounded and no matter is named.
final class RequestMetrics: Sendable {
    private struct Key: Hashable {
        let method: String
        let route: String
        let status: Int
    }

    private struct Series {
        var count = 0
        var sum = 0.0
        var buckets = [Int](repeating: 0, count: RequestMetrics.bounds.count)
    }

    private static let bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]
    private let series = Mutex<[Key: Series]>([:])

    func record(method: String, route: String, status: Int, duration: Duration) {
        let seconds = duration.seconds
        series.withLock { all in
            var one = all[Key(method: method, route: route, status: status)] ?? Series()
            one.count += 1
            one.sum += seconds
            for (index, bound) in Self.bounds.enumerated() where seconds <= bound { one.buckets[index] += 1 }
            all[Key(method: method, route: route, status: status)] = one
        }
    }

    func exposition(with gauges: [Gauge]) -> String {
        let all = series.withLock { $0 }.sorted {
            ($0.key.route, $0.key.method, $0.key.status) < ($1.key.route, $1.key.method, $1.key.status)
        }
        var lines = [
            "# HELP onematter_http_requests_total Requests answered.",
            "# TYPE onematter_http_requests_total counter",
        ]
        for (key, one) in all { lines.append("onematter_http_requests_total{\(labels(key))} \(one.count)") }
        lines.append("# HELP onematter_http_request_duration_seconds Time until the answer was ready.")
        lines.append("# TYPE onematter_http_request_duration_seconds histogram")
        for (key, one) in all {
            let name = "onematter_http_request_duration_seconds"
            for (bound, count) in zip(Self.bounds, one.buckets) {
                lines.append("\(name)_bucket{\(labels(key)),le=\"\(bound)\"} \(count)")
            }
            lines.append("\(name)_bucket{\(labels(key)),le=\"+Inf\"} \(one.count)")
            lines.append("\(name)_sum{\(labels(key))} \(one.sum)")
            lines.append("\(name)_count{\(labels(key))} \(one.count)")
        }
        for gauge in gauges {
            lines.append("# HELP \(gauge.name) \(gauge.help)")
            lines.append("# TYPE \(gauge.name) \(gauge.type)")
            lines.append("\(gauge.name) \(gauge.value)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func labels(_ key: Key) -> String {
        "method=\"\(key.method)\",route=\"\(key.route)\",status=\"\(key.status)\""
    }
}
