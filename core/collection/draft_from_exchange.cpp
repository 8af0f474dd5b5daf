#include "core/collection/draft_from_exchange.h"

#include "core/http/credentials.h"

namespace keyhole {

namespace {

bool isMadeAnew(QByteArrayView name)
{
    static constexpr QByteArrayView kNames[] = {"host", "content-length", "connection", "transfer-encoding", "proxy-connection"};
    return name.startsWith(':')
        || std::any_of(std::begin(kNames), std::end(kNames), [name](QByteArrayView each) { return equalsIgnoringCase(name, each); });
}

// What would not be written again byte for byte is kept whole.
AuthDraft authFrom(const QByteArray &value)
{
    AuthDraft auth;
    const Credentials credentials = splitCredentials(value);
    const bool plain = value == credentials.scheme + ' ' + credentials.rest;
    if (plain && equalsIgnoringCase(credentials.scheme, "Bearer")) {
        auth.kind = AuthKind::Bearer;
        auth.scheme = credentials.scheme;
        auth.secret = Secret(credentials.rest);
        return auth;
    }
    if (plain && credentials.scheme == "Basic") {
        const auto basic = parseBasic(credentials.rest);
        if (basic && formatBasic(basic->user, basic->password) == credentials.rest) {
            auth.kind = AuthKind::Basic;
            auth.user = basic->user;
            auth.secret = Secret(basic->password);
            return auth;
        }
    }
    auth.kind = AuthKind::Raw;
    auth.secret = Secret(value);
    return auth;
}

void addCookies(RequestDraft &draft, const QByteArray &field)
{
    for (const QByteArray &pair : field.split(';')) {
        const QByteArray trimmed = pair.trimmed();
        const qsizetype equals = trimmed.indexOf('=');
        if (!trimmed.isEmpty())
            draft.cookies.push_back({true, trimmed.first(std::max<qsizetype>(equals, 0)), trimmed.sliced(equals + 1), {}});
    }
}

void addBody(RequestDraft &draft, const Request &request)
{
    if (!request.bodyFile.isEmpty()) {
        draft.body.kind = BodyKind::File;
        draft.body.file = request.bodyFile;
    } else if (!request.body.isEmpty()) {
        // Text keeps every byte; the content type stands among the fields.
        draft.body.kind = BodyKind::Text;
        draft.body.text = request.body;
    }
}

}

RequestDraft draftFromExchange(const Exchange &exchange)
{
    const Request &request = exchange.first().request;
    RequestDraft draft;
    draft.method = request.method;
    draft.address = request.url.toString();
    draft.useJar = false;  // the cookies are those of the recording
    bool hasAuth = false;
    for (const Field &field : request.fields) {
        if (isMadeAnew(field.name))
            continue;
        if (equalsIgnoringCase(field.name, "Authorization") && !hasAuth) {
            draft.auth = authFrom(field.value);
            hasAuth = true;
        } else if (equalsIgnoringCase(field.name, "Cookie")) {
            addCookies(draft, field.value);
        } else {
            draft.fields.push_back({true, field.name, field.value, {}});
        }
    }
    addBody(draft, request);
    return draft;
}

void moveCredentialToAuth(RequestDraft &draft)
{
    const auto isAuthorization = [](const DraftRow &row) { return row.enabled && equalsIgnoringCase(row.name, "Authorization"); };
    const auto found = std::find_if(draft.fields.begin(), draft.fields.end(), isAuthorization);
    if (draft.auth.kind != AuthKind::None || found == draft.fields.end() || std::any_of(found + 1, draft.fields.end(), isAuthorization))
        return;
    draft.auth = authFrom(found->value);
    draft.fields.erase(found);
}

}
