#include "app/lab/addresses.h"

#include "core/http/set_cookie.h"

namespace keyhole::lab {

namespace {

constexpr const char *kFolder = "Cookies";
constexpr const char *kSession = "sid=6f1c2a9e4b7d8035";

Answer setting(Answer answer, const QByteArray &setCookie)
{
    answer.fields.append("Set-Cookie", setCookie);
    return answer;
}

bool sentSession(const Request &request)
{
    const auto pairs = parseCookieField(request.fields.value("Cookie").value_or(QByteArray())).pairs;
    return std::any_of(pairs.begin(), pairs.end(), [](const CookiePair &pair) { return pair.name + '=' + pair.value == kSession; });
}

Answer account(const Site &, const Request &request)
{
    return sentSession(request) ? json(200, "{\"name\": \"Alice\"}") : json(401, "{\"message\": \"Please log in\"}");
}

/// Reads the first of two cookies of one name, as many servers do.
Answer firstOfTwo(const Site &, const Request &request)
{
    const auto pairs = parseCookieField(request.fields.value("Cookie").value_or(QByteArray())).pairs;
    const auto first = std::find_if(pairs.begin(), pairs.end(), [](const CookiePair &pair) { return pair.name == "sid"; });
    const bool known = first != pairs.end() && first->name + '=' + first->value == kSession;
    return known ? json(200, "{\"name\": \"Alice\"}") : json(401, "{\"message\": \"Please log in\"}");
}

/// The session was ended elsewhere; the answer takes the cookie back.
Answer endedAccount(const Site &, const Request &request)
{
    return sentSession(request) ? setting(json(401, "{\"message\": \"Your session has expired\"}"), "sid=; Path=/; Max-Age=0")
                                : json(401, "{\"message\": \"Please log in\"}");
}

Answer signInForAdmin(const Site &, const Request &)
{
    return setting(redirect(303, "/cookie/account"), QByteArray(kSession) + "; Path=/admin; HttpOnly");
}

Answer signInForWww(const Site &site, const Request &)
{
    return setting(redirect(303, site.named("api.host-lab.example") + "/cookie/account"), QByteArray(kSession) + "; Path=/; HttpOnly");
}

Answer signInToEndedSession(const Site &, const Request &)
{
    return setting(redirect(303, "/cookie/ended"), QByteArray(kSession) + "; Path=/");
}

Answer signInForEverybody(const Site &, const Request &)
{
    return setting(json(200, "{\"signed_in\": true}"), QByteArray(kSession) + "; Domain=co.uk; Path=/");
}

Answer signInOverTls(const Site &, const Request &)
{
    return setting(json(200, "{\"signed_in\": true}"), QByteArray(kSession) + "; Secure; Path=/");
}

Answer signInTooLate(const Site &, const Request &)
{
    return setting(json(200, "{\"signed_in\": true}"), QByteArray(kSession) + "; Expires=Thu, 01 Jan 2015 00:00:00 GMT; Path=/");
}

void signIn(const Site &site, RequestDraft &draft, const QByteArray &host)
{
    askAt(site, draft, host);
    draft.method = "POST";
    draft.body.kind = BodyKind::Form;
    draft.body.form = {{true, "user", "alice", {}}};
}

constexpr const char *kNoneHost = "none-lab.example", *kPathHost = "path-lab.example", *kEndedHost = "ended-lab.example";
constexpr const char *kSuffixHost = "shop-lab.co.uk", *kSecureHost = "secure-lab.example", *kLateHost = "late-lab.example";
constexpr const char *kWwwHost = "www.host-lab.example";

template <const char *const &host> void askThere(const Site &site, RequestDraft &draft)
{
    askAt(site, draft, host);
}

template <const char *const &host> void signInThere(const Site &site, RequestDraft &draft)
{
    signIn(site, draft, host);
}

/// Both cookies in one, for a server: it looks for semicolons.
void askWithComma(const Site &site, RequestDraft &draft)
{
    askAt(site, draft, "comma-lab.example");
    type(draft, "Cookie", QByteArray(kSession) + ", theme=dark");
}

void askWithTwo(const Site &site, RequestDraft &draft)
{
    askAt(site, draft, "twin-lab.example");
    type(draft, "Cookie", QByteArray("sid=0b77d1c2e3f4a596; theme=dark; ") + kSession);
}

void askAcrossHosts(const Site &site, RequestDraft &draft)
{
    signIn(site, draft, kWwwHost);
    draft.transport.resolve.push_back("api.host-lab.example:" + QByteArray::number(site.port) + ":127.0.0.1");
}

constexpr Address kAddresses[] = {
    {"/cookie/account", &account, kFolder, "No session", "cookie.missing", &askThere<kNoneHost>},
    {"/cookie/sign-in/admin", &signInForAdmin, kFolder, "Session for another path", "cookie.not-sent", &signInThere<kPathHost>},
    {"/cookie/sign-in/www", &signInForWww, kFolder, "Session for another host", "cookie.not-sent", &askAcrossHosts},
    {"/cookie/sign-in/ended", &signInToEndedSession, kFolder, "Session taken back", "cookie.cleared", &signInThere<kEndedHost>},
    {"/cookie/ended", &endedAccount},
    {"/cookie/comma", &account, kFolder, "Comma between two cookies", "cookie.malformed", &askWithComma},
    {"/cookie/twins", &firstOfTwo, kFolder, "Two cookies of one name", "cookie.duplicated", &askWithTwo},
    {"/cookie/sign-in/suffix", &signInForEverybody, kFolder, "1. Sign in for all of co.uk", "", &signInThere<kSuffixHost>},
    {"/cookie/suffix", &account, kFolder, "2. Session for all of co.uk", "cookie.rejected", &askThere<kSuffixHost>},
    {"/cookie/sign-in/secure", &signInOverTls, kFolder, "1. Sign in with a Secure cookie", "", &signInThere<kSecureHost>},
    {"/cookie/secure", &account, kFolder, "2. Secure cookie over http", "cookie.rejected", &askThere<kSecureHost>},
    {"/cookie/sign-in/late", &signInTooLate, kFolder, "1. Sign in with an old date", "", &signInThere<kLateHost>},
    {"/cookie/late", &account, kFolder, "2. Session that was over at once", "cookie.expired", &askThere<kLateHost>},
};

}

std::span<const Address> cookieAddresses()
{
    return kAddresses;
}

}
