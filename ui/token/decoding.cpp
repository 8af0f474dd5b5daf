#include "ui/token/decoding.h"

#include <QPromise>
#include <QThreadPool>

namespace keyhole {

DecodedToken decodeWithPlaces(const QByteArray &text)
{
    DecodedToken decoded{decodeToken(text), {}};
    decoded.places = claimPlaces(decoded.token);
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
