#include "core/auth/authorization.h"

namespace keyhole {

namespace {

/// What a credential writes, as texts that can be compared.
QByteArrayList placesOf(const AuthDraft &auth)
{
    const auto placed = [&auth](KeyPlace place) -> QByteArrayList {
        if (place == KeyPlace::Header)
            return {"the field " + auth.keyName.toLower()};
        return {(place == KeyPlace::Query ? "the parameter " : "the cookie ") + auth.keyName};
    };
    switch (auth.kind) {
    case AuthKind::None:
    case AuthKind::Inherited:
        return {};
    case AuthKind::ApiKey:
        return placed(auth.keyPlace);
    case AuthKind::SignedJwt:
        return auth.jwt.inAuthorization ? QByteArrayList{"the field authorization"} : placed(auth.keyPlace);
    case AuthKind::OAuth1:
        return {auth.oauth1.place == OAuth1Settings::Place::Header ? "the field authorization" : "the oauth_ parameters"};
    case AuthKind::AwsSignature4:
        return {auth.aws.inQuery ? "the X-Amz- parameters" : "the field authorization"};
    case AuthKind::ClientCertificate:
        return {"the certificate of the connection"};
    case AuthKind::Custom: {
        QByteArrayList fields;
        for (const DraftRow &row : auth.custom) {
            if (row.enabled && !row.name.isEmpty())
                fields += "the field " + row.name.toLower();
        }
        return fields;
    }
    case AuthKind::Bearer:
    case AuthKind::OAuth2:
        return auth.dpop ? QByteArrayList{"the field authorization", "the field dpop"} : QByteArrayList{"the field authorization"};
    case AuthKind::Basic:
    case AuthKind::Raw:
    case AuthKind::Digest:
    case AuthKind::Negotiate:
    case AuthKind::Ntlm:
        break;
    }
    return {"the field authorization"};
}

}

QString nameOf(AuthKind kind)
{
    static constexpr const char *kNames[] = {"None",       "Inherited",
                                             "Basic",      "Bearer token",
                                             "API key",    "Raw Authorization",
                                             "Digest",     "Signed JWT",
                                             "OAuth 1.0a", "AWS Signature Version 4",
                                             "OAuth 2",    "Negotiate",
                                             "NTLM",       "Client certificate",
                                             "Custom"};
    return QString::fromLatin1(kNames[size_t(kind)]);
}

std::optional<Error> refuseTogether(const std::vector<AuthDraft> &credentials)
{
    std::vector<std::pair<QByteArray, AuthKind>> taken;
    for (const AuthDraft &auth : credentials) {
        for (const QByteArray &place : placesOf(auth)) {
            const auto other = std::find_if(taken.begin(), taken.end(), [&](const auto &each) { return each.first == place; });
            if (other != taken.end())
                return Error{
                    QString("%1 and %2 would both write %3.").arg(nameOf(other->second), nameOf(auth.kind), QString::fromUtf8(place)),
                    "auth", "Keep one of the two: a request has room for one."};
            taken.emplace_back(place, auth.kind);
        }
    }
    return std::nullopt;
}

}
