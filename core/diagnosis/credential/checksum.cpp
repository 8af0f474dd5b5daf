#include "core/diagnosis/credential/checksum.h"

#include <QtEndian>
#include <zlib.h>

namespace keyhole {

namespace {

constexpr char kDigits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

quint32 crc32Of(QByteArrayView bytes)
{
    return quint32(crc32(0, reinterpret_cast<const Bytef *>(bytes.data()), uInt(bytes.size())));
}

QByteArray base62(quint32 number, int width)
{
    QByteArray digits(width, '0');
    for (int i = width - 1; i >= 0; --i, number /= 62)
        digits[i] = kDigits[number % 62];
    return digits;
}

bool fitsBase62(QByteArrayView key, qsizetype prefix)
{
    constexpr int kWidth = 6;
    if (key.size() <= prefix + kWidth)
        return false;
    const QByteArrayView random = key.sliced(prefix, key.size() - prefix - kWidth);
    return key.last(kWidth) == base62(crc32Of(random), kWidth);
}

bool fitsRoutable(QByteArrayView key, qsizetype prefix)
{
    constexpr int kWidth = 7, kLengthWidth = 2;
    const qsizetype dot = key.indexOf('.', prefix);
    if (dot < 0 || key.size() <= dot + kLengthWidth + kWidth)
        return false;
    const qsizetype lengthAt = key.size() - kWidth - kLengthWidth;
    bool isNumber = false;
    const int length = key.sliced(lengthAt, kLengthWidth).toByteArray().toInt(&isNumber, 36);
    if (!isNumber || length != dot - prefix)
        return false;
    return key.last(kWidth) == QByteArray::number(crc32Of(key.chopped(kWidth)), 36).rightJustified(kWidth, '0');
}

bool fitsReversedHex(QByteArrayView key, qsizetype prefix)
{
    constexpr int kWidth = 8;
    if (key.size() <= prefix + kWidth + 1 || key[key.size() - kWidth - 1] != '_')
        return false;
    const quint32 crc = qToLittleEndian(crc32Of(key.chopped(kWidth + 1)));
    return key.last(kWidth) == QByteArray(reinterpret_cast<const char *>(&crc), sizeof crc).toHex();
}

}

bool checksumFits(KeyChecksum checksum, QByteArrayView key, qsizetype prefix)
{
    switch (checksum) {
    case KeyChecksum::Base62:
        return fitsBase62(key, prefix);
    case KeyChecksum::Base36Routable:
        return fitsRoutable(key, prefix);
    case KeyChecksum::HexReversed:
        return fitsReversedHex(key, prefix);
    case KeyChecksum::None:
        break;
    }
    return true;
}

}
