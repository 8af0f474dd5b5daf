#include "core/session/credential_scope.h"

namespace keyhole {

namespace {

constexpr qsizetype kShortestFound = 6;  // a shorter text stands in many values by chance; it must be the whole value

bool containsSecret(const QByteArray &text, const std::vector<QByteArray> &secrets)
{
    return std::any_of(secrets.begin(), secrets.end(), [&text](const QByteArray &secret) {
        return text == secret || (secret.size() >= kShortestFound && text.contains(secret));
    });
}

}

CredentialScope::CredentialScope(const PreparedDraft &first, const std::vector<Hop> &hops) : m_first(first.url.origin())
{
    for (const QByteArray &address : first.draft.allowedOrigins) {
        if (const auto url = Url::parse(address))
            m_allowed.push_back(url->origin());
    }
    m_left = std::any_of(hops.begin(), hops.end(), [this](const Hop &hop) {
        const Origin origin = hop.request.url.origin();
        return !(origin == m_first) && !isAllowed(origin);
    });
}

bool CredentialScope::isAllowed(const Origin &origin) const
{
    return std::find(m_allowed.begin(), m_allowed.end(), origin) != m_allowed.end();
}

bool CredentialScope::covers(const Origin &target) const
{
    return target.isValid() && (isAllowed(target) || (target == m_first && !m_left));
}

bool carriesCredential(const DraftRow &field, const std::vector<QByteArray> &secrets)
{
    // Rather one field too many: what stayed behind is told, what leaked cannot be taken back.
    static constexpr QByteArrayView kMarks[]
        = {"auth", "cookie", "token", "key", "secret", "passw", "credential", "session", "signature", "jwt", "otp", "dpop"};
    const QByteArray name = field.name.toLower();
    return std::any_of(std::begin(kMarks), std::end(kMarks), [&name](QByteArrayView mark) { return name.contains(mark); })
        || containsSecret(field.value, secrets);
}

bool carriesSecret(const Url &url, const std::vector<QByteArray> &secrets)
{
    return containsSecret(QByteArray::fromPercentEncoding(url.path), secrets)
        || containsSecret(QByteArray::fromPercentEncoding(url.query.value_or(QByteArray())), secrets);
}

std::vector<QByteArray> removeSecretParameters(Url &url, const std::vector<QByteArray> &secrets)
{
    std::vector<QByteArray> removed;
    if (!url.query)
        return removed;
    QByteArrayList kept;
    for (const QByteArray &pair : url.query->split('&')) {
        const qsizetype equals = pair.indexOf('=');
        const QByteArray value = equals < 0 ? pair : pair.mid(equals + 1);
        if (containsSecret(value, secrets) || containsSecret(QByteArray::fromPercentEncoding(value), secrets))
            removed.push_back(equals < 0 ? QByteArray() : pair.first(equals));
        else
            kept.append(pair);
    }
    if (!removed.empty())
        url.query = kept.isEmpty() ? std::nullopt : std::optional(kept.join('&'));
    return removed;
}

}
