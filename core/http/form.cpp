#include "core/http/form.h"

namespace keyhole {

namespace {

QByteArray decoded(QByteArrayView text)
{
    return QByteArray::fromPercentEncoding(text.toByteArray().replace('+', ' '));
}

}

std::vector<FormPair> parseForm(QByteArrayView encoded)
{
    std::vector<FormPair> pairs;
    for (qsizetype from = 0; from < encoded.size();) {
        const qsizetype found = encoded.indexOf('&', from);
        const qsizetype end = found < 0 ? encoded.size() : found;
        const QByteArrayView part = encoded.sliced(from, end - from);
        const qsizetype equals = part.indexOf('=');
        if (!part.isEmpty()) {
            const QByteArrayView name = equals < 0 ? part : part.first(equals);
            const QByteArrayView value = equals < 0 ? QByteArrayView() : part.sliced(equals + 1);
            pairs.push_back({decoded(name), decoded(value), from, part.size()});
        }
        from = end + 1;
    }
    return pairs;
}

QByteArray toFormText(const QByteArray &text)
{
    return text.toPercentEncoding("*", "~").replace("%20", "+");
}

QByteArray toForm(const std::vector<FormPair> &pairs)
{
    QByteArrayList parts;
    for (const FormPair &pair : pairs)
        parts += toFormText(pair.name) + '=' + toFormText(pair.value);
    return parts.join('&');
}

}
