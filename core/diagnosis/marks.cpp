#include "core/diagnosis/marks.h"

#include "core/token/token.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>
#include <algorithm>
#include <openssl/crypto.h>

namespace keyhole {

namespace {

constexpr qsizetype kKeySize = 32;

QByteArray randomKey()
{
    QByteArray key(kKeySize, Qt::Uninitialized);
    QRandomGenerator::system()->generate(key.begin(), key.end());
    return key;
}

/// Bytes that depend on the whole secret and the key: HMAC-SHA-256 in counter mode, and the same again after a kilobyte, so that a header
/// of many kilobytes costs no more.
class Bytes {
public:
    Bytes(const QByteArray &key, const QString &secret)
        : m_seed(QMessageAuthenticationCode::hash(secret.toUtf8(), key, QCryptographicHash::Sha256))
    { }

    uint next()
    {
        constexpr qsizetype kEnough = 1024;
        if (m_at >= m_bytes.size() && m_bytes.size() < kEnough)
            m_bytes += QMessageAuthenticationCode::hash(QByteArray::number(m_counter++), m_seed, QCryptographicHash::Sha256);
        return uchar(m_bytes.at(m_at++ % m_bytes.size()));
    }

private:
    QByteArray m_seed, m_bytes;
    qsizetype m_at = 0;
    int m_counter = 0;
};

bool isHexDigit(QChar c)
{
    return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
}

/// Marks between parts, as in UUIDs, base64url and percent-encoding; whatever else is no letter could be part of a password.
bool isSeparator(QChar c)
{
    return QStringView(u".-_=+/%:~ ").contains(c);
}

QChar pick(QStringView from, uint byte)
{
    return from[qsizetype(byte) % from.size()];
}

QChar standIn(QChar c, bool hex, uint byte)
{
    if (c >= u'0' && c <= u'9')
        return pick(u"0123456789", byte);
    if (c >= u'a' && c <= u'z')
        return pick(hex ? u"abcdef" : u"abcdefghijklmnopqrstuvwxyz", byte);
    if (c >= u'A' && c <= u'Z')
        return pick(hex ? u"ABCDEF" : u"ABCDEFGHIJKLMNOPQRSTUVWXYZ", byte);
    if (c.unicode() < 0x80)
        return pick(u"!#$&*?@^", byte);
    return pick(u"äéîõüßøçñå", byte);
}

}

SecretMarks::SecretMarks() : SecretMarks(randomKey()) { }

SecretMarks::SecretMarks(QByteArray key) : m_key(std::move(key)) { }

SecretMarks::~SecretMarks()
{
    OPENSSL_cleanse(m_key.data(), size_t(m_key.size()));
}

QString SecretMarks::mark(const QString &secret) const
{
    Bytes bytes(m_key, secret);
    const auto letters = std::count_if(secret.begin(), secret.end(), [](QChar c) { return c.isLetterOrNumber(); });
    const bool separated = 2 * letters >= secret.size();
    const bool hex = std::all_of(secret.begin(), secret.end(), [](QChar c) { return isHexDigit(c) || c == u'-'; });
    QString mark;
    mark.reserve(secret.size());
    for (const QChar c : secret) {
        const uint byte = bytes.next();
        const bool kept = c < u' ' || (separated && isSeparator(c));
        mark += kept ? c : standIn(c, hex, byte);
    }
    return mark;
}

QByteArray SecretMarks::fingerprint() const
{
    constexpr qsizetype kLength = 12;
    return QMessageAuthenticationCode::hash("keyhole marks", m_key, QCryptographicHash::Sha256).toHex().first(kLength);
}

QString SecretMarks::markToken(const QString &token) const
{
    if (!looksLikeJwt(token.toUtf8()))
        return mark(token);
    const qsizetype dot = token.lastIndexOf(u'.');
    const qsizetype signature = token.size() - dot - 1;
    // Without a signature the rest is all that there is to know; with two dots the part behind the second is one.
    if (token.count(u'.') != 2 || signature == 0)
        return QStringLiteral("eyJ") + mark(token).mid(3);
    return QStringLiteral("eyJ") + mark(token.left(dot)).mid(3) + QStringLiteral(".[signature of %1 characters cut]").arg(signature);
}

}
