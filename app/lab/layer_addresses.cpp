#include "app/lab/addresses.h"

namespace keyhole::lab {

namespace {

constexpr const char *kFolder = "The layers between";

QByteArray serverPage(const QByteArray &title, const QByteArray &line)
{
    return "<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" + title + "</h1></center>\r\n" + line
        + "<hr><center>nginx/1.24.0</center>\r\n</body>\r\n</html>\r\n";
}

/// nginx with a password of its own before an API that takes tokens.
Answer guardedByServer(const Site &, const Request &)
{
    Answer answer = page(401, serverPage("401 Authorization Required", {}));
    answer.fields.append("Server", "nginx/1.24.0");
    answer.fields.append("WWW-Authenticate", "Basic realm=\"Staging\"");
    return answer;
}

/// nginx that verifies its clients' certificates.
Answer verifiesClients(const Site &, const Request &)
{
    Answer answer = page(400, serverPage("400 Bad Request", "<center>No required SSL certificate was sent</center>\r\n"));
    answer.fields.append("Server", "nginx/1.24.0");
    return answer;
}

/// Knows itself by an inner name alone, and so finds no proof that fits.
Answer takesInnerName(const Site &, const Request &)
{
    return challenge("DPoP error=\"invalid_dpop_proof\", error_description=\"htu does not match\"", "The proof is for another address");
}

/// A proxy that spreads the steps of NTLM over its own connections: the server begins anew each time.
Answer beginsAnew(const Site &, const Request &)
{
    return {401, {{"WWW-Authenticate", "NTLM", {}}, {"Via", "1.1 office-gateway", {}}}};
}

Answer publishedKeys(const Site &site, const Request &)
{
    return json(200, site.issuer.jwks());
}

/// Has read the keys when it started, and never since.
Answer keepsOldKeys(const Site &, const Request &)
{
    return challenge("Bearer error=\"invalid_token\", error_description=\"The signature key was not found\"", "No key fits");
}

/// A CDN that keeps Authorization to itself: the API behind it finds none.
Answer strippedOrders(const Site &, const Request &)
{
    Answer answer = challenge("Bearer realm=\"orders\"", "No authorization header was provided");
    answer.fields.append("Via", "1.1 edge-cache");
    return answer;
}

/// The same with cookies.
Answer strippedAccount(const Site &, const Request &)
{
    Answer answer = json(401, "{\"message\": \"Missing cookie: sid\"}");
    answer.fields.append("Via", "1.1 edge-cache");
    return answer;
}

/// Somebody else's refusal, kept and handed out to everybody.
Answer storedRefusal(const Site &, const Request &)
{
    Answer answer = json(401, "{\"message\": \"Unauthorized\"}");
    answer.fields.append("Age", "417");
    answer.fields.append("X-Cache", "HIT");
    return answer;
}

/// Only those of the office.
Answer officeOnly(const Site &, const Request &)
{
    return json(403, "{\"message\": \"Your IP address is not allowed to access this resource\"}");
}

QByteArray token(const Site &site)
{
    return site.issuer.sign(soundClaims(site));
}

void askWithToken(const Site &site, RequestDraft &draft)
{
    draft.auth = {AuthKind::Bearer, {}, Secret(token(site))};
}

void askWithProof(const Site &site, RequestDraft &draft)
{
    type(draft, "Authorization", "DPoP " + token(site));
    type(draft, "DPoP",
         site.issuer.sign({{"jti", "\"p-1041\""}, {"htm", "\"GET\""}, {"htu", '"' + draft.address + '"'}}, "ES256", "dpop+jwt"));
}

void askWithSession(const Site &site, RequestDraft &draft)
{
    askAt(site, draft, "edge-lab.example");
    draft.cookies.push_back({true, "sid", "6f1c2a9e4b7d8035", {}});
}

void askWithLastStep(const Site &, RequestDraft &draft)
{
    type(draft, "Authorization", "NTLM " + QByteArray("NTLMSSP\0\3\0\0\0", 12).append(52, '\0').toBase64());
}

constexpr Address kAddresses[] = {
    {"/layers/staging", &guardedByServer, kFolder, "Password before an API of tokens", "header.layer-conflict", &askWithToken},
    {"/layers/certificate", &verifiesClients, kFolder, "Client certificate wanted", "tls.client-certificate-missing"},
    {"/layers/inner-name", &takesInnerName, kFolder, "Proof for an address that the proxy hides", "server.proxy-url-mismatch",
     &askWithProof},
    {"/layers/ntlm", &beginsAnew, kFolder, "NTLM through a proxy", "negotiate.connection-lost", &askWithLastStep},
    {"/layers/stripped", &strippedOrders, kFolder, "Token kept by a cache between", "header.stripped-upstream", &askWithToken},
    {"/layers/stripped/account", &strippedAccount, kFolder, "Cookie kept by a cache between", "cookie.stripped-upstream", &askWithSession},
    {"/layers/stored", &storedRefusal, kFolder, "Refusal that a cache had stored", "server.cached", &askWithToken},
    {"/layers/office", &officeOnly, kFolder, "For addresses of the office alone", "server.address-blocked", &askWithToken},
    {"/layers/keys", &publishedKeys, kFolder, "The keys of the issuer"},
    {"/layers/old-keys", &keepsOldKeys, kFolder, "Verifier with an old copy of the keys", "server.stale-keys", &askWithToken},
};

}

std::span<const Address> layerAddresses()
{
    return kAddresses;
}

}
