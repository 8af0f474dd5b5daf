#include "canary/spellings.h"

#include "core/json/json.h"

#include <QString>

namespace keyhole {

namespace {

/// Only whole groups that nothing before or behind the secret has a part in.
QByteArray base64At(const QByteArray &secret, int offset, QByteArray::Base64Options alphabet)
{
    const qsizetype whole = (offset + secret.size()) / 3 * 3 - offset;
    const QByteArray encoded = (QByteArray(offset, 'x') + secret.first(whole)).toBase64(alphabet | QByteArray::OmitTrailingEquals);
    return offset == 0 ? encoded : encoded.mid(4);
}

QByteArray utf16(const QByteArray &secret, bool bigEndian)
{
    QByteArray bytes;
    for (const char c : secret)
        bytes += bigEndian ? QByteArray(1, '\0') + c : QByteArray(1, c) + '\0';
    return bytes;
}

template <class Write> QByteArray each(const QByteArray &secret, Write write)
{
    QByteArray written;
    for (const char c : secret)
        written += write(c);
    return written;
}

QByteArray hexOf(char c)
{
    return QByteArray(1, c).toHex();
}

}

std::vector<Spelling> spellingsOf(const QByteArray &secret)
{
    const QByteArray json = jsonString(secret);
    QByteArray reversed = secret;
    std::reverse(reversed.begin(), reversed.end());
    std::vector<Spelling> all{
        {"UTF-8", secret},
        {"UTF-16LE", utf16(secret, false)},
        {"UTF-16BE", utf16(secret, true)},
        {"hex", secret.toHex()},
        {"upper-case hex", secret.toHex().toUpper()},
        {"percent-encoding", secret.toPercentEncoding()},
        {"full percent-encoding", each(secret, [](char c) { return '%' + hexOf(c).toUpper(); })},
        {"JSON escapes", json.mid(1, json.size() - 2)},
        {"full JSON escapes", each(secret, [](char c) { return "\\u00" + hexOf(c); })},
        {"HTML escapes", QString::fromUtf8(secret).toHtmlEscaped().toUtf8()},
        {"numeric HTML escapes", each(secret, [](char c) { return "&#" + QByteArray::number(int(c)) + ';'; })},
        {"reversed", reversed},
        {"lower case", secret.toLower()},
        {"upper case", secret.toUpper()},
    };
    for (int offset = 0; offset < 3; ++offset) {
        all.push_back({"base64", base64At(secret, offset, QByteArray::Base64Encoding)});
        all.push_back({"base64url", base64At(secret, offset, QByteArray::Base64UrlEncoding)});
    }
    return all;
}

}
