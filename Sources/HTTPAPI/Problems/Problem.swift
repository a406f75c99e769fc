import Casework
import Hummingbird
import MatterCore

/// Anything that went wrong, as RFC 9457 wants it told. `code` is stable and for programs; `detail` and `detailZh` are
/// for people.
struct Problem: Error, Encodable {
    let type = "about:blank"
    let title: String
    let status: Int
    let detail: String
    let detailZh: String
    /// The request's id, which the access log names as well.
    var instance = ""
    let code: String
    /// Places of the request that are wrong.
    var errors: [Schema.Fault]?
    /// Conditions that do not hold: who owes what, since when, under which article.
    var unmet: [UnmetCondition]?
    /// What would fix it.
    var remedy: LocalText?
    var basis: LegalBasis?
    /// Version of the thing, now.
    var version: Int?
    /// What happened to the thing since the version that the client holds.
    var changes: [EventView]?
    var headers: HTTPFields = [:]

    enum CodingKeys: CodingKey {
        case type, title, status, detail, detailZh, instance, code, errors, unmet, remedy, basis, version, changes
    }

    init(_ status: HTTPResponse.Status, _ code: String, en: String, zh: String, errors: [Schema.Fault]? = nil) {
        title = status.reasonPhrase
        self.status = status.code
        self.code = code
        detail = en
        detailZh = zh
        self.errors = errors
    }

    func response(id: String) -> Response {
        var problem = self
        problem.instance = id
        var response = Response(json: problem, status: HTTPResponse.Status(code: status), headers: headers)
        response.headers[.contentType] = "application/problem+json"
        return response
    }
}
