#include "core/secrets/secret.h"

#include <openssl/crypto.h>

namespace keyhole {

namespace {
constexpr qsizetype kShortest = 24;  // with fewer characters the shown ones would be too large a part
}

Secret::~Secret()
{
    // A shared copy still needs the bytes; the last one wipes them.
    if (m_value.isDetached() && !m_value.isEmpty())
        OPENSSL_cleanse(m_value.data(), size_t(m_value.size()));
}

QString Secret::mask(QByteArrayView value)
{
    const QString dots(8, QChar(0x2022));
    if (value.size() < kShortest)
        return dots;
    return QString::fromLatin1(value.first(4)) + dots + QString::fromLatin1(value.last(4));
}

bool operator==(const Secret &a, const Secret &b)
{
    return a.m_value.size() == b.m_value.size()
        && CRYPTO_memcmp(a.m_value.constData(), b.m_value.constData(), size_t(a.m_value.size())) == 0;
}

}
