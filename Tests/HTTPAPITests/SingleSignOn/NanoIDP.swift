import Foundation
import Glibc
import Testing

@testable import HTTPAPI

/// A real identity provider (`nanoidp` of script/test-tools.txt), as a process of its own on a port of its own.
final class NanoIDP: Sendable {
    let port: Int
    private let process: Process
    private let input: Pipe
    private let folder: URL

    /// Where the provider sends browsers back to. Nothing listens there: a test carries the answer on itself.
    static let callback = "http://127.0.0.1:1/v1/sso/callback"
    static let secret = "sample-secret"
    /// Of the client `posting`, which sends it in the form.
    static let awkwardSecret = "sample secret/of+the&client%3D人"

    var issuer: String { "http://127.0.0.1:\(port)" }

    private static let tool = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../.build-tools/venv/bin/python3").standardized.path

    /// Ends with the tests, however they end: when its input closes.
    private static let launcher = """
        import os, sys, threading
        threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
        from nanoidp.__main__ import main
        sys.exit(main())
        """

    init() throws {
        try #require(
            FileManager.default.isExecutableFile(atPath: Self.tool), "nanoidp is missing: script/bootstrap --test")
        port = try Self.freePort()
        folder = FileManager.default.temporaryDirectory.appending(path: "onematter-idp-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let settings = """
            config_version: 1
            server: {host: "127.0.0.1", port: \(port)}
            # Only with codes switched on does it say how somebody signed in; nobody here has one.
            login: {totp: true}
            jwt: {keys_dir: "\(folder.path)/keys"}
            oauth:
              issuer: "http://127.0.0.1:\(port)"
              audience: "elsewhere"
              token_expiry_minutes: 5
              clients:
                - client_id: "onematter"
                  client_secret: "\(Self.secret)"
                  redirect_uris: ["\(Self.callback)"]
                - client_id: "posting"
                  client_secret: "\(Self.awkwardSecret)"
                  token_endpoint_auth_method: client_secret_post
                  redirect_uris: ["\(Self.callback)"]
                - client_id: "shared"
                  additional_audiences: ["third-party"]
                  client_secret: "\(Self.secret)"
                  redirect_uris: ["\(Self.callback)"]
            """
        try Data(settings.utf8).write(to: folder.appending(path: "settings.yaml"))
        try Data("config_version: 1\nusers: {}\n".utf8).write(to: folder.appending(path: "users.yaml"))
        process = Process()
        input = Pipe()
        let output = Pipe()
        process.executableURL = URL(filePath: Self.tool)
        process.arguments = [
            "-c", Self.launcher, "--host", "127.0.0.1", "--port", "\(port)", "--config", folder.path,
        ]
        process.currentDirectoryURL = folder
        process.standardInput = input
        process.standardOutput = output
        process.standardError = output
        try process.run()
        // It says when it listens. What it says later must be read too, or it would wait for its reader.
        var text = ""
        while !text.contains("Running on"), case let piece = output.fileHandleForReading.availableData, !piece.isEmpty {
            text += String(decoding: piece, as: UTF8.self)
        }
        try #require(text.contains("Running on"), "nanoidp did not start: \(text)")
        Thread.detachNewThread { while !output.fileHandleForReading.availableData.isEmpty {} }
    }

    /// Ends it, and returns when it is gone. Once more does nothing.
    func stop() async throws {
        try await Wire.blocking { [self] in
            try? input.fileHandleForWriting.close()
            process.waitUntilExit()
            try? FileManager.default.removeItem(at: folder)
        }
    }

    /// Enters a user, or enters it anew with other claims.
    func enter(_ name: String, roles: [String] = [], groups: [String] = []) async throws {
        _ = try await send("DELETE", "/api/runtime/users/\(name)")
        let body: [String: Any] = ["username": name, "password": "secret", "roles": roles, "groups": groups]
        let answer = try await send(
            "POST", "/api/runtime/users", ["Content-Type": "application/json"],
            try JSONSerialization.data(withJSONObject: body))
        try #require(answer.status == 201, "\(answer.text)")
    }

    /// Signs with another key from now on.
    func rotateKeys() async throws { try await send("POST", "/api/keys/rotate").expect(200) }

    /// Goes where the site sent the browser and signs in there.
    /// - Returns: The query that the provider sends the browser back with.
    func signIn(_ name: String, at address: String) async throws -> String {
        let target = String(address.dropFirst(issuer.count))
        let page = try await send("GET", target).expect(200)
        let mark = #"name="transaction_id" value=""#
        let begin = try #require(page.text.range(of: mark)?.upperBound, "\(page.text)")
        let transaction = page.text[begin...].prefix { $0 != "\"" }
        let cookie = try #require(page.headers["set-cookie"]).prefix { $0 != ";" }
        let form = "transaction_id=\(transaction)&username=\(name)&password=secret"
        let answer = try await send(
            "POST", target, ["Cookie": String(cookie), "Content-Type": "application/x-www-form-urlencoded"],
            Data(form.utf8)
        ).expect(302)
        let location = try #require(answer.headers["location"])
        try #require(location.hasPrefix(Self.callback + "?"), "\(location)")
        return String(location.dropFirst(Self.callback.count + 1))
    }

    @discardableResult
    func send(
        _ method: String, _ target: String, _ headers: [String: String] = [:], _ body: Data = Data()
    ) async throws -> Answer {
        try await Wire.answer(port: port, method, target, headers, Array(body))
    }

    private static func freePort() throws -> Int {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { Glibc.close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isFound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0
            }
        }
        try #require(isFound)
        return Int(in_port_t(bigEndian: address.sin_port))
    }
}
