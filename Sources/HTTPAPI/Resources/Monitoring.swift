import Casework
import Hummingbird

/// For those who run the server, and the API description. No token: nothing here names a matter.
extension API {
    func addMonitoring(to router: Router<APIContext>) {
        router.get("/healthz") { _, _ in Response(json: ["status": "ok"]) }
        router.get("/readyz") { _, _ in
            try await casework.health()
            return Response(json: ["status": "ok"])
        }
        router.get("/metrics") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: metrics.exposition(with: gauges()))))
        }
        router.get("/openapi.json") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "application/json"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: contract.text)))
        }
    }
}
