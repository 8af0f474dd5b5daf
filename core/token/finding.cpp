#include "core/token/finding.h"

#include "core/http/credentials.h"
#include "core/http/form.h"
#include "core/http/set_cookie.h"
#include "core/json/path.h"
#include "core/token/kind.h"
#include "core/token/scan.h"
#include "core/token/split_cookies.h"

namespace keyhole {

namespace {

/// The name at the end of a place. Those of cookies hold dots, and a number at the end of a split one.
QByteArrayView nameIn(const QByteArray &where)
{
    constexpr QByteArrayView kCookies("request.cookies.");
    const QByteArrayView name = where.startsWith(kCookies) ? QByteArrayView(where).sliced(kCookies.size())
                                                           : QByteArrayView(where).sliced(where.lastIndexOf('.') + 1);
    return name.endsWith(".0") ? name.chopped(2) : name;
}

bool isWhole(QByteArrayView value)
{
    const auto token = wholeToken(value);
    return token && token->token.isJwt();
}

/// Numbers at the end of names may mean something else: then each value stands by itself.
bool isSplitToken(const SplitCookie &split, const std::vector<NamedCookie> &cookies)
{
    if (std::any_of(split.parts.begin(), split.parts.end(), [&](size_t part) { return isWhole(cookies[part].value); }))
        return false;
    const std::vector<ScannedToken> inside = scanForTokens(split.value);
    return isWhole(split.value) || std::any_of(inside.begin(), inside.end(), [](const ScannedToken &each) { return each.token.isJwt(); });
}

class Finder {
public:
    void add(const QByteArray &where, ScannedToken token, qsizetype shift = 0, const QString &wrapping = {})
    {
        if (m_found.tokens.size() == kMostTokensFound)
            return leaveOut(QStringLiteral("what follows the first %1 tokens").arg(kMostTokensFound));
        FoundToken found{where, std::move(token.token), token.offset + shift, token.length, std::move(token.wrapping)};
        if (!wrapping.isEmpty())
            found.wrapping.prepend(wrapping);
        classifyByName(found.token, nameIn(where));
        m_found.tokens.push_back(std::move(found));
    }

    /// A value that may be a token as a whole, or hold some.
    void addValue(const QByteArray &where, QByteArrayView value, qsizetype shift = 0, const QString &wrapping = {})
    {
        auto whole = wholeToken(value);
        if (!whole || whole->token.form == TokenForm::Broken) {
            auto inside = scanForTokens(value);
            const bool better
                = !whole || std::any_of(inside.begin(), inside.end(), [](const ScannedToken &each) { return each.token.isJwt(); });
            if (better) {
                for (ScannedToken &each : inside)
                    add(where, std::move(each), shift, wrapping);
                return;
            }
        }
        addWithInside(where, std::move(*whole), shift, wrapping);
    }

    void addWithInside(const QByteArray &where, ScannedToken token, qsizetype shift, const QString &wrapping = {})
    {
        std::vector<ScannedToken> inside = tokensInside(token);
        add(where, std::move(token), shift, wrapping);
        for (ScannedToken &each : inside)
            add(where, std::move(each), shift, wrapping);
    }

    void addAuthorization(const Field &field)
    {
        const QByteArray where = "request.headers." + field.name;
        const Credentials parts = splitCredentials(field.value);
        const QByteArray text = parts.scheme.isEmpty() ? field.value : parts.rest;
        const qsizetype shift = field.value.size() - text.size();
        if (text.isEmpty())
            return;
        if (looksLikeJwt(text) || (equalsIgnoringCase(field.name, "Authorization") && isTokenScheme(parts.scheme)))
            addWithInside(where, {0, text.size(), decodeToken(text)}, shift);
        else
            addValue(where, text, shift);
    }

    void addCookies(const QByteArray &where, const std::vector<NamedCookie> &cookies)
    {
        std::vector<SplitCookie> split = joinSplitCookies(cookies);
        std::erase_if(split, [&](const SplitCookie &each) { return !isSplitToken(each, cookies); });
        for (const SplitCookie &each : split) {
            const QString parts = QStringLiteral("split over %1 cookies").arg(each.parts.size());
            addValue(where.isEmpty() ? "request.cookies." + cookies[each.parts.front()].name : where, each.value, 0, parts);
        }
        for (size_t i = 0; i < cookies.size(); ++i) {
            const bool isPart = std::any_of(split.begin(), split.end(), [i](const SplitCookie &each) { return each.has(i); });
            const QString wrapping
                = where.isEmpty() ? QString() : QStringLiteral("in the cookie “%1”").arg(QString::fromUtf8(cookies[i].name));
            if (!isPart)
                addValue(where.isEmpty() ? "request.cookies." + cookies[i].name : where, cookies[i].value, cookies[i].offset, wrapping);
        }
    }

    /// A query, form or fragment. `where` ends with a dot, or is the whole place. Each token is told at its pair.
    void addPairs(const QByteArray &where, const QByteArray &encoded, qsizetype shift = 0)
    {
        for (const FormPair &pair : parseForm(encoded)) {
            const bool named = where.endsWith('.');
            const size_t before = m_found.tokens.size();
            addValue(named ? where + pair.name : where, pair.value, 0,
                     named ? QString() : QStringLiteral("in the parameter “%1”").arg(QString::fromUtf8(pair.name.left(60))));
            for (size_t i = before; i < m_found.tokens.size(); ++i) {
                m_found.tokens[i].offset = shift + pair.offset;
                m_found.tokens[i].length = pair.length;
            }
        }
    }

    /// An address in a field: its parameters by name, the rest as text.
    void addAddress(const QByteArray &where, const QByteArray &address)
    {
        const qsizetype begin = address.indexOf('?'), hash = address.indexOf('#');
        if (begin < 0 && hash < 0)
            return addValue(where, address);
        const qsizetype parameters = begin < 0 ? hash : hash < 0 ? begin : std::min(begin, hash);
        addValue(where, QByteArrayView(address).first(parameters));
        const qsizetype queryEnd = hash < 0 ? address.size() : hash;
        if (begin >= 0 && begin < queryEnd)
            addPairs(where, address.mid(begin + 1, queryEnd - begin - 1), begin + 1);
        if (hash >= 0)
            addPairs(where, address.mid(hash + 1), hash + 1);
    }

    void addBody(const QByteArray &where, const QByteArray &body, bool isForm)
    {
        if (body.size() > kMostScanned)
            leaveOut(QStringLiteral("the body behind its first megabyte"));
        if (isForm)
            return addPairs(where + '.', body.left(kMostScanned));
        const bool json = body.trimmed().startsWith('{') || body.trimmed().startsWith('[');
        auto whole = json ? std::nullopt : wholeToken(body);
        if (whole && whole->token.isJwt())
            return add(where, std::move(*whole));
        for (ScannedToken &each : scanForTokens(body)) {
            const QByteArray path = json ? jsonPathAt(body, each.offset) : QByteArray();
            add(path.isEmpty() ? where : where + '.' + path, std::move(each));
        }
    }

    TokensFound take() { return std::move(m_found); }
    void append(TokensFound other)
    {
        std::move(other.tokens.begin(), other.tokens.end(), std::back_inserter(m_found.tokens));
        m_found.notSearched += other.notSearched;
    }

private:
    void leaveOut(const QString &what)
    {
        if (!m_found.notSearched.contains(what))
            m_found.notSearched += what;
    }

    TokensFound m_found;
};

bool isForm(const FieldList &fields)
{
    const Field *type = fields.find("Content-Type");
    return type && type->value.startsWith("application/x-www-form-urlencoded");
}

bool isAddress(QByteArrayView name)
{
    static constexpr QByteArrayView kNames[] = {"Location", "Content-Location", "Referer", "Refresh"};
    return std::any_of(std::begin(kNames), std::end(kNames), [name](QByteArrayView each) { return equalsIgnoringCase(each, name); });
}

std::vector<NamedCookie> sentCookies(const FieldList &fields)
{
    std::vector<NamedCookie> cookies;
    for (const QByteArray &value : fields.values("Cookie")) {
        for (const CookiePair &pair : parseCookieField(value).pairs)
            cookies.push_back({pair.name, pair.value, std::max<qsizetype>(value.indexOf(pair.value, pair.offset), 0)});
    }
    return cookies;
}

/// Only name and value, as they stand, so that an attribute that is wrong does no harm.
std::vector<NamedCookie> setCookies(const FieldList &fields)
{
    std::vector<NamedCookie> cookies;
    for (const QByteArray &value : fields.values("Set-Cookie")) {
        const QByteArrayView pair = QByteArrayView(value).first(value.indexOf(';') < 0 ? value.size() : value.indexOf(';'));
        const qsizetype equals = pair.indexOf('=');
        if (equals > 0)
            cookies.push_back({pair.first(equals).trimmed().toByteArray(), pair.sliced(equals + 1).trimmed().toByteArray(), equals + 1});
    }
    return cookies;
}

void addTarget(Finder &finder, const Url &url)
{
    if (url.userInfo)
        finder.addValue("request.url", *url.userInfo, url.scheme.size() + qsizetype(qstrlen("://")));
    const qsizetype fragment = url.toString().size() - (url.fragment ? url.fragment->size() : 0);
    const qsizetype query = fragment - (url.fragment ? 1 : 0) - (url.query ? url.query->size() : 0);
    finder.addValue("request.url", url.path, query - (url.query ? 1 : 0) - url.path.size());
    if (url.query)
        finder.addPairs("request.query.", *url.query, query);
    if (url.fragment)
        finder.addPairs("request.url", *url.fragment, fragment);
}

}

bool isTokenScheme(QByteArrayView scheme)
{
    static constexpr QByteArrayView kOthers[]
        = {"Basic", "Digest", "Negotiate", "NTLM", "AWS4-HMAC-SHA256", "OAuth", "Hawk", "Signature", "HMAC"};
    return std::none_of(std::begin(kOthers), std::end(kOthers), [scheme](QByteArrayView each) { return equalsIgnoringCase(scheme, each); });
}

TokensFound findTokens(const Request &request)
{
    Finder finder;
    for (const Field &field : request.fields) {
        const QByteArray where = "request.headers." + field.name;
        if (equalsIgnoringCase(field.name, "Authorization") || equalsIgnoringCase(field.name, "Proxy-Authorization"))
            finder.addAuthorization(field);
        else if (isAddress(field.name))
            finder.addAddress(where, field.value);
        else if (!equalsIgnoringCase(field.name, "Cookie"))
            finder.addValue(where, field.value);
    }
    addTarget(finder, request.url);
    finder.addBody("request.body", request.body, isForm(request.fields));
    finder.addCookies({}, sentCookies(request.fields));
    return finder.take();
}

TokensFound findTokens(const Response &response)
{
    Finder finder;
    for (const Field &field : response.fields) {
        const QByteArray where = "response.headers." + field.name;
        if (isAddress(field.name))
            finder.addAddress(where, field.value);
        else if (!equalsIgnoringCase(field.name, "Set-Cookie"))
            finder.addValue(where, field.value);
    }
    finder.addCookies("response.headers.Set-Cookie", setCookies(response.fields));
    finder.addBody("response.body", response.body, false);
    return finder.take();
}

TokensFound findTokens(const Exchange &exchange)
{
    Finder finder;
    finder.append(findTokens(exchange.last().request));
    if (exchange.last().response)
        finder.append(findTokens(*exchange.last().response));
    return finder.take();
}

TokensFound findTokens(QByteArrayView text)
{
    Finder finder;
    finder.addBody("text", text.toByteArray(), false);
    return finder.take();
}

}
