#include "ui/token/decoding.h"

#include "core/diagnosis/credential/key_reading.h"

#include <QPromise>
#include <QThreadPool>

namespace keyhole {

DecodedToken decodeWithPlaces(const QByteArray &text)
{
    DecodedToken decoded;
    decoded.token = decodeToken(text);
    decoded.places = claimPlaces(decoded.token);
    decoded.disclosures = readDisclosures(decoded.token);
    if (decoded.token.form != TokenForm::Opaque)
        return decoded;
    decoded.opaque = readOpaque(text);
    if (const auto reading = decoded.opaque ? std::nullopt : readKey(text))
        decoded.keyText = keyText(*reading);
    return decoded;
}

QFuture<DecodedToken> decodeInPool(const QByteArray &text)
{
    auto promise = std::make_shared<QPromise<DecodedToken>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise, text] {
        promise->addResult(decodeWithPlaces(text));
        promise->finish();
    });
    return promise->future();
}

}
