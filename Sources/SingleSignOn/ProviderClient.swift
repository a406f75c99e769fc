internal import AsyncHTTPClient
internal import Identity
internal import NIOCore
internal import NIOHTTP1
internal import NIOSSL

/// Talks to the provider: with limits of time and size, over TLS that is checked, and to no other address than the one
/// that was asked.
struct ProviderClient: Sendable {
    private let client: HTTPClient
    private static let patience: Duration = .seconds(10)
    private static let largestAnswer = 256 * 1_024

    init(certificateAuthority: String?) {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout = .init(connect: .seconds(5), read: .seconds(5))
        configuration.httpVersion = .http1Only
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.minimumTLSVersion = .tlsv12
        if let certificateAuthority { tls.trustRoots = .file(certificateAuthority) }
        configuration.tlsConfiguration = tls
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    func shutdown() async throws { try await client.shutdown() }

    func get(_ address: String, bearer: String? = nil) async throws(ProviderFault) -> [UInt8] {
        var request = HTTPClientRequest(url: address)
        request.headers.add(name: "Accept", value: "application/json")
        if let bearer { request.headers.add(name: "Authorization", value: "Bearer \(bearer)") }
        let (status, body) = try await send(request)
        guard status == 200 else { throw .unavailable("status \(status)") }
        return body
    }

    func post(
        _ address: String, form: String, authorization: String?
    ) async throws(ProviderFault) -> (status: UInt, body: [UInt8]) {
        var request = HTTPClientRequest(url: address)
        request.method = .POST
        request.headers.add(name: "Accept", value: "application/json")
        request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
        if let authorization { request.headers.add(name: "Authorization", value: authorization) }
        request.body = .bytes(ByteBuffer(string: form))
        return try await send(request)
    }

    private func send(_ request: HTTPClientRequest) async throws(ProviderFault) -> (status: UInt, body: [UInt8]) {
        // Addresses out of the provider's own mouth are checked when they are read; this is the last look.
        guard WebAddress.isTrusted(request.url) else { throw .unavailable("the address is not one to send secrets to") }
        do {
            return try await withThrowingTaskGroup(of: (status: UInt, body: [UInt8]).self) { group in
                group.addTask {
                    let response = try await client.execute(request, timeout: .seconds(10))
                    let body = try await response.body.collect(upTo: Self.largestAnswer)
                    return (response.status.code, Array(buffer: body))
                }
                group.addTask {
                    try await Task.sleep(for: Self.patience)
                    throw ProviderFault.unavailable("no answer in time")
                }
                defer { group.cancelAll() }
                guard let answer = try await group.next() else { throw ProviderFault.unavailable("nothing") }
                return answer
            }
        } catch let fault as ProviderFault {
            throw fault
        } catch {
            throw .unavailable("\(error)")
        }
    }
}
