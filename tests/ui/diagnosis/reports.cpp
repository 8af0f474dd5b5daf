#include "reports.h"

using namespace keyhole;

namespace reports {

namespace {

constexpr Instant kNow{Milliseconds(1795254192000)};  // Sat, 21 Nov 2026 09:43:12 GMT

Card headerCard(const QString &state, const QString &detail)
{
    return {Card::State::Good, state, "Authorization: Bearer, a JWT", detail, "request.headers.Authorization"};
}

Card expiredCard()
{
    return {Card::State::Bad, "Expired", "06:31:07 UTC, 3 h 12 min ago", "RS256, issued for 1 h", "request.token.exp"};
}

Card validCard(const QString &fact)
{
    return {Card::State::Good, "Valid", fact, "RS256, issued for 1 h", "request.token.exp"};
}

Card slowClock()
{
    return {Card::State::Warning, "2 min 41 s slow", "This computer, against Date", "± 0.6 s, 3 hosts agree", "clock"};
}

Card idleCookies()
{
    return {Card::State::NotInvolved, "Not asked for", "2 held for this host, 2 sent", "No session expected here", "cookies"};
}

Report base()
{
    Report report;
    report.method = "GET";
    report.url = "https://api.staging.example.com/v1/orders?status=open";
    report.at = kNow;
    report.hops = 1;
    report.header = headerCard("Sent", "738 B, reached the last hop");
    report.token = validCard("for 52 more minutes");
    report.clock = slowClock();
    report.cookies = idleCookies();
    return report;
}

Finding expired()
{
    Finding finding;
    finding.id = "token.expired";
    finding.role = FindingRole::Cause;
    finding.certainty = Certainty::Certain;
    finding.title = "The token was 3 h 12 min 5 s past its expiry";
    finding.why = "A server refuses a token once its own clock passes **exp**. This one was issued at 05:31:07 UTC for 1 hour and has not "
                  "been renewed since.";
    finding.help = "The refresh token beside it in the keychain is valid for 26 more days.";
    finding.evidence = {
        {"request.headers.Authorization", "authorization: Bearer eyJhbGciOi…3kQw", {}, 22, 15, Evidence::Tone::Plain},
        {"request.token.exp", "\"exp\": 1795242667", "06:31:07 UTC, today", 7, 10, Evidence::Tone::Decisive},
        {"response.headers.Date", "date: Sat, 21 Nov 2026 09:43:12 GMT", "the server’s clock, ± 0.6 s", 6, 29, Evidence::Tone::Context},
        {"response.headers.WWW-Authenticate", "www-authenticate: Bearer error=\"invalid_token\"", {}, 25, 21, Evidence::Tone::Decisive},
    };
    finding.actions = {{"edit-auth", "Get new token…", {}, false}, {"show-token", "Show token", {}, false}};
    return finding;
}

Finding slow()
{
    Finding finding;
    finding.id = "clock.client-drift";
    finding.role = FindingRole::Warning;
    finding.certainty = Certainty::Certain;
    finding.title = "This computer’s clock is 2 min 41 s slow";
    finding.why = "Not the cause: the token is expired by both clocks.";
    finding.help = "Turn on time synchronisation.";
    finding.evidence = {{"clock", "3 hosts agree on + 2 min 41 s", "± 0.6 s", 18, 11, Evidence::Tone::Context}};
    return finding;
}

Finding possible(const QByteArray &id, const QString &title, const QString &why)
{
    Finding finding;
    finding.id = id;
    finding.role = FindingRole::PossibleCause;
    finding.title = title;
    finding.why = why;
    finding.help = "Ask the issuer for a token with that audience.";
    finding.evidence = {{"request.token.aud", "\"aud\": \"https://api.example.com\"", "not this host", 7, 25, Evidence::Tone::Decisive}};
    return finding;
}

}

Report expiredToken()
{
    Report report = base();
    report.status = 401;
    report.token = expiredCard();
    report.verdict = {Outcome::Refused,
                      "token.expired",
                      "Token expired 3 h 12 min ago by\u00A0the\u00A0server’s\u00A0clock",
                      "Certain: **exp**, the server’s **Date** and its challenge agree.",
                      Certainty::Certain,
                      {{"refresh-token", "Refresh token and resend", {}, true}, {"show-token", "Show token", {}, false}},
                      1};
    report.findings = {expired(), slow()};
    for (int i = 0; i < 47; ++i)
        report.ruledOut.push_back({"header.cause-" + QByteArray::number(i), "the field is there, once"});
    return report;
}

Report notSaid()
{
    Report report = base();
    report.url = "https://api.staging.example.com/v1/invoices";
    report.status = 401;
    report.verdict = {Outcome::NotSaid,
                      "token.rejected",
                      "Refused, and the answer does not say why",
                      "2 possible causes, none certain. 46 ruled out.",
                      Certainty::Possible,
                      {{"more-evidence", "Ask for more evidence…", {}, true}},
                      -1};
    report.findings = {possible("token.audience-wrong", "The token may be meant for another API", "**aud** names api.example.com."),
                       possible("token.revoked", "The token may have been revoked", "It worked 31 min ago, and a sign-out followed.")};
    report.ruledOut.assign(46, {"header.missing", "sent"});
    return report;
}

Report foretoldExpiry()
{
    Report report = base();
    report.at.reset();
    report.header = headerCard("Ready", "from the keychain");
    report.token = expiredCard();
    report.cookies = {Card::State::Good, "2 will go", "sid, region", "1 held back: other path", "cookies"};
    report.verdict = {Outcome::NotSent,
                      "token.expired",
                      "This token will have expired on arrival",
                      "Checked before sending, by the clock of the last answer.",
                      {},
                      {{"refresh-token", "Refresh token", {}, true}, {"send-again", "Send anyway", {}, false}},
                      -1};
    return report;
}

Report readyToSend()
{
    Report report = foretoldExpiry();
    report.token = validCard("for 52 more minutes");
    report.verdict = {};
    report.verdict.headline = "Ready to send";
    return report;
}

Report accepted()
{
    Report report = base();
    report.status = 200;
    report.verdict = {Outcome::Accepted,
                      {},
                      "Accepted: 200 OK",
                      "What changed since the 401 at 09:43:12: a new token.",
                      {},
                      {{"show-timeline", "Compare with the 401", {}, false}, {"show-token", "Show token", {}, false}},
                      -1};
    return report;
}

Report noAnswer()
{
    Report report = base();
    report.header = {Card::State::NotInvolved, "Not sent", "Authorization: Bearer, a JWT", "ready in the keychain", "request.headers"};
    report.clock = {Card::State::Waiting, "Unknown", "no answer, no Date", {}, "clock"};
    report.cookies = {Card::State::NotInvolved, "Not sent", "2 held for this host", {}, "cookies"};
    report.verdict = {Outcome::NoAnswer,
                      {},
                      "No answer to diagnose: the\u00A0connection\u00A0was\u00A0refused",
                      "api.staging.example.com, port 443, at 203.0.113.20. Nothing was sent.",
                      {},
                      {{"send-again", "Try again", {}, true}, {"show-timeline", "Show timeline", {}, false}},
                      -1};
    return report;
}

Report plain(Outcome outcome, const QString &headline, const QString &line)
{
    Report report = base();
    report.verdict.outcome = outcome;
    report.verdict.headline = headline;
    report.verdict.line = line;
    report.verdict.actions = {{"send-again", "Try again", {}, true}};
    return report;
}

}
