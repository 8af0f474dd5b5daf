#include "core/history/marked_recording.h"

#include "core/diagnosis/public_parameters.h"
#include "core/formats/secret_spans.h"
#include "core/http/credentials.h"
#include "core/secrets/spellings.h"
#include "core/token/token.h"

#include <QCryptographicHash>
#include <map>

namespace keyhole {

namespace {

constexpr qsizetype kShortest = 6;  // a shorter value stands in too many places by chance
constexpr size_t kMostSecrets = 500;
constexpr qsizetype kBeyondCut = 4096;  // of a body, where a secret may stand on both sides of the cut

class Marker {
public:
    explicit Marker(const SecretMarks &marks) : m_marks(marks) { }

    void know(const QByteArray &secret)
    {
        if (secret.size() < kShortest || m_secrets.size() >= kMostSecrets || m_known.count(secret))
            return;
        for (const QByteArray &form : {secret, QByteArray::fromPercentEncoding(secret)}) {
            m_known.emplace(form, markOf(form));
            m_secrets.push_back(form);
        }
    }

    /// How else they stand in a text: what is not there need not be looked for again.
    void knowSpellings(const QByteArray &text)
    {
        for (const QByteArray &secret : m_secrets) {
            for (const QByteArray &spelling : secretSpellings(secret)) {
                if (text.contains(spelling))
                    m_known.emplace(spelling, markOf(spelling));
            }
        }
    }

    void learn(const QByteArray &text, const std::vector<SecretSpan> &spans)
    {
        for (const SecretSpan &span : spans)
            know(text.mid(span.offset, span.length));
    }

    QByteArray spans(const QByteArray &text, const std::vector<SecretSpan> &spans) const
    {
        return everywhere(replaceSpans(text, spans, [this](const QByteArray &secret) { return markOf(secret); }));
    }

    /// Longer ones first: one may hold another.
    QByteArray everywhere(QByteArray text) const
    {
        for (auto each = m_known.rbegin(); each != m_known.rend(); ++each) {
            if (text.contains(each->first))
                text.replace(each->first, each->second);
        }
        return text;
    }

    QByteArray markOf(const QByteArray &secret) const
    {
        if (const auto known = m_known.find(secret); known != m_known.end())
            return known->second;
        const qsizetype dot = secret.lastIndexOf('.');
        if (secret.count('.') == 2 && looksLikeJwt(secret))
            return secret.first(dot + 1) + signatureMark(secret.sliced(dot + 1), secret);
        return bare(secret, secret);
    }

    void learnCredential(const Field &field)
    {
        const Credentials parts = splitCredentials(field.value);
        for (const AuthParameter &parameter : parts.parameters) {
            // Whose credential it is stays to be read, as with Basic.
            if (!isPublicParameter(parameter.name) && !equalsIgnoringCase(parameter.name, "username"))
                know(parameter.value.first(secretLength(parameter)));
        }
        if (!parts.parameters.empty())
            return;
        // The user stays to be read: half of all wrong Basic credentials are right ones of somebody else.
        if (const auto basic = parseBasic(parts.rest); equalsIgnoringCase(parts.scheme, "Basic") && basic) {
            know(basic->password);
            m_known[parts.rest] = formatBasic(basic->user, markOf(basic->password));
            return;
        }
        for (const QByteArray &word : (parts.rest.isEmpty() ? field.value : parts.rest).split(' '))
            know(word);
    }

private:
    /// Bytes in base64url again, so that whoever reads the token later finds nothing wrong with it that was not wrong before.
    QByteArray signatureMark(const QByteArray &signature, const QByteArray &secret) const
    {
        const auto decoded = QByteArray::fromBase64Encoding(
            signature, QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals | QByteArray::AbortOnBase64DecodingErrors);
        if (!decoded)
            return bare(signature, secret);
        const QByteArray seed = bare(signature, secret);
        QByteArray bytes;
        for (int part = 0; bytes.size() < decoded.decoded.size(); ++part)
            bytes += QCryptographicHash::hash(seed + char(part), QCryptographicHash::Sha256);
        const QByteArray mark
            = bytes.first(decoded.decoded.size()).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
        return mark.size() == signature.size() ? mark : seed;
    }

    /// As long as `text` and in its alphabet, and dependent on the whole secret. Bytes that are no text become others.
    QByteArray bare(const QByteArray &text, const QByteArray &secret) const
    {
        const QString marked = m_marks.mark(QString::fromLatin1(text + '\n' + secret));
        QByteArray mark;
        for (const QChar c : QStringView(marked).first(text.size()))
            mark += c.unicode() < 0x80 ? char(c.unicode()) : '*';
        return mark;
    }

    struct LongerLast {
        bool operator()(const QByteArray &a, const QByteArray &b) const { return a.size() != b.size() ? a.size() < b.size() : a < b; }
    };
    const SecretMarks &m_marks;
    std::map<QByteArray, QByteArray, LongerLast> m_known;
    std::vector<QByteArray> m_secrets;
};

bool holdsCredential(const Field &field)
{
    return equalsIgnoringCase(field.name, "Authorization") || equalsIgnoringCase(field.name, "Proxy-Authorization");
}

void learn(const FieldList &fields, const Request *request, Marker &marker)
{
    for (int i = 0; i < fields.size(); ++i) {
        const Field &field = fields.at(i);
        if (holdsCredential(field))
            marker.learnCredential(field);
        else if (request && request->originOf(i) == FieldOrigin::Auth)
            marker.know(field.value);
        else
            marker.learn(field.value, secretsInField(field.name, field.value));
    }
}

void learn(const Hop &hop, Marker &marker)
{
    const QByteArray address = hop.request.url.toString();
    marker.learn(address, secretsInAddress(address));
    learn(hop.request.fields, &hop.request, marker);
    marker.learn(hop.request.body, secretsInBody(hop.request.body));
    if (!hop.response)
        return;
    learn(hop.response->fields, nullptr, marker);
    learn(hop.response->trailers, nullptr, marker);
    marker.learn(hop.response->body, secretsInBody(hop.response->body));
}

FieldList marked(const FieldList &fields, const Marker &marker)
{
    FieldList result;
    for (const Field &field : fields) {
        const bool named = holdsCredential(field) && !splitCredentials(field.value).parameters.empty();
        const auto spans = named ? std::vector<SecretSpan>() : secretsInField(field.name, field.value);
        result.append({field.name, marker.spans(field.value, spans), field.raw.isEmpty() ? QByteArray() : marker.everywhere(field.raw)});
    }
    return result;
}

/// Up to the empty line behind the fields.
QByteArray headOf(const QByteArray &bytes)
{
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    return end < 0 ? bytes.first(std::min<qsizetype>(bytes.size(), 64 << 10)) : bytes.first(end + 4);
}

/// What of a hop is kept.
QByteArray textOf(const Hop &hop, qsizetype bodyLimit)
{
    QByteArray text = hop.request.url.toString() + '\n' + headOf(hop.sentBytes) + headOf(hop.receivedBytes);
    const auto add = [&text](const FieldList &fields) {
        for (const Field &field : fields)
            text += field.value + '\n';
    };
    add(hop.request.fields);
    text += hop.request.body.left(bodyLimit + kBeyondCut) + '\n';
    if (hop.response) {
        add(hop.response->fields);
        add(hop.response->trailers);
        text += hop.response->body.left(bodyLimit + kBeyondCut);
    }
    return text;
}

QByteArray markedBody(const QByteArray &body, qsizetype limit, const Marker &marker)
{
    return marker.spans(body, secretsInBody(body)).left(limit);
}

void mark(Hop &hop, qsizetype bodyLimit, const Marker &marker)
{
    const QByteArray address = hop.request.url.toString();
    if (auto url = Url::parse(marker.spans(address, secretsInAddress(address))))
        hop.request.url = std::move(*url);
    hop.request.fields = marked(hop.request.fields, marker);
    hop.request.body = markedBody(hop.request.body, bodyLimit, marker);
    for (QByteArray *bytes : {&hop.sentBytes, &hop.receivedBytes}) {
        const QByteArray head = marker.everywhere(headOf(*bytes));
        hop.bytesCut |= head.size() != bytes->size();
        *bytes = head;
    }
    for (QString &note : hop.droppedNotes)
        note = QString::fromUtf8(marker.everywhere(note.toUtf8()));
    hop.whyFollowed = QString::fromUtf8(marker.everywhere(hop.whyFollowed.toUtf8()));
    if (!hop.response)
        return;
    Response &response = *hop.response;
    response.fields = marked(response.fields, marker);
    response.trailers = marked(response.trailers, marker);
    for (InformationalResponse &before : response.informational)
        before.fields = marked(before.fields, marker);
    response.bodySize = std::max<qint64>(response.bodySize, response.body.size());
    response.body = markedBody(response.body, bodyLimit, marker);
    response.encodedBody.clear();
    response.bodyFile.clear();
    for (Defect &defect : response.defects)
        defect.text = QString::fromUtf8(marker.everywhere(defect.text.toUtf8()));
}

}

Exchange withMarks(const Exchange &exchange, const QByteArrayList &known, const SecretMarks &marks, qsizetype bodyLimit)
{
    Marker marker(marks);
    for (const QByteArray &secret : known)
        marker.know(secret);
    for (const Hop &hop : exchange.hops)
        learn(hop, marker);
    for (const Hop &hop : exchange.hops)
        marker.knowSpellings(textOf(hop, bodyLimit));
    Exchange kept = exchange;
    for (Hop &hop : kept.hops)
        mark(hop, bodyLimit, marker);
    for (CookieDecision &cookie : kept.cookieLedger) {
        cookie.setCookie = marker.spans(cookie.setCookie, secretsInField("Set-Cookie", cookie.setCookie));
        cookie.setBy = marker.spans(cookie.setBy, secretsInAddress(cookie.setBy));
    }
    kept.source = ExchangeSource::History;
    return kept;
}

}
