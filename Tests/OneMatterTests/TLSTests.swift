import Foundation
import Glibc
import Testing

/// The program serving TLS with a certificate of its own, as clients meet it.
@Suite(.serialized) struct TLSTests {
    @Test(.timeLimit(.minutes(2))) func servesTLSAndNothingElseOnItsPort() async throws {
        try await inDataFolder { folder in
            let certificate = "\(folder)/certificate.pem"
            let made = try await run(
                "/usr/bin/openssl",
                ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-noenc", "-days", "2"]
                    + ["-subj", "/CN=onematter-test", "-addext", "subjectAltName=IP:127.0.0.1"]
                    + ["-keyout", "\(folder)/key.pem", "-out", certificate])
            try #require(made.status == 0, "\(made.errors)")
            let server = try Program(
                ["serve", "--data", folder, "--port", "0"],
                ["ONEMATTER_TLS_CERT": certificate, "ONEMATTER_TLS_KEY": "\(folder)/key.pem"])
            let greeting = try await blocking { server.nextOutput() }
            let address = try #require(greeting.split(separator: " ").first { $0.hasPrefix("https://") })
            let port = try #require(address.split(separator: ":").last.flatMap { Int($0.prefix { $0.isNumber }) })
            func curl(_ arguments: String...) async throws -> (status: Int32, output: String, errors: String) {
                try await run("/usr/bin/curl", ["--silent", "--verbose", "--max-time", "20", "--include"] + arguments)
            }

            // Both protocols, with the headers of a site that is reached over TLS only.
            for (limit, name) in [("1.3", "TLSv1.3"), ("1.2", "TLSv1.2")] {
                let answer = try await curl("--cacert", certificate, "--tls-max", limit, "\(address)/healthz")
                #expect(answer.status == 0 && answer.output.hasPrefix("HTTP/1.1 200"), "\(answer.errors)")
                #expect(answer.errors.contains("SSL connection using \(name)"), "\(answer.errors)")
                let lines = answer.output.lowercased()
                #expect(lines.contains("strict-transport-security: max-age=31536000; includesubdomains"))
            }
            // A client that does not know the certificate is not served: the handshake is a real one.
            #expect(try await curl("\(address)/healthz").status == 60)
            // Neither without forward secrecy nor without authenticated encryption.
            for cipher in ["AES128-GCM-SHA256", "ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES128-SHA256"] {
                let answer = try await curl(
                    "--cacert", certificate, "--tls-max", "1.2", "--ciphers", cipher, "\(address)/healthz")
                #expect(answer.status == 35 && answer.output.isEmpty, "\(cipher): \(answer.output)")
            }

            let body = #"{"login":"judge-330603","password":"sample-password-of-onematter"}"#
            let session = try await curl(
                "--cacert", certificate, "-H", "Content-Type: application/json", "-d", body, "\(address)/v1/session")
            let cookie = session.output.split(separator: "\r\n").first { $0.lowercased().hasPrefix("set-cookie:") }
            let text = try #require(cookie.map(String.init), "\(session.output)")
            #expect(text.contains("__Host-onematter=") && text.hasSuffix("; Path=/; HttpOnly; SameSite=Strict; Secure"))

            // Plain HTTP on this port gets no answer, not even a redirect that would teach clients to try it.
            let plain = try await curl("http://127.0.0.1:\(port)/healthz")
            #expect(plain.status != 0 && !plain.output.contains("HTTP/1"), "\(plain.output)")

            // A fatal alert `protocol_version` (RFC 5246, 7.2) to anything older than TLS 1.2; to the same hello for 1.2
            // a handshake message.
            for version: UInt8 in [0, 1, 2] {
                let answer = try await Self.answer(toHelloOf: version, port: port)
                #expect(answer.count == 7 && answer.first == 21 && answer.suffix(2) == [2, 70], "\(answer)")
            }
            #expect(try await Self.answer(toHelloOf: 3, port: port).first == 22)

            server.askToStop()
            let end = try await blocking { server.result() }
            #expect(end.status == 0, "\(end.errors)")
        }
    }

    /// The first record that answers a client that knows nothing newer than SSL 3.`version`.
    private static func answer(toHelloOf version: UInt8, port: Int) async throws -> [UInt8] {
        let suites: [UInt8] = [0xC0, 0x2B, 0xC0, 0x2F, 0xC0, 0x09, 0xC0, 0x13, 0x00, 0x2F]
        // Groups P-256 and signatures ECDSA and RSA with SHA-256, which TLS 1.2 wants to know.
        let extensions: [UInt8] = [
            0x00, 0x0A, 0x00, 0x04, 0x00, 0x02, 0x00, 0x17, 0x00, 0x0D, 0x00, 0x06, 0x00, 0x04, 0x04, 0x03, 0x04, 0x01,
        ]
        let hello: [UInt8] =
            [3, version] + [UInt8](repeating: 7, count: 32) + [0, 0, UInt8(suites.count)] + suites + [1, 0]
            + [0, UInt8(extensions.count)] + extensions
        let message: [UInt8] = [1, 0, 0, UInt8(hello.count)] + hello
        let record = [22, 3, version == 0 ? 0 : 1, 0, UInt8(message.count)] + message
        return try await blocking { try exchange(record, port: port) }
    }

    /// Sends bytes and answers the first that come back.
    private static func exchange(_ bytes: [UInt8], port: Int) throws -> [UInt8] {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let isThere = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        try #require(isThere)
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        try #require(send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count)
        var answer = [UInt8](repeating: 0, count: 4_096)
        let count = recv(socket, &answer, answer.count, 0)
        return Array(answer.prefix(max(0, count)))
    }
}

/// Waits away from the threads that all tests share.
private func blocking<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result(catching: work)) }
    }
}

/// Runs a program to its end.
private func run(
    _ path: String, _ arguments: [String]
) async throws -> (status: Int32, output: String, errors: String) {
    try await blocking { try runNow(path, arguments) }
}

private func runNow(_ path: String, _ arguments: [String]) throws -> (status: Int32, output: String, errors: String) {
    let process = Process()
    let (output, errors) = (Pipe(), Pipe())
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let complaints = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text, complaints)
}
