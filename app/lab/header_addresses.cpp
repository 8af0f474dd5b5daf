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
    {"/header/moved", &movedAway, kFolder, "Token lost on a redirect", "header.dropped-on-redirect", &askSound},
    {"/header/moved/orders", &guarded},
};

}

std::span<const Address> headerAddresses()
{
    return kAddresses;
}

}
