import Foundation
import Testing

@testable import HTTPAPI

/// Someone who sends requests. Every answer is held against the API description.
struct Person: Sendable {
    let port: Int
    let token: String?
    let id: String

    func get(_ path: String) async throws -> Answer { try await send("GET", path) }

    /// An act: with a fresh key, unless the headers bring one.
    func act(
        _ path: String, _ body: String, version: Int? = nil, key: String = UUID().uuidString
    ) async throws -> Answer {
        var headers = ["Content-Type": "application/json", "Idempotency-Key": key]
        if let version { headers["If-Match"] = "\"\(version)\"" }
        return try await send("POST", path, headers, Array(body.utf8))
    }

    func send(
        _ method: String, _ path: String, _ headers: [String: String] = [:], _ body: [UInt8] = []
    ) async throws -> Answer {
        let head = head(method, path, headers.merging(["Content-Length": "\(body.count)"]) { given, _ in given })
        let port = port
        let answer = try await Wire.blocking {
            let wire = try Wire(port: port)
            try wire.send(head + body)
            var bytes: [UInt8] = []
            while case let piece = try wire.receive(), !piece.isEmpty { bytes += piece }
            return try Answer(bytes)
        }
        try Description.expectDeclared(answer, method, path)
        return answer
    }

    func head(_ method: String, _ path: String, _ headers: [String: String]) -> [UInt8] {
        var lines = ["\(method) \(path) HTTP/1.1", "Host: 127.0.0.1", "Connection: close"]
        if let token, headers["Authorization"] == nil { lines.append("Authorization: Bearer \(token)") }
        lines += headers.map { "\($0): \($1)" }
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }
}

/// What came back.
struct Answer: Sendable {
    let status: Int
    let headers: [String: String]
    let body: [UInt8]

    init(_ bytes: [UInt8]) throws {
        let end = try #require(bytes.firstRange(of: Array("\r\n\r\n".utf8)), "no complete head: \(bytes.count) bytes")
        let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        status = try #require(Int(lines[0].split(separator: " ")[1]))
        headers = Dictionary(
            lines.dropFirst().map { line in
                let parts = line.split(separator: ":", maxSplits: 1)
                return (parts[0].lowercased(), parts[1].trimmingCharacters(in: .whitespaces))
            }, uniquingKeysWith: { "\($0), \($1)" })
        body = Array(bytes[end.upperBound...])
    }

    var text: String { String(decoding: body, as: UTF8.self) }
    var json: JSON { get throws { try JSONParser.parse(body) } }

    func text(at pointer: String) throws -> String? { try json.at(pointer)?.text }
    func whole(at pointer: String) throws -> Int? { try json.at(pointer)?.whole.map { Int($0) } }
    var code: String? { get throws { try text(at: "/code") } }
    /// The version in the ETag.
    var version: Int? { headers["etag"].flatMap { Int($0.dropFirst().dropLast()) } }

    @discardableResult
    func expect(_ status: Int, _ code: String? = nil, _ location: SourceLocation = #_sourceLocation) throws -> Answer {
        #expect(self.status == status, "\(text)", sourceLocation: location)
        if let code { #expect(try self.code == code, "\(text)", sourceLocation: location) }
        return self
    }
}
