#include "core/clock/judged.h"
#include "core/diagnosis/words.h"
#include "core/http/credentials.h"
#include "core/session/assemble.h"
#include "core/session/binding.h"
#include "core/token/token.h"

namespace keyhole {

namespace {

struct Foresight {
    const PreparedDraft &prepared;
    const ResolvedRequest &resolved;
    const ClockBook::Entry *clock;  ///< of the server, where an answer told it
    Instant now;
    std::optional<Instant> storedEnd = {};  ///< of a token that is in the keychain and not read yet
    bool renews = false;  ///< there is who refreshes such a token

    Milliseconds low() const { return clock ? clock->offset.low : Milliseconds{0}; }
    Milliseconds high() const { return clock ? clock->offset.high : Milliseconds{0}; }
    QString whose() const { return clock ? QString("the server's clock") : QString("this computer's clock"); }
};

/// The value of a typed Authorization. Of Basic nothing is left: the last letters in base64 would be those of the password.
QString maskedAuthorization(const QByteArray &value)
{
    const Credentials credentials = splitCredentials(value);
    if (equalsIgnoringCase(credentials.scheme, "Basic"))
        return "Basic " + Secret::mask({});
    return credentials.scheme.isEmpty() ? Secret::mask(value) : quoted(credentials.scheme, 30) + ' ' + Secret::mask(credentials.rest);
}

Card headerCard(const Foresight &foresight)
{
    Card card;
    const QStringList shown = foresight.resolved.authShown.split('\n', Qt::SkipEmptyParts);
    if (!shown.isEmpty()) {
        card.state = Card::State::Waiting;
        card.text = foresight.resolved.authNotes.isEmpty() ? QString("Will go") : QString("After the challenge");
        card.fact = visibleText(shown.join(QString::fromUtf8(" \u00b7 ")));
        card.detail = foresight.resolved.authNotes.isEmpty() ? QString("From Auth") : foresight.resolved.authNotes.front();
        const QByteArray name = shown.front().section(QStringLiteral(": "), 0, 0).toUtf8();
        card.where = shown.front().startsWith('?') ? QByteArray("request.url") : "request.headers." + name;
        return card;
    }
    const auto typed = foresight.resolved.request.fields.value("Authorization");
    card.state = typed ? Card::State::Waiting : Card::State::NotInvolved;
    card.text = typed ? QString("Will go") : QString("None");
    card.fact = typed ? "Authorization: " + maskedAuthorization(*typed) : QString("No credential will go");
    card.where = "request.headers.Authorization";
    return card;
}

/// The JWT that goes as a bearer token, from the auth row or typed.
std::optional<Token> tokenOf(const Foresight &foresight)
{
    const AuthDraft &auth = foresight.prepared.draft.auth;
    QByteArray text;
    if (auth.kind == AuthKind::None || auth.kind == AuthKind::Raw || auth.kind == AuthKind::SignedJwt) {
        const QByteArray field = foresight.resolved.request.fields.value("Authorization").value_or(QByteArray());
        text = field.mid(field.indexOf(' ') + 1).trimmed();
    } else if (auth.kind == AuthKind::Bearer || auth.kind == AuthKind::OAuth2 || auth.kind == AuthKind::ApiKey) {
        text = auth.secret.reveal();
    }
    return looksLikeJwt(text) ? std::optional(decodeToken(text)) : std::nullopt;
}

/// When the token ends, as servers read `exp`; none when it has no end or one that cannot be read.
std::optional<Instant> endOf(const Foresight &foresight, const std::optional<Token> &token)
{
    if (!token)
        return foresight.storedEnd;
    const auto claim = token ? token->time("exp") : std::nullopt;
    return claim ? claim->asSeconds : std::nullopt;
}

Standing standing(const Foresight &foresight, Instant end)
{
    return standingOf(end, {foresight.now + foresight.low(), foresight.now + foresight.high()});
}

bool isPast(const Foresight &foresight, std::optional<Instant> end)
{
    return end && standing(foresight, *end) == Standing::Past;
}

Card tokenCard(const Foresight &foresight, const std::optional<Token> &token)
{
    Card card;
    card.where = "request.token.exp";
    const auto end = endOf(foresight, token);
    if (!token && !end) {
        card.text = "None";
        card.fact = "No token that can be read will go";
        return card;
    }
    if (token && token->form == TokenForm::Broken) {
        card.state = Card::State::Bad;
        card.text = "Not whole";
        card.fact = token->problems.empty() ? QString() : quoted(token->problems.front().message, 80);
        card.where = "request.token";
        return card;
    }
    card.state = Card::State::Waiting;
    card.text = token ? "Can be read" : "Stored";
    card.fact = end ? (token ? "exp " : "ends ") + utcText(*end, foresight.now) : QString("It has no exp");
    if (!end)
        return card;
    const Instant serverNow = foresight.now + (foresight.low() + foresight.high()) / 2;
    const bool past = isPast(foresight, end);
    card.state = past ? Card::State::Bad : Card::State::Good;
    card.text = past ? QString("Expired") : QString("In time");
    if (standing(foresight, *end) == Standing::Undecided) {
        card.text = "Cannot tell";
        card.state = Card::State::Warning;
        card.detail = QString("It ends within what is known of %1").arg(foresight.whose());
        return card;
    }
    card.detail
        = (past ? QString("%1 ago by %2") : QString("For another %1 by %2")).arg(roughDurationText(*end - serverNow), foresight.whose());
    return card;
}

Card clockCard(const Foresight &foresight)
{
    Card card;
    card.where = "clock";
    if (!foresight.clock) {
        card.state = Card::State::Waiting;
        card.text = "Not known yet";
        card.fact = "The first answer tells the server's time";
        return card;
    }
    const ClockOffset &offset = foresight.clock->offset;
    const bool agrees = offset.low <= Milliseconds{2000} && offset.high >= Milliseconds{-2000};
    card.state = agrees ? Card::State::Good : Card::State::Warning;
    card.text = agrees ? QString("Agrees") : roughDurationText(offset.middle()) + (offset.middle().count() > 0 ? " ahead" : " behind");
    card.fact = QString("%1, from %2 answers").arg(uncertaintyText(offset.uncertainty())).arg(foresight.clock->answers);
    return card;
}

Card cookiesCard(const Foresight &foresight)
{
    const auto &ledger = foresight.resolved.cookies;
    auto going = std::count_if(ledger.begin(), ledger.end(), [](const CookieDecision &cookie) { return cookie.sent; });
    const auto held = qsizetype(ledger.size()) - going;
    const auto &rows = foresight.prepared.draft.cookies;
    going += std::count_if(rows.begin(), rows.end(), [](const DraftRow &row) { return row.enabled && !row.name.isEmpty(); });
    Card card;
    card.where = "cookies";
    card.state = going > 0 || held > 0 ? Card::State::Waiting : Card::State::NotInvolved;
    card.text = going > 0 ? QString("%1 will go").arg(going) : QString("None");
    card.fact = held > 0 ? QString("%1 held back").arg(held) : QString("None held back");
    return card;
}

QString withoutValue(const std::vector<QByteArray> &names)
{
    const QString first = visibleText(QString::fromUtf8(names.front()));
    return names.size() == 1 ? QString("The variable “%1” has no value").arg(first)
                             : QString("The variable “%1” and %2 more have no value").arg(first).arg(names.size() - 1);
}

ReportVerdict verdictOf(const Foresight &foresight, const std::optional<Token> &token)
{
    ReportVerdict verdict;
    const auto end = endOf(foresight, token);
    const AuthDraft &auth = foresight.prepared.draft.auth;
    if (!foresight.resolved.unresolved.empty()) {
        verdict.id = "header.placeholder";
        verdict.headline = withoutValue(foresight.resolved.unresolved);
        verdict.line = "It is not sent like that: " + visibleText(placesText(foresight.prepared.unresolved))
            + ". Give it a value in the environment.";
    } else if (isPast(foresight, end)) {
        verdict.id = "token.expired";
        verdict.headline = "This token will have expired on arrival";
        verdict.line = QString("It ended %1, %2 ago by %3.")
                           .arg(utcText(*end, foresight.now), roughDurationText(foresight.now + foresight.low() - *end), foresight.whose());
        verdict.decisiveCard = 1;
        if (!token && foresight.renews && auth.kind == AuthKind::OAuth2 && auth.oauth2.refreshBeforeExpiry)
            verdict.line += " It is renewed before the request goes, if the server gave a refresh token.";
        if (token)
            verdict.actions.push_back({"show-token", "Show token", {}, true});
        else if (foresight.renews)
            verdict.actions.push_back({"refresh-token", "Refresh token and send", {}, true});
    } else {
        verdict.headline = "Ready to send";
        verdict.line = foresight.resolved.warnings.empty() ? QString() : visibleText(foresight.resolved.warnings.front().what);
    }
    return verdict;
}

/// The address without the values that must not be shown.
QByteArray maskedAddress(const Foresight &foresight)
{
    QByteArray address = foresight.prepared.url.toString();
    for (const QByteArray &secret : foresight.prepared.secrets)
        address.replace(secret, Secret::mask(secret).toUtf8());
    return address;
}

Report cannotBeSent(const Error &error)
{
    Report report;
    report.verdict.headline = visibleText(error.what);
    report.verdict.line = visibleText(error.remedy);
    return report;
}

}

/// What is known of it without asking the keychain for a secret.
std::optional<Instant> Session::storedEnd(const RequestDraft &draft) const
{
    if (!m_credentials || !isUnread(draft.auth))
        return std::nullopt;
    for (const CredentialInfo &info : m_credentials->list()) {
        if (info.id == draft.auth.credential && info.kind == CredentialKind::OAuth2Tokens)
            return info.expires;
    }
    return std::nullopt;
}

Report Session::foretell(const RequestDraft &draft, const SendOptions &options) const
{
    const Environment &environment = environmentOf(options);
    const auto prepared = prepare(withPlaceholder(draft), environment);
    if (!prepared)
        return cannotBeSent(prepared.error());
    auto resolved = assemble(*prepared, knownJarOf(jarNameOf(options)), now(), authKnowledge());
    if (!resolved)
        return cannotBeSent(resolved.error());
    addRefused(prepared->url, resolved->cookies);

    const Foresight foresight{*prepared, *resolved, m_clocks.find(prepared->url.origin()), now(), storedEnd(draft), !m_tokens.isNull()};
    const auto token = tokenOf(foresight);
    Report report;
    report.method = resolved->request.method;
    report.url = maskedAddress(foresight);
    report.header = headerCard(foresight);
    report.token = tokenCard(foresight, token);
    report.clock = clockCard(foresight);
    report.cookies = cookiesCard(foresight);
    report.verdict = verdictOf(foresight, token);
    if (foresight.clock)
        report.clockOffset = {foresight.clock->offset.low, foresight.clock->offset.high};
    return report;
}

}
