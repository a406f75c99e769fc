import Foundation
import Testing

@testable import HTTPAPI

@Suite(.serialized) struct FileTests {
    @Test func manyMegabytesGoUpAndDownPieceByPiece() async throws {
        try await atSite { site in
            let judge = try await site.judge
            let path = "/v1/matters/\(try await judge.openMatter())/attachments"
            let size = 48 << 20
            let piece = (0..<(1 << 16)).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            let head = judge.head(
                "POST", "\(path)?name=big.pdf",
                ["Content-Type": "application/pdf", "Idempotency-Key": "big", "Content-Length": "\(size)"])
            let stored = try await Wire.blocking {
                let wire = try Wire(port: judge.port)
                try wire.send(head)
                var left = size - 5
                try wire.send(Array("%PDF-".utf8))
                while left > 0 {
                    try wire.send(left >= piece.count ? piece : Array(piece.prefix(left)))
                    left -= piece.count
                }
                var bytes: [UInt8] = []
                while case let piece = try wire.receive(), !piece.isEmpty { bytes += piece }
                return try Answer(bytes)
            }
            try stored.expect(201)
            #expect(try stored.json.at("/events/0/payload/content/size")?.whole == Int64(size))

            let request = judge.head("GET", "\(path)/1/content", [:])
            let (received, matches) = try await Wire.blocking {
                let wire = try Wire(port: judge.port)
                try wire.send(request)
                var count = 0
                var matches = true
                var head: [UInt8] = []
                while case var bytes = try wire.receive(), !bytes.isEmpty {
                    if count == 0 {
                        head += bytes
                        guard let end = head.firstRange(of: Array("\r\n\r\n".utf8)) else { continue }
                        bytes = Array(head[end.upperBound...])
                    }
                    // Every 4096th byte is enough to notice a piece that is lost, doubled or moved.
                    for index in bytes.indices where (count + index) % 4_096 == 7 {
                        let place = count + index - 5
                        if bytes[index] != piece[place % piece.count] { matches = false }
                    }
                    count += bytes.count
                }
                return (count, matches)
            }
            #expect(received == size && matches)
        }
    }

    @Test func aFileKeepsItsNameTypeAndDigest() async throws {
        try await atSite { site in
            let judge = try await site.judge
            let path = "/v1/matters/\(try await judge.openMatter())/attachments"
            let headers = ["Content-Type": "text/plain", "Idempotency-Key": "one"]
            let target = "\(path)?name=%E8%A3%81%20%E5%AE%9A%22.txt"
            let stored = try await judge.send("POST", target, headers, Array("abc".utf8)).expect(201)
            #expect(stored.headers["location"] == "\(path)/1")
            // SM3 of "abc", from the standard.
            let digest = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
            let about = try await judge.get("\(path)/1").expect(200)
            #expect(try about.text(at: "/digest") == digest)
            #expect(try about.text(at: "/name") == "裁 定\".txt")
            #expect(about.headers["etag"] == "\"\(digest)\"")
            let content = try await judge.get("\(path)/1/content").expect(200)
            #expect(content.text == "abc" && content.headers["content-type"] == "text/plain")
            #expect(
                content.headers["content-disposition"]
                    == "attachment; filename*=UTF-8''%E8%A3%81%20%E5%AE%9A%22.txt")
            #expect(content.headers["x-content-type-options"] == "nosniff")
            let replay = try await judge.send("POST", target, headers, Array("abc".utf8)).expect(201)
            #expect(replay.headers["idempotency-replayed"] == "true")
            let head = try await judge.send("HEAD", "\(path)/1/content")
            #expect(head.status == 200 && head.headers["content-length"] == "3" && head.body.isEmpty)
        }
    }

    @Test func whatIsNotTaken() async throws {
        try await atSite { site in
            let judge = try await site.judge
            let path = "/v1/matters/\(try await judge.openMatter())/attachments?name=a"
            func send(_ type: String?, _ bytes: String, _ target: String = path) async throws -> Answer {
                var headers = ["Idempotency-Key": "k"]
                headers["Content-Type"] = type
                return try await judge.send("POST", target, headers, Array(bytes.utf8))
            }
            try await send("application/pdf", "no").expect(415, "attachment-type-mismatch")
            try await send("text/html", "<p>").expect(415, "attachment-type-not-allowed")
            try await send(nil, "x").expect(415, "unsupported-media-type")
            try await send("text/plain", "").expect(422, "attachment-empty")
            try await send("text/plain", "x", String(path.dropLast(7))).expect(400, "bad-request")
        }
    }
}
