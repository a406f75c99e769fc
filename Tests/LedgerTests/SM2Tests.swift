import Foundation
import Testing

@testable import Ledger

@Suite struct SM2Tests {
    /// The signature example of GB/T 32918.5-2017, annex A.2, on the recommended curve with the usual identity.
    @Test func verifiesTheStandardsExample() throws {
        let point = Hex.bytes(
            "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
                + "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13")!
        let signature = Hex.bytes(
            "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
                + "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa")!
        let message = Array("message digest".utf8)
        let key = try PublicKey(point: point)
        #expect(key.verify(signature, of: message))
        #expect(!key.verify(signature, of: Array("message digesT".utf8)))
        #expect(!SM2.verify(signature, of: message, publicKey: point, identity: Array("1234567812345679".utf8)))
        for place in signature.indices {
            var altered = signature
            altered[place] ^= 1
            #expect(!key.verify(altered, of: message))
        }
        #expect(!key.verify([UInt8](repeating: 0, count: 64), of: message))
        #expect(!key.verify(Array(signature.dropLast()), of: message))
        #expect(try PublicKey(pem: key.pem()) == key)
        #expect(try PublicKey(hex: key.hex) == key)
    }

    @Test func aKeySignsWhatOnlyItsOtherHalfVerifies() throws {
        let key = try LedgerKey.random()
        let other = try LedgerKey.random()
        for round in 0..<20 {
            let message = Array("message \(round)".utf8)
            let signature = try key.sign(message)
            #expect(signature.count == 64)
            #expect(key.publicKey.verify(signature, of: message))
            #expect(!other.publicKey.verify(signature, of: message))
        }
        #expect(key.publicKey.id != other.publicKey.id)
    }

    @Test func refusesWhatIsNoPointOfTheCurve() throws {
        var point = try LedgerKey.random().publicKey.point
        point[64] ^= 1
        #expect(throws: SigningError.self) { try PublicKey(point: point) }
        #expect(throws: SigningError.self) { try PublicKey(point: []) }
        #expect(throws: SigningError.self) { try PublicKey(pem: "no key") }
        #expect(throws: SigningError.self) { try LedgerKey(pem: "no key") }
    }

    /// Two servers that start at once on one folder read one key, and nobody else can read it.
    @Test func aKeyFileIsMadeOnce() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "ledger-key-\(UUID().uuidString).pem").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let keys = try await withThrowingTaskGroup(of: Digest.self) { group in
            for _ in 0..<8 { group.addTask { try LedgerKey(file: path).publicKey.id } }
            return try await group.reduce(into: Set<Digest>()) { $0.insert($1) }
        }
        #expect(keys.count == 1)
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        let folder = URL(filePath: path).deletingLastPathComponent()
        let name = URL(filePath: path).lastPathComponent
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix(name) } == [name])
        try Data("no key".utf8).write(to: URL(filePath: path))
        #expect(throws: SigningError.self) { try LedgerKey(file: path) }
    }
}
