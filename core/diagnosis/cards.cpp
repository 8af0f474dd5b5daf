#include "core/diagnosis/credential/key_reading.h"
#include "core/diagnosis/credential/session_value.h"
#include "core/diagnosis/diagnose.h"
#include "core/diagnosis/masking.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

std::optional<Instant> momentOf(const Facts &facts)
{
    return facts.serverTime ? facts.serverTime : facts.hop.answeredAt ? facts.hop.answeredAt : facts.hop.sentAt;
}

/// "a personal access token of GitHub, its checksum fits"; empty for a key of no known form.
QString keyKind(const Facts &facts, const SentCredential &credential)
{
    const QByteArray key = keyOf(facts, credential);
    const auto reading = readKey(key);
    const QString detail = keyDetail(key, momentOf(facts));
    if (!reading)
        return detail;
    return detail.isEmpty() ? keyText(*reading) : keyText(*reading) + QStringLiteral(", ") + detail;
}

QString credentialKind(const Facts &facts)
{
    const auto first = std::find_if(facts.credentials.begin(), facts.credentials.end(),
                                    [](const SentCredential &each) { return each.place == CredentialPlace::Authorization; });
    const QString key = first == facts.credentials.end() ? QString() : keyKind(facts, *first);
    if (!key.isEmpty())
        return key;
    if (facts.token() && facts.token()->isJwt())
        return QStringLiteral("a JWT");
    if (facts.basic)
        return *facts.basic ? QStringLiteral("user name and password") : QStringLiteral("not decodable");
    return QStringLiteral("an opaque value");
}

/// "session: a signed session of Flask, 3 h old", of the first cookie whose form is known.
QString sessionKind(const Facts &facts)
{
    const auto now = momentOf(facts);
    for (const CookiePair &pair : facts.cookiesSent) {
        if (const auto value = readSessionValue(pair.name, pair.value))
            return QStringLiteral("%1: %2").arg(quoted(pair.name, 30), sessionValueText(*value, now));
    }
    return {};
}

/// "an Azure shared access signature, sp=r, sr=b".
QString signedAddress(const SigningFacts &signing)
{
    QString text = quoted(signing.name, 90);
    if (signing.link && !signing.link->allows.isEmpty())
        text += QStringLiteral(", ") + quoted(signing.link->allows, 80);
    return text;
}

QString count(int number, const char *one, const char *many)
{
    return QStringLiteral("%1 %2").arg(QString::number(number), QLatin1String(number == 1 ? one : many));
}

}

Card headerCard(const Facts &facts)
{
    Card card{Card::State::NotInvolved, QStringLiteral("None"), QStringLiteral("no credential field"), {}, "request.headers.Authorization"};
    if (facts.exchange.sanitized)
        return {Card::State::Waiting,
                QStringLiteral("Not recorded"),
                QStringLiteral("saved without sensitive data"),
                facts.exchange.sanitizedWhy,
                {}};
    if (facts.credentials.empty()) {
        if (facts.refusedInSomeWay() && facts.cookiesSent.empty())
            card.state = Card::State::Bad, card.text = QStringLiteral("Missing");
        if (!facts.challenges.empty())
            card.detail = QStringLiteral("asked for: %1").arg(QString::fromUtf8(facts.challenges.front().scheme));
        return card;
    }
    const SentCredential &first = facts.credentials.front();
    card.state = Card::State::Good;
    card.text = QStringLiteral("Sent");
    card.where = first.where;
    const QString name = QString::fromUtf8(first.name);
    if (first.place == CredentialPlace::Authorization) {
        const QString scheme
            = facts.authorizationParts.scheme.isEmpty() ? QStringLiteral("no scheme") : QString::fromUtf8(facts.authorizationParts.scheme);
        card.fact = QStringLiteral("%1: %2, %3").arg(name, quoted(scheme, 30), credentialKind(facts));
        if (!facts.signing.name.isEmpty())
            card.fact = QStringLiteral("%1: signed with %2").arg(name, quoted(facts.signing.name, 90));
    } else {
        const QString key = keyKind(facts, first);
        card.fact = QStringLiteral("%1, %2").arg(name,
                                                 !key.isEmpty()                              ? key
                                                     : first.place == CredentialPlace::Query ? QStringLiteral("in the query")
                                                     : first.place == CredentialPlace::Form  ? QStringLiteral("in the body")
                                                     : first.place == CredentialPlace::Path  ? QStringLiteral("in the path")
                                                                                             : QStringLiteral("a key"));
        if (first.place == CredentialPlace::Query && !facts.signing.name.isEmpty())
            card.fact = signedAddress(facts.signing);
    }
    card.detail = byteText(first.value.size());
    if (facts.exchange.hops.size() > 1)
        card.detail += QStringLiteral(", reached the last hop");
    // Whether anything left is known of live exchanges alone; a recording may keep no bytes.
    if (!facts.response && facts.exchange.source == ExchangeSource::Live && facts.hop.sentBytes.isEmpty()) {
        card.state = Card::State::NotInvolved;
        card.text = QStringLiteral("Not sent");
    }
    return card;
}

Card tokenCard(const Facts &facts)
{
    const Token *token = facts.token();
    if (!token)
        return {Card::State::NotInvolved, QStringLiteral("None"), QStringLiteral("no token was sent"), {}, {}};
    Card card{Card::State::NotInvolved, QStringLiteral("Opaque"), QStringLiteral("only its issuer can read it"), {}, "request.token"};
    if (token->form == TokenForm::Opaque)
        return card;
    card.detail = quoted(token->headerText("alg"), 20);
    if (token->form == TokenForm::Broken)
        return {Card::State::Bad, QStringLiteral("Not whole"),
                token->problems.empty() ? QString() : quoted(token->problems.front().message, 80), byteText(token->text.size()),
                "request.token"};
    if (token->form == TokenForm::Jwe)
        return {Card::State::NotInvolved, QStringLiteral("Encrypted"), QStringLiteral("only the audience can read it"), card.detail,
                "request.token"};
    const auto expiry = token->time("exp");
    const auto issued = token->time("iat");
    const auto now = momentOf(facts);
    if (expiry && expiry->instant && !now)
        return {Card::State::NotInvolved, QStringLiteral("Not judged"), QStringLiteral("until %1").arg(utcText(*expiry->instant)),
                card.detail, "request.token"};
    if (!expiry || !expiry->instant) {
        card.text = QStringLiteral("No expiry");
        card.fact = QStringLiteral("it has no exp");
        return card;
    }
    if (issued && issued->instant && *issued->instant < *expiry->instant)
        card.detail += QStringLiteral(", issued for %1").arg(roughDurationText(*expiry->instant - *issued->instant));
    const Milliseconds left = *expiry->instant - *now;
    const auto start = token->time("nbf");
    const bool past = facts.judged ? standingOf(*expiry->instant, *facts.judged) == Standing::Past : left.count() < 0;
    card.state = past ? Card::State::Bad : Card::State::Good;
    card.text = past ? QStringLiteral("Expired") : QStringLiteral("In time");
    card.fact = past ? QStringLiteral("%1, %2 ago").arg(utcText(*expiry->instant, *now), roughDurationText(left))
                     : QStringLiteral("for %1 more").arg(roughDurationText(left));
    if (start && start->instant && *start->instant > *now + Seconds(1)) {
        card.state = Card::State::Bad;
        card.text = QStringLiteral("Too early");
        card.fact = QStringLiteral("valid in %1").arg(roughDurationText(*start->instant - *now));
    }
    if (facts.judged && standingOf(*expiry->instant, *facts.judged) == Standing::Undecided)
        card.state = Card::State::Waiting, card.text = QStringLiteral("Cannot tell"),
        card.fact = QStringLiteral("exp lies within what is known of the clock");
    if (expiry->unit != TimeClaim::Unit::Second)
        card.state = Card::State::Warning, card.text = QStringLiteral("Odd times"),
        card.fact = QStringLiteral("exp is not written in seconds");
    return card;
}

Card clockCard(const Facts &facts)
{
    if (!facts.offset)
        return {Card::State::NotInvolved, QStringLiteral("Unknown"), QStringLiteral("no Date to compare with"), {}, "clock"};
    const ClockOffset offset = *facts.offset;
    const QString uncertainty = uncertaintyText(offset.uncertainty());
    const auto hosts = int(facts.clocks.entries().size());
    const QString asked = count(hosts, "host asked", "hosts asked");
    if (facts.otherClock)
        return {Card::State::Warning, QStringLiteral("Two clocks"), QStringLiteral("Date, and ") + facts.otherClock->what,
                QStringLiteral("they contradict each other: a proxy may have written Date"), "clock"};
    if (areInStep(offset))
        return {Card::State::Good, QStringLiteral("In step"), QStringLiteral("This computer and the server"),
                uncertainty + QStringLiteral(", ") + asked, "clock"};
    const ClockBook::Judgement judged = facts.clocks.judge(facts.origin, kInStep);
    const bool server = judged.whose == ClockBook::Blame::Server;
    const bool serverAhead = offset.low > Milliseconds(0);
    const QString size = roughDurationText(offset.middle());
    const QString fast = judged.settled ? QStringLiteral("fast") : QStringLiteral("ahead");
    const QString slow = judged.settled ? QStringLiteral("slow") : QStringLiteral("behind");
    return {Card::State::Warning, size + QLatin1Char(' ') + (serverAhead == server ? fast : slow),
            server ? QStringLiteral("The server, against others") : QStringLiteral("This computer, against Date"),
            uncertainty + QStringLiteral(", ") + asked, "clock"};
}

Card cookiesCard(const Facts &facts)
{
    const int sent = int(facts.cookiesSent.size());
    const int held = int(
        std::count_if(facts.cookieDecisions.begin(), facts.cookieDecisions.end(), [](const CookieDecision &each) { return !each.sent; }));
    Card card{Card::State::NotInvolved, QStringLiteral("None"), QStringLiteral("none sent, none held"), {}, "cookies"};
    if (facts.exchange.sanitized)
        return {Card::State::Waiting, QStringLiteral("Not recorded"), QStringLiteral("saved without sensitive data"), {}, "cookies"};
    if (sent > 0) {
        card.state = Card::State::Good;
        card.text = QStringLiteral("%1 sent").arg(sent);
        QStringList names;
        for (const CookiePair &pair : facts.cookiesSent)
            names += quoted(pair.name, 30);
        card.fact = names.mid(0, 4).join(QStringLiteral(", ")) + (names.size() > 4 ? QStringLiteral(" …") : QString());
        card.detail = sessionKind(facts);
        if (cookieThatSignsIn(facts))
            card.detail = QStringLiteral("signs in although Authorization is wrong");
    }
    if (held > 0) {
        card.state = facts.refusedInSomeWay() && facts.credentials.empty() ? Card::State::Warning : card.state;
        const auto first = std::find_if(facts.cookieDecisions.begin(), facts.cookieDecisions.end(),
                                        [](const CookieDecision &each) { return !each.sent; });
        if (sent == 0)
            card.text = QStringLiteral("%1 held back").arg(held), card.fact = quoted(first->name, 40);
        card.detail = QStringLiteral("%1 held back: %2").arg(QString::number(held), QString::fromUtf8(first->rule));
    }
    return card;
}

}
