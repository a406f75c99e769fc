import ArgumentParser
import Foundation
import HTTPAPI
import HummingbirdCore
import HummingbirdTLS
import NIOCore
import NIOSSL

/// What the environment says about limits, proxies and TLS. Wrong values stop the start: a limit that was misspelt must
/// not be no limit.
struct NetworkSettings: Sendable {
    var http = HTTPSettings()
    /// Files of the certificate chain and of its key.
    var tls: (certificate: String, key: String)?

    init() {}

    init(_ environment: [String: String]) throws {
        try readRate("ONEMATTER_RATE_PRINCIPAL", environment) { http.rates.principal = $0 }
        try readRate("ONEMATTER_RATE_ADDRESS", environment) { http.rates.address = $0 }
        try readRate("ONEMATTER_RATE_ANONYMOUS", environment) { http.rates.anonymous = $0 }
        try readRate("ONEMATTER_RATE_SIGN_IN", environment) { http.rates.signIn = $0 }
        if let text = environment["ONEMATTER_CONNECTIONS"] {
            guard let number = Int(text), (1...100_000).contains(number) else {
                throw ValidationError("ONEMATTER_CONNECTIONS is no number from 1 to 100000: \(text)")
            }
            http.mostConnections = number
        }
        if let text = environment["ONEMATTER_TRUSTED_PROXIES"], !text.isEmpty {
            let proxies = text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
            for proxy in proxies where (try? SocketAddress(ipAddress: proxy, port: 0)) == nil {
                throw ValidationError("ONEMATTER_TRUSTED_PROXIES holds what is no address: \(proxy)")
            }
            http.address = ClientAddress(trustedProxies: proxies)
        }
        switch (environment["ONEMATTER_TLS_CERT"], environment["ONEMATTER_TLS_KEY"]) {
        case (nil, nil): break
        case (let certificate?, let key?):
            tls = (certificate, key)
            http.isSecure = true
        default: throw ValidationError("ONEMATTER_TLS_CERT and ONEMATTER_TLS_KEY go together.")
        }
        switch environment["ONEMATTER_BEHIND_TLS"] {
        case nil, "no": break
        case "yes": http.isSecure = true
        case let text?: throw ValidationError("ONEMATTER_BEHIND_TLS is yes or no, not: \(text)")
        }
    }

    private func readRate(
        _ name: String, _ environment: [String: String], _ set: (RateRule?) -> Void
    ) throws {
        guard let text = environment[name] else { return }
        if text == "off" { return set(nil) }
        guard let rule = RateRule(text) else {
            throw ValidationError("\(name) is off, or a number a minute and one at once, such as 600/100; not: \(text)")
        }
        set(rule)
    }

    /// The protocol to serve: HTTP/1.1, over TLS 1.2 or newer if there is a certificate.
    func server() throws -> HTTPServerBuilder {
        guard let tls else { return http.server() }
        do {
            let chain = try NIOSSLCertificate.fromPEMFile(tls.certificate).map {
                NIOSSLCertificateSource.certificate($0)
            }
            let key = try NIOSSLPrivateKey(file: tls.key, format: .pem)
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain, privateKey: .privateKey(key))
            configuration.minimumTLSVersion = .tlsv12
            // Forward secrecy and authenticated encryption only; TLS 1.3 has nothing else.
            configuration.cipherSuiteValues = [
                .TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, .TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
                .TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, .TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
                .TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, .TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
            ]
            configuration.applicationProtocols = ["http/1.1"]
            return try .tls(http.server(), tlsConfiguration: configuration)
        } catch {
            throw Failure("The certificate \(tls.certificate) or its key \(tls.key) cannot be used: \(error)")
        }
    }
}
