#include "core/oauth/pkce.h"

#include "core/token/base64url.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

namespace keyhole {

QByteArray randomText(qsizetype bytes)
{
    QByteArray random(bytes, Qt::Uninitialized);
    QRandomGenerator::system()->generate(random.begin(), random.end());
    return encodeBase64Url(random);
}

QByteArray codeChallenge(QByteArrayView verifier)
{
    return encodeBase64Url(QCryptographicHash::hash(verifier.toByteArray(), QCryptographicHash::Sha256));
}

Pkce newPkce()
{
    const QByteArray verifier = randomText(32);
    return {Secret(verifier), codeChallenge(verifier)};
}

}
