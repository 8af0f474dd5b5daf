#include "mock_issuer.h"

#include "core/http/date.h"
#include "core/json/json.h"

namespace keyhole {

QByteArray inForm(QByteArrayView encoded, QByteArrayView name)
{
    for (const FormPair &pair : parseForm(encoded)) {
        if (pair.name == name)
            return pair.value;
    }
    return "(none)";
}

Response jsonResponse(int status, const QByteArray &body, FieldList further)
{
    Response response;
    response.httpVersion = "HTTP/1.1";
    response.status = status;
    response.fields = std::move(further);
    response.fields.append("Content-Type", "application/json");
    response.body = body;
    response.bodySize = body.size();
    return response;
}

MockIssuer::MockIssuer(QByteArray address) : issuer(std::move(address)), m_key(*SigningKey::generate("P-256"))
{
    metadata = R"({"issuer":"ISS","authorization_endpoint":"ISS/authorize","token_endpoint":"ISS/token",
        "device_authorization_endpoint":"ISS/device","pushed_authorization_request_endpoint":"ISS/par",
        "revocation_endpoint":"ISS/revoke","jwks_uri":"ISS/jwks",
        "id_token_signing_alg_values_supported":["ES256"],"code_challenge_methods_supported":["S256"],
        "scopes_supported":["openid","read","write"],"authorization_response_iss_parameter_supported":true})";
    metadata.replace("ISS", issuer);
}

QByteArray MockIssuer::signIn(const QByteArray &authorizationAddress)
{
    QByteArray query = Url::parse(authorizationAddress)->query.value_or(QByteArray());
    if (const QByteArray reference = inForm(query, "request_uri"); m_pushed.count(reference) > 0)
        query = m_pushed[reference];
    lastCode = "code-" + QByteArray::number(++m_count) + "-0123456789abcdef";
    m_codes[lastCode] = {inForm(query, "code_challenge"), inForm(query, "nonce"), inForm(query, "redirect_uri")};
    QByteArray back = inForm(query, "redirect_uri") + "?code=" + lastCode + "&state=" + toFormText(inForm(query, "state"));
    if (sendsIss)
        back += "&iss=" + toFormText(issuer);
    return back;
}

bool MockIssuer::showsClient(const Request &request) const
{
    const QByteArray basic = "Basic " + (toFormText(clientId) + ':' + toFormText(clientSecret)).toBase64();
    if (request.fields.contains("Authorization"))
        return request.fields.value("Authorization") == basic;
    const QByteArray secret = inForm(request.body, "client_secret");
    return inForm(request.body, "client_id") == clientId && (secret == "(none)" || secret == clientSecret);
}

Response MockIssuer::answer(const Request &request)
{
    if (instead) {
        if (const auto lie = instead(request))
            return *lie;
    }
    const QByteArray path = request.url.path;
    if (path.contains("/.well-known/"))
        return jsonResponse(200, metadata);
    if (path.endsWith("/jwks"))
        return jsonResponse(200, R"({"keys":[)" + m_key.publicJwk("k-1") + "]}");
    if (!showsClient(request))
        return jsonResponse(401, R"({"error":"invalid_client"})", {{"WWW-Authenticate", "Basic realm=\"clients\"", {}}});
    if (path.endsWith("/par")) {
        m_pushed["urn:pushed:1"] = request.body;
        return jsonResponse(201, R"({"request_uri":"urn:pushed:1","expires_in":60})");
    }
    if (path.endsWith("/device"))
        return jsonResponse(200,
                            QByteArray(R"({"device_code":"device-0123456789","user_code":"WDJB-MJHT","verification_uri":"ISS/go",)"
                                       R"("verification_uri_complete":"ISS/go?user_code=WDJB-MJHT","expires_in":600,"interval":1})")
                                .replace("ISS", issuer));
    if (path.endsWith("/revoke"))
        return jsonResponse(200, {});
    return token(request);
}

Response MockIssuer::tokens(const QByteArray &nonce, bool withId)
{
    QByteArray idToken;
    if (withId) {
        std::map<QByteArray, QByteArray> claims{{"iss", '"' + issuer + '"'},
                                                {"aud", '"' + clientId + '"'},
                                                {"sub", "\"ada\""},
                                                {"nonce", '"' + nonce + '"'},
                                                {"iat", QByteArray::number(qint64(idTime.count()))},
                                                {"exp", QByteArray::number(qint64(idTime.count() + 600))}};
        if (nonce.isEmpty())
            claims.erase("nonce");
        for (const auto &[name, value] : idClaims)
            claims[name] = value;
        QByteArrayList members;
        for (const auto &[name, value] : claims) {
            if (!value.isEmpty())
                members += jsonString(name) + ':' + value;
        }
        const QByteArray said = '{' + members.join(',') + '}';
        idToken = R"(,"id_token":")" + (signId ? signId(said) : *signToken(R"({"kid":"k-1"})", said, "ES256", m_key)) + '"';
    }
    const QByteArray access = "access-" + QByteArray::number(++m_count) + "-0123456789abcdef";
    const QByteArray plain
        = R"({"access_token":")" + access + (refreshToken.isEmpty() ? "\"" : R"(","refresh_token":")" + refreshToken + '"') + idToken;
    return jsonResponse(200, plain + (tokenMembers.isEmpty() ? R"(,"token_type":"Bearer","expires_in":3600)" : tokenMembers) + '}');
}

Response MockIssuer::token(const Request &request)
{
    if (wantsDpopNonce && request.fields.contains("DPoP")
        && decodeToken(*request.fields.value("DPoP")).claimText("nonce") != "nonce-of-the-server")
        return jsonResponse(400, R"({"error":"use_dpop_nonce"})", {{"DPoP-Nonce", "nonce-of-the-server", {}}});
    const QByteArray grant = inForm(request.body, "grant_type");
    if (grant == "authorization_code") {
        const auto found = m_codes.find(inForm(request.body, "code"));
        if (found == m_codes.end() || codeChallenge(inForm(request.body, "code_verifier")) != found->second.challenge
            || inForm(request.body, "redirect_uri") != found->second.redirectUri)
            return jsonResponse(400, R"({"error":"invalid_grant","error_description":"the code is used up"})");
        const QByteArray nonce = found->second.nonce;
        m_codes.erase(found);
        return tokens(nonce, nonce != "(none)");
    }
    if (grant == "refresh_token") {
        ++refreshes;
        if (inForm(request.body, "refresh_token") != refreshToken)
            return jsonResponse(400, R"({"error":"invalid_grant"})");
        refreshToken = "refresh-" + QByteArray::number(refreshes) + "-0123456789abcdef";
        return tokens({}, renewsId);
    }
    if (grant.endsWith(":device_code") && pendingPolls-- > 0)
        return jsonResponse(400, R"({"error":"authorization_pending"})");
    return tokens({}, false);
}

QFuture<Hop> MockWeb::send(const Request &request, const TransportOptions &, std::function<void(const Progress &)>)
{
    sent.push_back(request);
    Hop hop;
    hop.request = request;
    hop.sentAt = hop.answeredAt = at;
    for (MockIssuer *issuer : issuers) {
        if (request.url.origin() == Url::parse(issuer->issuer)->origin())
            hop.response = issuer->answer(request);
    }
    if (slow || !hop.response) {
        hop.response.reset();
        hop.error = TransportError{
            slow ? TransportFault::TimedOut : TransportFault::Refused, {"There was no connection.", {}, "Try again."}, "waiting"};
    }
    const auto promise = std::make_shared<QPromise<Hop>>();
    promise->start();
    const auto give = [promise, hop] {
        promise->addResult(hop);
        promise->finish();
    };
    if (late)
        QTimer::singleShot(0, give);
    else
        give();
    return promise->future();
}

QByteArray MockWeb::sentTo(const QByteArray &origin) const
{
    QByteArray all;
    for (const Request &request : sent) {
        if (request.url.origin() != Url::parse(origin)->origin())
            continue;
        all += request.url.toString() + '\n' + request.body + '\n';
        for (const Field &field : request.fields)
            all += field.name + ": " + field.value + '\n';
    }
    return all;
}

int MockWeb::count(const QByteArray &pathEnd) const
{
    return int(std::count_if(sent.begin(), sent.end(), [&](const Request &request) { return request.url.path.endsWith(pathEnd); }));
}

}
