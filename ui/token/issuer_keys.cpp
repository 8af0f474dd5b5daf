#include "ui/token/issuer_keys.h"

#include "core/diagnosis/words.h"

#include <QCoreApplication>

namespace keyhole {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("IssuerKeys", text);
}

Result<KeyFetcher::Fetched> readFetched(const Result<FetchedKeys> &fetched)
{
    if (!fetched)
        return failure(fetched.error());
    const auto keys = readKeys(fetched->text);
    if (!keys)
        return failure(Error{keys.error().what, QString::fromUtf8(fetched->from), keys.error().remedy});
    return KeyFetcher::Fetched{*keys, tr("%1, fetched at %2").arg(QString::fromUtf8(fetched->from), utcText(fetched->at, fetched->at))};
}

}

Result<KeyFetcher::Plan> IssuerKeys::plan(const Token &token) const
{
    if (token.headerText("alg").startsWith("HS"))
        return failure(Error{tr("A shared secret is not fetched."), {}, {}});
    const auto address = keyAddress(token.claimText("iss"), false);
    if (!address)
        return failure(address.error());
    Plan plan;
    plan.issuer = QString::fromUtf8(address->host);
    for (const Url &url : keyAddressesToTry(*address))
        plan.addresses << QString::fromUtf8(url.toString());
    plan.addresses << tr("and the key set that it names (jwks_uri)");
    return plan;
}

QFuture<Result<KeyFetcher::Fetched>> IssuerKeys::fetch(const Token &token)
{
    return m_source.fetch(token.claimText("iss")).then([](const Result<FetchedKeys> &fetched) { return readFetched(fetched); });
}

}
