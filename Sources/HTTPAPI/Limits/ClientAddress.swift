import Glibc
import NIOCore

/// Which address a request came from.
public struct ClientAddress: Sendable {
    /// Proxies of ours, whose word about the address before them counts.
    private let proxies: Set<String>

    public init(trustedProxies: some Sequence<String> = []) { proxies = Set(trustedProxies) }

    /// The nearest address that is not one of our proxies. `X-Forwarded-For` is read from its end, because anything
    /// before what our own proxy wrote is the client's invention.
    func find(peer: SocketAddress?, forwarded: [String]) -> String? {
        guard var address = peer?.ipAddress else { return nil }
        var hops = forwarded.flatMap { (line: String) -> [String] in
            line.split(separator: ",").map { hop in hop.filter { $0 != " " } }
        }
        while proxies.contains(address), let hop = hops.popLast(), let text = Self.canonical(hop) { address = text }
        return address
    }

    /// One spelling for each address; nil if it is none.
    private static func canonical(_ text: String) -> String? {
        try? SocketAddress(ipAddress: text, port: 0).ipAddress
    }

    /// Whom a limit counts: one IPv4 address, or the 64 bits of IPv6 that one subscriber has.
    static func caller(_ address: String?) -> String {
        guard let address else { return "-" }
        var bytes = [UInt8](repeating: 0, count: 16)
        guard inet_pton(AF_INET6, address, &bytes) == 1 else { return address }
        // An IPv4 address in IPv6 clothes is counted as what it is.
        let isMapped = bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
        if isMapped { return bytes.suffix(4).map(String.init).joined(separator: ".") }
        return "v6:" + bytes.prefix(8).map { String($0, radix: 16) }.joined(separator: ".")
    }
}
