import Hummingbird

/// The two pages that a browser sees on its way through single sign-on. They run nothing and load nothing.
enum SignInPage {
    /// Sends the browser on to a path of this site, with the session's cookie.
    ///
    /// A redirect would not do: browsers count the redirects that follow a link from another site as that site's, and
    /// leave a `SameSite=Strict` cookie out of them. A page that moves on by itself is a new beginning, at this site.
    static func moveOn(to path: String) -> Response {
        let path = escaped(path)
        return page(
            .ok, head: #"<meta http-equiv="refresh" content="0; url=\#(path)">"#,
            body: """
                <p lang="zh">登录成功。<a href="\(path)">继续</a></p>
                <p lang="en">Signed in. <a href="\(path)">Go on</a></p>
                """)
    }

    /// What went wrong, for people.
    static func problem(_ problem: Problem, id: String) -> Response {
        var response = page(
            HTTPResponse.Status(code: problem.status), head: "",
            body: """
                <p lang="zh">\(escaped(problem.detailZh))</p>
                <p lang="en">\(escaped(problem.detail))</p>
                <p><code>\(escaped(problem.code)) \(escaped(id))</code></p>
                <p><a href="/v1/sso/start"><span lang="zh">重新登录</span> <span lang="en">Sign in again</span></a></p>
                """)
        for header in problem.headers { response.headers.append(header) }
        return response
    }

    private static func page(_ status: HTTPResponse.Status, head: String, body: String) -> Response {
        let text = """
            <!doctype html>
            <html lang="zh">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>OneMatter</title>\(head)</head>
            <body><main><h1 lang="zh">企业破产“一件事”</h1>
            \(body)
            </main></body>
            </html>

            """
        return Response(
            status: status,
            headers: [
                .contentType: "text/html; charset=utf-8",
                // As for every answer, but without `sandbox`: that would give the page an origin of its own, and the move
                // from it would be another site's again.
                .contentSecurityPolicy:
                    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
    }
}
