#include "core/diagnosis/hidden.h"

#include "core/diagnosis/evidence.h"
#include "core/diagnosis/facts.h"
#include "core/formats/secret_spans.h"
#include "core/http/credentials.h"
#include "core/secrets/spellings.h"

#include <algorithm>

namespace keyhole {

namespace {

constexpr qsizetype kShortest = 8;
constexpr qsizetype kShortestPassword = 6;
constexpr qsizetype kMostBody = 16 << 10;
constexpr size_t kMostSecrets = 200;

class Collector {
public:
    void add(const QByteArray &value, qsizetype shortest = kShortest)
    {
        if (value.size() < shortest || isPublicWord(value))
            return;
        addForms(value);
        const QByteArray decoded = QByteArray::fromPercentEncoding(value);
        if (decoded != value)
            addForms(decoded);
    }

    void addCredential(const QByteArray &value)
    {
        const Credentials parts = splitCredentials(value);
        if (!parts.parameters.empty()) {
            for (const AuthParameter &parameter : parts.parameters) {
                const QByteArray name = parameter.name.toLower();
                const bool secret = name.contains("signature") || name.contains("token") || name.contains("mac")
                    || name.contains("response") || name.contains("key") || name.contains("password");
                if (secret && !name.contains("method"))
                    add(parameter.value);
            }
            return;
        }
        for (const QByteArray &word : (parts.scheme.isEmpty() ? value : parts.rest).split(' ')) {
            add(word);
            add(word.mid(word.indexOf(':') + 1));  // account:signature, which an answer may repeat
        }
        if (const auto basic = parseBasic(parts.rest); equalsIgnoringCase(parts.scheme, "Basic") && basic)
            add(basic->password, kShortestPassword);
    }

    void addFields(const FieldList &fields)
    {
        for (const Field &field : fields) {
            addSeen(field.value);
            if (equalsIgnoringCase(field.name, "Authorization") || equalsIgnoringCase(field.name, "Proxy-Authorization"))
                addCredential(field.value);
            else
                addSpans(field.value, secretsInField(field.name, field.value));
        }
    }

    void addSeen(const QByteArray &text) { m_seen += text + '\n'; }

    void addBody(const QByteArray &body)
    {
        const QByteArray read = body.first(std::min(body.size(), kMostBody));
        addSeen(read);
        addSpans(read, secretsInBody(read));
    }

    /// Other spellings only where the exchange has them: they are many, and hardly ever there.
    std::vector<QString> take()
    {
        for (const QByteArray &value : m_spelled) {
            for (const QByteArray &spelling : secretSpellings(value)) {
                if (m_seen.contains(spelling))
                    m_secrets.push_back(QString::fromUtf8(spelling));
            }
        }
        std::sort(m_secrets.begin(), m_secrets.end(),
                  [](const QString &a, const QString &b) { return a.size() != b.size() ? a.size() > b.size() : a < b; });
        m_secrets.erase(std::unique(m_secrets.begin(), m_secrets.end()), m_secrets.end());
        return std::move(m_secrets);
    }

    void addSpans(const QByteArray &text, const std::vector<SecretSpan> &spans)
    {
        for (const SecretSpan &span : spans) {
            const QByteArray value = text.mid(span.offset, span.length);
            // A sentence under such a name is what a server says about the secret.
            if (!value.contains(' '))
                add(value, span.variable == "PASSWORD" ? kShortestPassword : kShortest);
        }
    }

private:
    void addForms(const QByteArray &value)
    {
        if (m_secrets.size() >= kMostSecrets)
            return;
        m_secrets.push_back(QString::fromUtf8(value));
        m_spelled.push_back(value);
    }

    std::vector<QString> m_secrets;
    std::vector<QByteArray> m_spelled;
    QByteArray m_seen;  ///< what the exchange says
};

template <class Visit> void visitEvidence(std::vector<Evidence> &lines, const Visit &visit)
{
    for (Evidence &evidence : lines) {
        const QString before = evidence.text;
        visit(evidence.text);
        visit(evidence.says);
        if (evidence.text != before)
            evidence.markFrom = evidence.markLength = 0;
    }
}

/// Every text of a report that may hold words of the exchange, and the evidence whose mark must follow.
template <class Visit> void visitTexts(Report &report, const Visit &visit)
{
    const bool placeholder = !report.findings.empty() && report.findings.front().id == "header.placeholder";
    // A placeholder is no secret, and is the whole point of the finding.
    if (!placeholder) {
        visit(report.verdict.headline);
        visit(report.verdict.line);
    }
    for (Finding &finding : report.findings) {
        if (finding.id == "header.placeholder")
            continue;
        for (QString *text : {&finding.headline, &finding.title, &finding.why, &finding.help})
            visit(*text);
        visitEvidence(finding.evidence, visit);
    }
    if (report.answeredBy)
        visitEvidence(report.answeredBy->reasons, visit);
    if (report.answer) {
        visit(report.answer->code);
        visit(report.answer->message);
        for (auto *parts : {&report.answer->asked, &report.answer->ids}) {
            for (ReportedAnswer::Part &part : *parts)
                visit(part.text);
        }
    }
    if (report.differences) {
        visit(report.differences->success);
        for (Difference &item : report.differences->items) {
            visit(item.then);
            visit(item.now);
        }
    }
    for (RuledOut &each : report.ruledOut)
        visit(each.reason);
    for (Card *card : {&report.header, &report.token, &report.clock, &report.cookies}) {
        visit(card->fact);
        visit(card->detail);
    }
    for (HandOver::Id &id : report.handOver.ids)
        visit(id.value);
    visit(report.handOver.answeredBy);
}

}

std::vector<QString> secretsOf(const Facts &facts)
{
    Collector secrets;
    for (const FoundToken &found : facts.tokens)
        secrets.add(found.token.text);
    for (const SentCredential &credential : facts.credentials) {
        if (credential.place != CredentialPlace::Authorization)
            secrets.add(credential.value);
    }
    for (const Hop &hop : facts.exchange.hops) {
        const QByteArray address = hop.request.url.toString();
        secrets.addSeen(address);
        secrets.addSpans(address, secretsInAddress(address));
        secrets.addFields(hop.request.fields);
        secrets.addBody(hop.request.body);
        if (!hop.response)
            continue;
        secrets.addFields(hop.response->fields);
        secrets.addBody(hop.response->body);
    }
    return secrets.take();
}

void hideSecrets(Report &report, const std::vector<QString> &secrets)
{
    const QString dots(8, QChar(0x2022));
    QString everything = QString::fromUtf8(report.url) + u'\n';
    visitTexts(report, [&everything](QString &text) { everything += text + u'\n'; });
    for (const QString &secret : secrets) {
        if (!everything.contains(secret))
            continue;
        visitTexts(report, [&](QString &text) { text.replace(secret, dots); });
        report.url.replace(secret.toUtf8(), dots.toUtf8());
    }
}

}
