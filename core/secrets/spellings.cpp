#include "core/secrets/spellings.h"

#include "core/json/json.h"

#include <QString>

namespace keyhole {

namespace {

constexpr qsizetype kShortest = 8;

/// The groups of four in which only the secret has a part.
QByteArray withinBase64(const QByteArray &secret, qsizetype offset)
{
    const qsizetype whole = (offset + secret.size()) / 3 * 3 - offset;
    return (QByteArray(offset, '\0') + secret.left(whole)).toBase64().mid(offset == 0 ? 0 : 4);
}

}

std::vector<QByteArray> secretSpellings(const QByteArray &secret)
{
    std::vector<QByteArray> all{secret};
    const auto add = [&all](const QByteArray &spelling) {
        if (spelling.size() >= kShortest && std::find(all.begin(), all.end(), spelling) == all.end())
            all.push_back(spelling);
    };
    const auto addBase64 = [&add](QByteArray encoded) {
        add(encoded);
        add(encoded.replace('+', '-').replace('/', '_'));
    };
    addBase64(secret.toBase64(QByteArray::OmitTrailingEquals));
    for (qsizetype offset = 0; offset < 3; ++offset)
        addBase64(withinBase64(secret, offset));
    const QByteArray json = jsonString(secret);
    QByteArray reversed = secret;
    std::reverse(reversed.begin(), reversed.end());
    add(secret.toPercentEncoding());
    add(secret.toHex());
    add(secret.toHex().toUpper());
    add(json.mid(1, json.size() - 2));
    add(QString::fromUtf8(secret).toHtmlEscaped().toUtf8());
    add(reversed);
    return all;
}

}
