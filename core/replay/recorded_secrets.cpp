#include "core/replay/recorded_secrets.h"

#include "core/formats/secret_spans.h"
#include "core/session/credential_scope.h"

namespace keyhole {

namespace {

void addSpans(std::vector<QByteArray> &secrets, const QByteArray &text, const std::vector<SecretSpan> &spans)
{
    for (const SecretSpan &span : spans)
        secrets.push_back(text.mid(span.offset, span.length));
}

/// Every value of the request that is a secret by its place.
std::vector<QByteArray> secretsOf(const RequestDraft &draft, const Url &recorded)
{
    std::vector<QByteArray> secrets;
    if (!draft.auth.secret.isEmpty())
        secrets.push_back(draft.auth.secret.reveal());
    for (const DraftRow &cookie : draft.cookies)
        secrets.push_back(cookie.value);
    for (const DraftRow &field : draft.fields)
        addSpans(secrets, field.value, secretsInField(field.name, field.value));
    addSpans(secrets, recorded.toString(), secretsInAddress(recorded.toString()));
    std::erase_if(secrets, [](const QByteArray &secret) { return secret.isEmpty(); });
    return secrets;
}

bool bodyHoldsSecret(const BodyDraft &body, const std::vector<QByteArray> &secrets)
{
    constexpr qsizetype kShortest = 6;
    return !secretsInBody(body.text).empty() || std::any_of(secrets.begin(), secrets.end(), [&body](const QByteArray &secret) {
        return secret.size() >= kShortest && body.text.contains(secret);
    });
}

void dropFields(RequestDraft &draft, const std::vector<QByteArray> &secrets, QStringList &dropped)
{
    std::erase_if(draft.fields, [&](const DraftRow &row) {
        const bool secret = carriesCredential(row, secrets) || !secretsInField(row.name, row.value).empty();
        if (secret)
            dropped += QString::fromUtf8(row.name);
        return secret;
    });
}

void dropCookies(RequestDraft &draft, QStringList &dropped)
{
    if (!draft.cookies.empty())
        dropped += QStringLiteral("Cookie");
    draft.cookies.clear();
    draft.useJar = true;
}

void dropFromAddress(RequestDraft &draft, Url target, const std::vector<QByteArray> &secrets, QStringList &dropped)
{
    if (target.userInfo)
        dropped += QStringLiteral("the user name in the address");
    target.userInfo.reset();
    for (const QByteArray &name : removeSecretParameters(target, secrets))
        dropped += QStringLiteral("the parameter %1").arg(QString::fromUtf8(name));
    draft.address = target.toString();
}

/// What a page's origin was when it was recorded would be refused as another site's.
void moveOrigins(RequestDraft &draft, const Origin &from, const Origin &to)
{
    for (DraftRow &row : draft.fields) {
        const bool isOrigin = equalsIgnoringCase(row.name, "Origin"), isReferer = equalsIgnoringCase(row.name, "Referer");
        auto url = isOrigin || isReferer ? Url::parse(row.value) : failure(SyntaxError{});
        if (!url || !(url->origin() == from))
            continue;
        url->scheme = to.scheme;
        url->host = to.host;
        url->port = to.port;
        row.value = isOrigin ? to.toString() : to.toString() + url->requestTarget();
    }
}

}

Result<void> moveTo(RequestDraft &draft, const Url &recorded, const Url &target, bool keep, QStringList &notes)
{
    const bool sameOrigin = recorded.origin() == target.origin();
    if (!sameOrigin)
        moveOrigins(draft, recorded.origin(), target.origin());
    if (sameOrigin && keep)
        return {};
    const std::vector<QByteArray> secrets = secretsOf(draft, recorded);
    if (bodyHoldsSecret(draft.body, secrets))
        return failure(Error{
            QStringLiteral("A secret that was recorded for %1 stands in the body.").arg(QString::fromUtf8(recorded.origin().toString())),
            {},
            QStringLiteral("Open the entry as a request, and put in what the other server is to get.")});
    QStringList dropped;
    if (draft.auth.kind != AuthKind::None)
        dropped += QStringLiteral("Authorization");
    draft.auth = {};
    dropFields(draft, secrets, dropped);
    dropCookies(draft, dropped);
    dropFromAddress(draft, target, secrets, dropped);
    const auto left = Url::parse(draft.address);
    if (left && carriesSecret(*left, secrets))
        return failure(
            Error{QStringLiteral("A recorded secret stands in the address."), {}, QStringLiteral("Open the entry as a request.")});
    if (!dropped.isEmpty())
        notes += QStringLiteral("What was recorded for %1 stays behind: %2.")
                     .arg(QString::fromUtf8(recorded.origin().toString()), dropped.join(QStringLiteral(", ")));
    return {};
}

void replaceCredential(RequestDraft &draft, AuthDraft credential, const Origin &origin, QStringList &notes)
{
    if (draft.auth.kind != AuthKind::None)
        notes += QStringLiteral("Another credential goes in the place of the recorded one.");
    if (credential.credential.isEmpty())
        credential.onlyTo = std::vector<Origin>{origin};
    draft.auth = std::move(credential);
}

}
