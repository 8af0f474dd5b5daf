#include "ui/cookies/cookie_rows.h"

#include "core/cookies/ledger.h"
#include "core/diagnosis/report.h"
#include "core/secrets/secret.h"
#include "ui/response/secret_parts.h"

#include <QCoreApplication>

namespace keyhole {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(keyhole::CookieRows)
};

QString shown(const QByteArray &bytes)
{
    return visibleText(QString::fromUtf8(bytes));
}

SectionedRow quietRow(const QString &text)
{
    return {false, {}, {}, {}, text, {}, {}, {}, true};
}

Instant startOf(const Exchange &exchange)
{
    return exchange.first().sentAt.value_or(exchange.first().answeredAt.value_or(Instant{}));
}

/// "it is Path=/admin, the request is for /account (RFC 6265bis, 5.8.3)": what decided, against what, and where that is written.
QString basis(const QByteArray &attribute, const QByteArray &against, const QByteArray &section)
{
    QStringList parts;
    if (!attribute.isEmpty())
        parts << (against.isEmpty() ? shown(attribute) : Tr::tr("%1 against %2").arg(shown(attribute), shown(against)));
    if (!section.isEmpty())
        parts << shown(section);
    return parts.join(QStringLiteral(" · "));
}

class CookieRowsBuilder {
public:
    CookieRowsBuilder(const Exchange &exchange, const CookieView &view) : m_exchange(exchange), m_view(view) { }

    std::vector<SectionedRow> build(const std::vector<CsrfPair> &pairs)
    {
        const Request &request = m_exchange.first().request;
        m_context = m_view.contextFor(request);
        m_jar = jarBefore(m_exchange, m_view.policy());
        m_decisions = m_view.isAsItWas() ? m_exchange.cookieLedger : m_jar.decide(request.url, m_context, startOf(m_exchange));
        m_differences
            = m_view.client ? std::vector<BrowserDifference>() : sendingDifferences(m_jar, request.url, m_context, startOf(m_exchange));
        addDecisions(true);
        addDecisions(false);
        addAnswers();
        addPairs(pairs);
        return std::move(m_rows);
    }

private:
    void addDecisions(bool sent);
    void addDecision(const CookieDecision &decision);
    void addDifferences(const std::vector<BrowserDifference> &differences, const QByteArray &name, const QString &willing,
                        const QString &unwilling);
    void addAnswers();
    void addStored(const Url &url, const StoreDecision &decision, Instant now);
    void addChanges(const std::vector<JarChange> &changes);
    void addPairs(const std::vector<CsrfPair> &pairs);
    void addHeading(const QString &asItWas, const QString &supposed)
    {
        m_rows.push_back(SectionedRow::headingOf(m_view.isAsItWas() ? asItWas : supposed.arg(m_view.clientName())));
    }

    const Exchange &m_exchange;
    const CookieView &m_view;
    CookieContext m_context;
    CookieJar m_jar;
    std::vector<CookieDecision> m_decisions;
    std::vector<BrowserDifference> m_differences;
    std::vector<SectionedRow> m_rows;
};

void CookieRowsBuilder::addDecisions(bool sent)
{
    if (sent)
        addHeading(Tr::tr("Sent"), Tr::tr("%1 would send"));
    else
        addHeading(Tr::tr("Held back"), Tr::tr("%1 would hold back"));
    const size_t before = m_rows.size();
    for (const CookieDecision &decision : m_decisions) {
        if (decision.sent == sent)
            addDecision(decision);
    }
    if (m_rows.size() == before)
        m_rows.push_back(quietRow(sent ? Tr::tr("none went along") : Tr::tr("none")));
}

void CookieRowsBuilder::addDecision(const CookieDecision &decision)
{
    SectionedRow row;
    row.icon = decision.sent ? QStringLiteral("check") : QStringLiteral("circle-minus");
    row.iconColor = decision.sent ? ColorToken::Ok : ColorToken::Text3;
    row.iconSays = decision.sent ? Tr::tr("Sent") : Tr::tr("Held back");
    row.name = shown(decision.name);
    row.text = visibleText(decision.reason);
    if (row.text.isEmpty())
        row.text = decision.sent ? Tr::tr("sent") : Tr::tr("held back");
    row.remark
        = decision.sent ? Tr::tr("set by %1").arg(shown(decision.setBy)) : basis(decision.attribute, decision.against, decision.section);
    if (row.remark.isEmpty())
        row.remark = Tr::tr("rule: %1").arg(shown(decision.rule));
    row.where = "cookies." + decision.name;
    m_rows.push_back(std::move(row));
    addDifferences(m_differences, decision.name, Tr::tr("would send it all the same. Here: %1"), Tr::tr("would hold it back. %1"));
}

void CookieRowsBuilder::addDifferences(const std::vector<BrowserDifference> &differences, const QByteArray &name, const QString &willing,
                                       const QString &unwilling)
{
    for (const BrowserDifference &difference : differences) {
        if (difference.cookie != name)
            continue;
        SectionedRow row;
        row.icon = QStringLiteral("globe");
        row.iconColor = ColorToken::Info;
        row.iconSays = Tr::tr("A browser decides otherwise");
        const QString browser = QString::fromUtf8(profileOf(difference.browser).name);
        row.name = browser;
        row.text = (difference.there ? willing : unwilling).arg(visibleText(difference.reason));
        row.remark = difference.says ? QString::fromUtf8(difference.says) : QString();
        row.quiet = true;
        m_rows.push_back(std::move(row));
    }
}

void CookieRowsBuilder::addAnswers()
{
    addHeading(m_exchange.hops.size() > 1 ? Tr::tr("Set by these answers") : Tr::tr("Set by this answer"), Tr::tr("%1 would keep"));
    const size_t before = m_rows.size();
    const ExchangeCookies cookies = cookiesOf(m_exchange, m_jar, m_context);
    for (const AnswerCookies &answer : cookies.answers) {
        const Hop &hop = m_exchange.hops[size_t(answer.hop)];
        for (const StoreDecision &decision : answer.decisions)
            addStored(hop.request.url, decision, hop.answeredAt.value_or(startOf(m_exchange)));
    }
    if (m_rows.size() == before)
        m_rows.push_back(quietRow(Tr::tr("none")));
    else
        addChanges(cookies.changes);
}

void CookieRowsBuilder::addStored(const Url &url, const StoreDecision &decision, Instant now)
{
    const bool kept = decision.rule.isEmpty();
    SectionedRow row;
    row.icon = kept ? QStringLiteral("check") : decision.deleted ? QStringLiteral("trash-2") : QStringLiteral("circle-x");
    row.iconColor = kept ? ColorToken::Ok : decision.deleted ? ColorToken::Text2 : ColorToken::Danger;
    row.iconSays = kept ? Tr::tr("Accepted") : decision.deleted ? Tr::tr("Deleted") : Tr::tr("Refused");
    row.name = shown(decision.name);
    row.text = row.iconSays;
    if (const QString why = visibleText(kept ? decision.note : decision.reason); !why.isEmpty())
        row.text += QStringLiteral(": ") + why;
    row.remark = shownValue({"Set-Cookie", decision.setCookie, {}});
    if (!kept && !decision.attribute.isEmpty())
        row.remark = Tr::tr("%1 at byte %2 · %3").arg(shown(decision.attribute)).arg(decision.offset).arg(shown(decision.section));
    row.where = "cookies." + decision.name;
    m_rows.push_back(std::move(row));
    if (!m_view.client && decision.rule != "limit")
        addDifferences(storingDifferences(m_jar, url, decision.setCookie, m_context, now), decision.name,
                       Tr::tr("would keep it all the same. Here: %1"), Tr::tr("would refuse it. %1"));
}

void CookieRowsBuilder::addChanges(const std::vector<JarChange> &changes)
{
    addHeading(Tr::tr("Changed in the jar"), Tr::tr("Changed in the jar of %1"));
    for (const JarChange &change : changes) {
        SectionedRow row;
        row.name = shown(change.cookie.name);
        row.where = "jar." + change.cookie.name;
        switch (change.kind) {
        case JarChange::Kind::Added:
            row.icon = QStringLiteral("plus");
            row.iconColor = ColorToken::Ok;
            row.iconSays = row.text = Tr::tr("added");
            break;
        case JarChange::Kind::Replaced:
            row.icon = QStringLiteral("refresh-cw");
            row.iconColor = ColorToken::Info;
            row.iconSays = Tr::tr("replaced");
            row.text = change.changed.isEmpty() ? Tr::tr("set anew as it was") : Tr::tr("replaced: %1").arg(change.changed.join(", "));
            break;
        case JarChange::Kind::Removed:
            row.icon = QStringLiteral("trash-2");
            row.iconColor = ColorToken::Text2;
            row.iconSays = row.text = Tr::tr("removed");
            break;
        }
        row.remark = Secret::mask(change.cookie.value);
        m_rows.push_back(std::move(row));
    }
    if (changes.empty())
        m_rows.push_back(quietRow(Tr::tr("nothing")));
}

void CookieRowsBuilder::addPairs(const std::vector<CsrfPair> &pairs)
{
    if (pairs.empty())
        return;
    m_rows.push_back(SectionedRow::headingOf(Tr::tr("Against forged requests")));
    for (const CsrfPair &pair : pairs) {
        SectionedRow row;
        row.icon = pair.isBroken() && !pair.says.isEmpty() ? QStringLiteral("triangle-alert") : QStringLiteral("check");
        row.iconColor = pair.isBroken() && !pair.says.isEmpty() ? ColorToken::Warn : ColorToken::Ok;
        row.iconSays = pair.isBroken() ? Tr::tr("One half is missing") : Tr::tr("Both halves are there");
        row.name = shown(pair.cookieName.isEmpty() ? pair.fieldName : pair.cookieName);
        row.text = pair.says.isEmpty() ? Tr::tr("this method needs none") : visibleText(pair.says);
        row.remark = QString::fromUtf8(pair.scheme->name);
        row.where = "csrf." + pair.fieldName;
        m_rows.push_back(std::move(row));
    }
}

}

QString CookieView::clientName() const
{
    return client ? QString::fromUtf8(profileOf(*client).name) : QStringLiteral("Keyhole");
}

CookiePolicy CookieView::policy() const
{
    return client ? profileOf(*client).policy : CookiePolicy();
}

CookieContext CookieView::contextFor(const Request &request) const
{
    RequestSituation situation;
    situation.method = request.method;
    if (initiator == Initiator::User)
        return contextOf(situation, request.url);
    const bool taken = request.url.origin().host.endsWith("another.example");
    if (const auto other = Url::parse(taken ? "https://elsewhere.example/" : "https://another.example/"))
        situation.initiator = *other;
    situation.kind = initiator == Initiator::Frame ? RequestKind::Frame
        : initiator == Initiator::Script           ? RequestKind::Subresource
                                                   : RequestKind::TopLevel;
    if (initiator == Initiator::Link)
        situation.method = "GET";
    else if (initiator == Initiator::Form)
        situation.method = "POST";
    return contextOf(situation, request.url);
}

std::vector<SectionedRow> cookieRows(const Exchange &exchange, const CookieView &view, const std::vector<CsrfPair> &pairs)
{
    return CookieRowsBuilder(exchange, view).build(pairs);
}

}
