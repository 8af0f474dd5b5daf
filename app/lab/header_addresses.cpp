#include "app/lab/addresses.h"

#include "app/lab/token_gate.h"

namespace keyhole::lab {

namespace {

constexpr const char *kFolder = "The header";

QByteArray token(const Site &site)
{
    return site.issuer.sign(soundClaims(site));
}

Answer guarded(const Site &site, const Request &request)
{
    return orders(site, request);
}

Answer movedAway(const Site &site, const Request &)
{
    return redirect(307, site.there + "/header/moved/orders");
}

/// Keys are known here, and not taken at this address.
Answer membersOnly(const Site &, const Request &request)
{
    if (request.fields.contains("X-API-Key"))
        return challenge("Bearer realm=\"members\"", "API keys are not supported for this address, use an access token");
    return challenge("Bearer realm=\"members\"", "Say who you are");
}

/// RFC 6585, 5: the whole header is over the limit, or one field of it.
Answer narrow(const Site &site, const Request &request)
{
    constexpr qsizetype kLimit = 8 << 10;
    qsizetype size = 0;
    for (const Field &field : request.fields)
        size += field.name.size() + field.value.size() + 4;
    return size > kLimit ? json(431, {}) : orders(site, request);
}

void askEmpty(const Site &, RequestDraft &draft)
{
    type(draft, "Authorization", "Bearer ");
}

void askPlaceholder(const Site &, RequestDraft &draft)
{
    type(draft, "Authorization", "Bearer <your_access_token>");
}

void askBare(const Site &site, RequestDraft &draft)
{
    type(draft, "Authorization", token(site));
}

void askBasic(const Site &, RequestDraft &draft)
{
    draft.auth = {AuthKind::Basic, "alice", Secret("open-sesame-2026")};
}

void askTwice(const Site &site, RequestDraft &draft)
{
    draft.auth = {AuthKind::Bearer, {}, Secret("Bearer " + token(site))};
}

void askQuoted(const Site &site, RequestDraft &draft)
{
    type(draft, "Authorization", "Bearer \"" + token(site) + '"');
}

void askColon(const Site &site, RequestDraft &draft)
{
    type(draft, "Authorization", "Bearer: " + token(site));
}

void askWrongName(const Site &site, RequestDraft &draft)
{
    type(draft, "Authentication", "Bearer " + token(site));
}

void askInQuery(const Site &site, RequestDraft &draft)
{
    draft.address += "?access_token=" + token(site);
}

void askTwoFields(const Site &site, RequestDraft &draft)
{
    type(draft, "Authorization", "Bearer " + token(site));
    type(draft, "Authorization", "Bearer " + site.issuer.sign(soundClaims(site), "ES256"));
}

void askSound(const Site &site, RequestDraft &draft)
{
    draft.auth = {AuthKind::Bearer, {}, Secret(token(site))};
}

void askWithKey(const Site &, RequestDraft &draft)
{
    type(draft, "X-API-Key", "lab-5f0c1b7e92d84a36");
}

/// A token with a name for each of many groups.
void askWithManyGroups(const Site &site, RequestDraft &draft)
{
    QByteArray groups;
    for (int i = 0; i < 500; ++i)
        groups += (i ? ",\"group-" : "\"group-") + QByteArray::number(i) + '"';
    draft.auth = {AuthKind::Bearer, {}, Secret(site.issuer.sign(with(soundClaims(site), {{"groups", '[' + groups + ']'}})))};
}

constexpr Address kAddresses[] = {
    {"/header/none", &guarded, kFolder, "No credential", "header.missing"},
    {"/header/empty", &guarded, kFolder, "Nothing behind Bearer", "header.empty", &askEmpty},
    {"/header/placeholder", &guarded, kFolder, "Placeholder left in", "header.placeholder", &askPlaceholder},
    {"/header/bare", &guarded, kFolder, "Token without Bearer", "header.scheme-missing", &askBare},
    {"/header/basic", &guarded, kFolder, "Password where a token is asked for", "header.scheme-wrong", &askBasic},
    {"/header/twice", &guarded, kFolder, "Bearer twice", "header.scheme-repeated", &askTwice},
    {"/header/quoted", &guarded, kFolder, "Token in quotation marks", "header.malformed", &askQuoted},
    {"/header/colon", &guarded, kFolder, "Colon behind Bearer", "header.malformed", &askColon},
    {"/header/name", &guarded, kFolder, "Authentication for Authorization", "header.name-wrong", &askWrongName},
    {"/header/query", &guarded, kFolder, "Token in the address", "header.location-wrong", &askInQuery},
    {"/header/both", &guarded, kFolder, "Two Authorization fields", "header.duplicated", &askTwoFields},
    {"/header/key", &membersOnly, kFolder, "Key where a token is wanted", "apikey.unsupported", &askWithKey},
    {"/header/large", &narrow, kFolder, "Token with five hundred groups", "header.too-large", &askWithManyGroups},
    {"/header/moved", &movedAway, kFolder, "Token lost on a redirect", "header.dropped-on-redirect", &askSound},
    {"/header/moved/orders", &guarded},
};

}

std::span<const Address> headerAddresses()
{
    return kAddresses;
}

}
