#include "app/cli/exchange_text.h"

#include "app/cli/terminal.h"
#include "core/diagnosis/words.h"
#include "core/formats/secret_spans.h"
#include "core/secrets/secret.h"

#include <QStringDecoder>

namespace keyhole {

namespace {

QByteArray masked(const QByteArray &text, const std::vector<SecretSpan> &spans)
{
    return replaceSpans(text, spans, [](const QByteArray &secret) { return Secret::mask(secret).toUtf8(); });
}

QByteArray line(const QByteArray &text)
{
    return visibleText(QString::fromUtf8(text)).toUtf8() + '\n';
}

QByteArray fieldLines(const FieldList &fields, const QByteArray &lead)
{
    QByteArray text;
    for (const Field &field : fields)
        text += lead + line(field.name + ": " + masked(field.value, secretsInField(field.name, field.value)));
    return text + lead.trimmed() + '\n';
}

bool isText(const QByteArray &body)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder.decode(body);
    return !decoder.hasError() && !text.contains(QChar::Null);
}

}

QByteArray requestHeadText(const Request &request, const QByteArray &lead)
{
    const QByteArray target = request.url.requestTarget();
    return lead + line(request.method + ' ' + masked(target, secretsInAddress(target)) + ' ' + request.httpVersion)
        + fieldLines(request.fields, lead);
}

QByteArray responseHeadText(const Response &response, const QByteArray &lead)
{
    return lead + line(response.httpVersion + ' ' + QByteArray::number(response.status) + ' ' + response.reason)
        + fieldLines(response.fields, lead);
}

QByteArray bodyText(const Response &response)
{
    constexpr qsizetype kShown = 64 << 10;
    if (response.body.isEmpty())
        return {};
    const QString size = byteText(std::max<qint64>(response.bodySize, response.body.size()));
    QByteArray shown = response.body.first(std::min(response.body.size(), kShown));
    if (!isText(shown))
        return QStringLiteral("(a body of %1 that is no text)\n").arg(size).toUtf8();
    QByteArray text = Terminal::text(masked(shown, secretsInBody(shown)));
    if (!text.endsWith('\n'))
        text += '\n';
    if (response.body.size() > kShown)
        text += QStringLiteral("(the first %1 of %2)\n").arg(byteText(kShown), size).toUtf8();
    return text;
}

}
