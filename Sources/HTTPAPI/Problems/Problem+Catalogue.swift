import Hummingbird

/// What the adapter itself refuses, before the core is asked.
extension Problem {
    static var unknownRoute: Problem {
        Problem(.notFound, "not-found", en: "There is nothing at this address.", zh: "该地址不存在。")
    }

    static func methodNotAllowed(_ allowed: [String]) -> Problem {
        var problem = Problem(
            .methodNotAllowed, "method-not-allowed",
            en: "This address answers only \(allowed.joined(separator: ", ")).",
            zh: "该地址仅支持 \(allowed.joined(separator: "、"))。")
        problem.headers[.allow] = allowed.joined(separator: ", ")
        return problem
    }

    static func unauthorized(_ code: String, en: String, zh: String) -> Problem {
        var problem = Problem(.unauthorized, code, en: en, zh: zh)
        problem.headers[.wwwAuthenticate] = "Bearer"
        return problem
    }

    static var mediaType: Problem {
        Problem(
            .unsupportedMediaType, "unsupported-media-type",
            en: "Send the body as application/json; for a file, name its media type in Content-Type.",
            zh: "请求体须为 application/json；上传文件时须在 Content-Type 中注明类型。")
    }

    static func tooLarge(limit: Int64) -> Problem {
        Problem(
            .contentTooLarge, "too-large", en: "The body is larger than \(limit) bytes.", zh: "请求体超过 \(limit) 字节。")
    }

    static var idempotencyKeyMissing: Problem {
        Problem(
            .badRequest, "idempotency-key-missing",
            en: "Send an Idempotency-Key of 1 to 200 visible ASCII characters, so that a retry cannot act twice.",
            zh: "请在 Idempotency-Key 中提供1至200个可见ASCII字符，以免重试造成重复操作。")
    }

    static var ifMatchMissing: Problem {
        Problem(
            .preconditionRequired, "if-match-missing",
            en: "Send If-Match with the ETag that you read, so that nobody's change is overwritten unseen.",
            zh: "请在 If-Match 中提供所读取的 ETag，以免覆盖他人的更改。")
    }

    static var ifMatchMalformed: Problem {
        Problem(
            .badRequest, "if-match-malformed", en: "If-Match holds one ETag as it was answered, for instance \"3\".",
            zh: "If-Match 须为服务器返回的单个 ETag，例如 \"3\"。")
    }

    static func malformed(_ fault: JSONParser.Fault) -> Problem {
        let (detail, zh) =
            switch fault.code {
            case .malformed: ("The body is not JSON at byte \(fault.offset).", "请求体在第 \(fault.offset) 字节处不是有效的 JSON。")
            case .tooDeep: ("The body is nested deeper than \(JSONParser.maximumDepth) levels.", "请求体嵌套过深。")
            case .duplicateKey: ("The body has a field twice.", "请求体中有重复字段。")
            }
        return Problem(
            .badRequest, fault.code.rawValue, en: detail, zh: zh,
            errors: [Schema.Fault(pointer: fault.pointer, code: fault.code.rawValue, detail: detail)])
    }

    static func badInput(_ faults: [Schema.Fault]) -> Problem {
        Problem(
            .badRequest, "bad-request",
            en: "The request is not as the API description says: see errors.", zh: "请求不符合接口说明，详见 errors。",
            errors: Array(faults.prefix(20)))
    }

    static var internalError: Problem {
        Problem(
            .internalServerError, "internal-error",
            en: "Something went wrong on our side; the request's id finds it in the log.", zh: "服务器内部错误，可凭请求编号在日志中查找。")
    }

    static func unavailable(_ code: String, en: String, zh: String) -> Problem {
        var problem = Problem(.serviceUnavailable, code, en: en, zh: zh)
        problem.headers[.retryAfter] = "1"
        return problem
    }
}
