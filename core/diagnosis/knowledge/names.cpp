#include "core/diagnosis/knowledge/names.h"

#include "core/http/field.h"

#include <QHash>
#include <algorithm>

namespace keyhole {

namespace {

template <size_t N> bool among(const QByteArrayView (&list)[N], QByteArrayView name)
{
    return std::any_of(std::begin(list), std::end(list), [name](QByteArrayView each) { return equalsIgnoringCase(each, name); });
}

/// Edit distance, stopped at 3: enough to see a misspelling.
int distance(QByteArrayView a, QByteArrayView b)
{
    std::vector<int> row(size_t(b.size()) + 1);
    for (size_t j = 0; j < row.size(); ++j)
        row[j] = int(j);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        int diagonal = row[0];
        row[0] = int(i);
        for (size_t j = 1; j < row.size(); ++j) {
            const int above = row[j];
            row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[qsizetype(j) - 1] ? 0 : 1)});
            diagonal = above;
        }
    }
    return row.back();
}

/// The names of fields are the same in every exchange, and what each is takes a look through long lists.
template <class Decide> bool remembered(QHash<QByteArray, bool> &known, QByteArrayView name, Decide decide)
{
    constexpr qsizetype kMost = 4'096;
    const auto found = known.constFind(QByteArray::fromRawData(name.data(), name.size()));
    if (found != known.constEnd())
        return *found;
    if (known.size() >= kMost)
        known.clear();
    return *known.insert(name.toByteArray(), decide(name));
}

/// X-Company-ApiKey, x_access_token, accessToken: own names that say what they carry.
bool isNamedForKey(QByteArrayView name)
{
    static constexpr QByteArrayView kEnds[]
        = {"apikey",      "accesskey",    "secretkey",      "authkey",      "subscriptionkey", "apitoken",     "authtoken",
           "accesstoken", "usertoken",    "idtoken",        "bearertoken",  "privatetoken",    "sessiontoken", "apisecret",
           "appkey",      "developerkey", "applicationkey", "clientkey",    "consumerkey",     "servicekey",   "masterkey",
           "accountkey",  "projectkey",   "servicetoken",   "clientsecret", "licensekey"};
    QByteArray squeezed;
    for (const char c : name) {
        if (c != '-' && c != '_')
            squeezed += c;
    }
    squeezed = squeezed.toLower();
    return std::any_of(std::begin(kEnds), std::end(kEnds), [&](QByteArrayView end) { return squeezed.endsWith(end); });
}

}

namespace {

bool holdsCredential(QByteArrayView name)
{
    // Each is the documented field of at least one service or server.
    static constexpr QByteArrayView kNames[] = {"X-API-Key",
                                                "api-key",
                                                "apikey",
                                                "Api_Key",
                                                "X-Api-Token",
                                                "X-Auth-Token",
                                                "X-Auth-Key",
                                                "X-Access-Token",
                                                "Access-Token",
                                                "Private-Token",
                                                "Job-Token",
                                                "Deploy-Token",
                                                "X-Goog-Api-Key",
                                                "X-Functions-Key",
                                                "Ocp-Apim-Subscription-Key",
                                                "X-Shopify-Access-Token",
                                                "X-Vault-Token",
                                                "X-Figma-Token",
                                                "DD-API-KEY",
                                                "DD-APPLICATION-KEY",
                                                "X-RapidAPI-Key",
                                                "X-Hasura-Admin-Secret",
                                                "X-Plex-Token",
                                                "X-Emby-Token",
                                                "X-Emby-Authorization",
                                                "X-MediaBrowser-Token",
                                                "X-Consul-Token",
                                                "X-Nomad-Token",
                                                "X-Figma-Token",
                                                "X-JFrog-Art-Api",
                                                "X-NuGet-ApiKey",
                                                "Circle-Token",
                                                "X-Tableau-Auth",
                                                "X-Amz-Security-Token",
                                                "X-Redmine-API-Key",
                                                "X-N8N-API-KEY",
                                                "X-Postmark-Server-Token",
                                                "X-Authorization",
                                                "Authentication",
                                                "Token",
                                                "X-Token",
                                                "X-JWT-Assertion",
                                                "X-Auth-Email",
                                                "X-Cisco-Meraki-API-Key",
                                                "Grafana-Api-Key",
                                                "X-Access-Key",
                                                "X-Key",
                                                "X-JWT",
                                                "X-Secret",
                                                "DPoP",
                                                "X-Appwrite-Key",
                                                "X-MBX-APIKEY"};
    return among(kNames, name) || isMistakenForAuthorization(name) || isNamedForKey(name);
}

}

bool isCredentialField(QByteArrayView name)
{
    static thread_local QHash<QByteArray, bool> known;
    return remembered(known, name, holdsCredential);
}

bool isCredentialParameter(QByteArrayView name, QByteArrayView value)
{
    static constexpr QByteArrayView kNames[] = {"access_token",
                                                "auth_token",
                                                "api_key",
                                                "apikey",
                                                "api-key",
                                                "api_token",
                                                "apitoken",
                                                "private_token",
                                                "client_secret",
                                                "client_assertion",
                                                "assertion",
                                                "refresh_token",
                                                "id_token",
                                                "jwt",
                                                "subscription-key",
                                                "X-Amz-Signature",
                                                "X-Amz-Credential",
                                                "X-Amz-Security-Token",
                                                "X-Goog-Signature",
                                                "sig",
                                                "oauth_signature",
                                                "oauth_token",
                                                "authorization",
                                                "bearer_token",
                                                "appid",
                                                "hapikey",
                                                "auth"};
    static constexpr QByteArrayView kShortNames[] = {"key", "token", "code", "t", "session"};
    constexpr qsizetype kShortestKey = 16;
    return among(kNames, name) || isNamedForKey(name)
        || (value.size() >= kShortestKey && among(kShortNames, name) && !equalsIgnoringCase(name, "code")
            && !equalsIgnoringCase(name, "t"));
}

bool isAntiForgeryCookie(QByteArrayView name)
{
    static constexpr QByteArrayView kNames[]
        = {"XSRF-TOKEN", "csrftoken", "csrf_token", "_csrf", "_csrf_token", "CSRF-TOKEN", "atlassian.xsrf.token"};
    return among(kNames, name);
}

bool isVisitCookie(QByteArrayView name)
{
    // Hotjar, Google Analytics, Application Insights, Snowplow, Matomo, Amplitude, Mixpanel.
    static constexpr QByteArrayView kVisits[] = {"_hj", "_ga", "_gid", "ai_", "_sp_", "_pk_", "amp_", "amplitude", "mp_", "_uet"};
    return std::any_of(std::begin(kVisits), std::end(kVisits), [name](QByteArrayView visit) { return name.startsWith(visit); });
}

bool isSessionCookie(QByteArrayView name)
{
    if (isVisitCookie(name))
        return false;
    static constexpr QByteArrayView kNames[] = {"PHPSESSID",
                                                "JSESSIONID",
                                                "connect.sid",
                                                "laravel_session",
                                                "sessionid",
                                                "session",
                                                "sid",
                                                "ASP.NET_SessionId",
                                                ".AspNetCore.Cookies",
                                                ".AspNet.ApplicationCookie",
                                                ".ASPXAUTH",
                                                "_session_id",
                                                "__session",
                                                "_oauth2_proxy",
                                                "next-auth.session-token",
                                                "__Secure-next-auth.session-token",
                                                "authjs.session-token",
                                                "__Secure-authjs.session-token",
                                                "rack.session",
                                                "koa.sess",
                                                "koa:sess",
                                                ".AspNet.Cookies",
                                                "FedAuth",
                                                "MSISAuth",
                                                "CF_Authorization",
                                                "REMEMBERME",
                                                "beaker.session.id",
                                                "AuthSession",
                                                "KEYCLOAK_SESSION",
                                                "KEYCLOAK_IDENTITY",
                                                "grafana_session",
                                                "SESSION",
                                                "token",
                                                "access_token",
                                                "id_token",
                                                "jwt",
                                                "auth_token",
                                                "auth"};
    if (among(kNames, name))
        return true;
    const QByteArray lower = name.toByteArray().toLower();
    if (lower.contains("csrf") || lower.contains("xsrf"))
        return false;
    if (lower.contains("session") || lower.endsWith("sid") || lower.endsWith("_auth") || lower.contains("authtoken")
        || lower.contains("authcookie") || lower.contains("authorization") || lower.endsWith("ticket"))
        return true;
    // WordPress, ASP.NET Core Identity, Laravel's “remember me”, qBittorrent; Drupal adds a hash of the site to SESS.
    static constexpr QByteArrayView kBegins[]
        = {"wordpress_logged_in", "wordpress_sec_", ".aspnetcore.identity.", "remember_web_", "qbt_sid_"};
    constexpr qsizetype kDrupal = 36;
    return std::any_of(std::begin(kBegins), std::end(kBegins), [&](QByteArrayView begin) { return lower.startsWith(begin); })
        || (name.size() >= kDrupal && (name.startsWith("SESS") || name.startsWith("SSESS")));
}

bool isTokenCookie(QByteArrayView name)
{
    const QByteArray lower = name.toByteArray().toLower();
    if (lower.contains("refresh") || lower.contains("csrf") || lower.contains("xsrf"))
        return false;
    return isSessionCookie(name) || lower.contains("token") || lower.contains("jwt") || lower.contains("auth");
}

bool isMistakenForAuthorization(QByteArrayView name)
{
    static constexpr QByteArrayView kTaken[]
        = {"Authentication", "Authorisation", "Authorize",        "Authenticate",        "X-Authorization", "X-Authentication",
           "Auth",           "Bearer",        "WWW-Authenticate", "Authorization-Token", "Auth-Token"};
    if (among(kTaken, name))
        return true;
    return isMisspelt(name, "authorization");
}

bool isMisspelt(QByteArrayView word, QByteArrayView meant)
{
    constexpr int kWrong = 2;
    if (std::abs(word.size() - meant.size()) > kWrong)
        return false;
    const QByteArray lower = word.toByteArray().toLower(), right = meant.toByteArray().toLower();
    return lower != right && distance(lower, right) <= kWrong;
}

}
