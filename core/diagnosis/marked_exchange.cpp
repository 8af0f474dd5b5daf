#include "core/diagnosis/marked_exchange.h"

#include "core/diagnosis/evidence.h"
#include "core/diagnosis/facts.h"
#include "core/diagnosis/marks.h"
#include "core/diagnosis/public_parameters.h"
#include "core/diagnosis/words.h"
#include "core/formats/secret_spans.h"
#include "core/http/credentials.h"
#include "core/secrets/secret.h"

#include <QStringDecoder>

namespace keyhole {

namespace {

constexpr int kMostFields = 80;
constexpr int kLongestValue = 1000;
constexpr int kLongestBody = 2000;
constexpr size_t kMostTokens = 4, kMostClaims = 60;

/// "SharedKey", "PRIVATE-TOKEN"; a word with digits, or a longer one, may be the beginning of a secret.
bool isScheme(const Credentials &parts)
{
    constexpr qsizetype kLongestScheme = 20;
    const auto isLetter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-'; };
    return !parts.rest.isEmpty() && parts.scheme.size() <= kLongestScheme
        && std::all_of(parts.scheme.begin(), parts.scheme.end(), isLetter);
}

/// Writes lines with marks, and knows which values of the exchange are secrets wherever they stand.
class MarkWriter {
public:
    MarkWriter(const std::vector<QString> &secrets, const SecretMarks &marks) : m_secrets(secrets), m_marks(marks) { }

    MarkedHop hop(const Hop &hop, const QByteArray &place) const
    {
        MarkedHop marked;
        const QByteArray target = withMarks(hop.request.url.toString(), &secretsInAddress);
        marked.request.push_back({place + "request.url", shown(QString::fromUtf8(hop.request.method + ' ') + tidy(target))});
        addFields(hop.request.fields, place + "request.headers.", marked.request);
        addBody(hop.request.body, hop.request.body.size(), place + "request.body", marked.request);
        if (!hop.response)
            return marked;
        const Response &response = *hop.response;
        marked.response.push_back({place + "response.status",
                                   shown(QStringLiteral("%1 %2").arg(response.status).arg(QString::fromUtf8(response.reason)).trimmed())});
        addFields(response.fields, place + "response.headers.", marked.response);
        addBody(response.body, response.bodySize, place + "response.body", marked.response);
        return marked;
    }

private:
    using Spans = std::vector<SecretSpan> (*)(const QByteArray &);

    QByteArray withMarks(const QByteArray &text, Spans spans) const
    {
        return replaceSpans(text, spans(text), [this](const QByteArray &secret) { return markOf(secret); });
    }

    QByteArray markOf(const QByteArray &secret) const { return m_marks.markToken(QString::fromUtf8(secret)).toUtf8(); }

    /// Whatever the names did not tell: a secret that the server repeats, or that stands in a path.
    QString tidy(const QByteArray &text) const
    {
        QString shown = QString::fromUtf8(text);
        for (const QString &secret : m_secrets) {
            if (shown.contains(secret))
                shown.replace(secret, m_marks.markToken(secret));
        }
        return shown;
    }

    static QString shown(const QString &text) { return quoted(text, kLongestValue); }

    /// Its words apart, so that a scheme that stands twice, or a variable that was not filled in, can be seen.
    QByteArray credential(const QByteArray &value) const
    {
        const Credentials parts = splitCredentials(value);
        if (!parts.parameters.empty())
            return parts.scheme + ' ' + parameters(parts.parameters);
        QByteArrayList words;
        for (const QByteArray &word : value.split(' '))
            words += isPublicWord(word) || (words.isEmpty() && isScheme(parts)) ? word : markOf(word);
        return words.join(' ');
    }

    QByteArray parameters(const std::vector<AuthParameter> &list) const
    {
        QByteArrayList written;
        for (const AuthParameter &parameter : list) {
            const QByteArray secret = parameter.value.first(secretLength(parameter));
            const QByteArray rest = parameter.value.sliced(secret.size());
            const bool open = isPublicParameter(parameter.name) || equalsIgnoringCase(parameter.name, "opaque");
            written += parameter.name + "=\"" + (open ? secret : markOf(secret)) + rest + '"';
        }
        return written.join(", ");
    }

    void addFields(const FieldList &fields, const QByteArray &place, std::vector<MarkedLine> &lines) const
    {
        int count = 0;
        for (const Field &field : fields) {
            if (++count > kMostFields) {
                lines.push_back({place, QStringLiteral("(%1 more fields)").arg(fields.size() - kMostFields)});
                return;
            }
            const bool isCredential
                = equalsIgnoringCase(field.name, "Authorization") || equalsIgnoringCase(field.name, "Proxy-Authorization");
            const QByteArray value = isCredential ? credential(field.value)
                                                  : replaceSpans(field.value, secretsInField(field.name, field.value),
                                                                 [this](const QByteArray &each) { return markOf(each); });
            lines.push_back({place + field.name, shown(QString::fromUtf8(field.name) + QStringLiteral(": ")) + shown(tidy(value))});
        }
    }

    void addBody(const QByteArray &body, qint64 size, const QByteArray &place, std::vector<MarkedLine> &lines) const
    {
        if (body.isEmpty())
            return;
        constexpr qsizetype kRead = 64 << 10;
        const QByteArray read = body.first(std::min(body.size(), kRead));
        QStringDecoder decoder(QStringDecoder::Utf8);
        const QString text = decoder.decode(read);
        if ((decoder.hasError() && read.size() == body.size()) || text.contains(QChar::Null)) {
            lines.push_back({place, QStringLiteral("(%1 that are no text)").arg(byteText(std::max<qint64>(size, body.size())))});
            return;
        }
        const QString marked = tidy(withMarks(read, &secretsInBody));
        QString shownText;
        for (const QString &line : marked.left(kLongestBody).split(u'\n'))
            shownText
                += visibleText(line.endsWith(u'\r') ? line.chopped(1) : line).replace(QLatin1String("\\u{9}"), QLatin1String("\t")) + u'\n';
        shownText.chop(1);
        if (marked.size() > kLongestBody || read.size() < body.size())
            shownText += QStringLiteral("…\n(the beginning of %1)").arg(byteText(std::max<qint64>(size, body.size())));
        lines.push_back({place, shownText});
    }

    const std::vector<QString> &m_secrets;
    const SecretMarks &m_marks;
};

std::vector<QString> memberLines(const std::optional<JsonValue> &part, const SecretMarks &marks)
{
    std::vector<QString> lines;
    if (!part)
        return lines;
    for (const JsonMember &member : part->members) {
        if (lines.size() >= kMostClaims) {
            lines.push_back(QStringLiteral("(%1 more)").arg(part->members.size() - kMostClaims));
            break;
        }
        const QByteArray text = '{' + jsonString(member.name) + ": " + toJson(member.value) + '}';
        const QByteArray marked = replaceSpans(
            text, secretsInBody(text), [&marks](const QByteArray &secret) { return marks.markToken(QString::fromUtf8(secret)).toUtf8(); });
        lines.push_back(quoted(QString::fromUtf8(marked.mid(1, marked.size() - 2)), kLongestValue));
    }
    return lines;
}

std::vector<MarkedSecret> maskedForms(const std::vector<QString> &secrets, const SecretMarks &marks)
{
    std::vector<MarkedSecret> marked;
    for (const QString &secret : secrets) {
        const QString masked = Secret::mask(secret.toUtf8());
        if (!masked.startsWith(QChar(0x2022)))
            marked.push_back({masked, marks.markToken(secret)});
    }
    return marked;
}

}

MarkedExchange markedExchange(const Facts &facts, const std::vector<QString> &secrets, const SecretMarks &marks)
{
    MarkedExchange marked;
    const MarkWriter writer(secrets, marks);
    const std::vector<Hop> &hops = facts.exchange.hops;
    for (size_t i = 0; i < hops.size(); ++i) {
        const bool last = i + 1 == hops.size();
        marked.hops.push_back(writer.hop(hops[i], last ? QByteArray() : "hop." + QByteArray::number(qsizetype(i) + 1) + '.'));
    }
    for (const FoundToken &found : facts.tokens) {
        if (marked.tokens.size() < kMostTokens && (found.token.header || found.token.payload))
            marked.tokens.push_back({found.where, memberLines(found.token.header, marks), memberLines(found.token.payload, marks)});
    }
    marked.secrets = maskedForms(secrets, marks);
    return marked;
}

}
