// Whatever comes in, every token that is found lies in it, and searching ends.
#include "core/http/exchange.h"
#include "core/json/path.h"
#include "core/token/base64url.h"
#include "core/token/finding.h"
#include "core/token/scan.h"
#include "demand.h"

using namespace keyhole;

namespace {

void demandPlaces(const TokensFound &found, qsizetype size)
{
    demand(found.tokens.size() <= kMostTokensFound);
    for (const FoundToken &each : found.tokens)
        demand(!each.where.isEmpty() && each.offset >= 0 && each.length >= 0 && each.offset + each.length <= size);
}

}

/// The text as a paste, a body, a field, cookies and an address; and inside of base64.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray text = inputOf(data, size).toByteArray();
    demandPlaces(findTokens(text), text.size());
    for (const ScannedToken &each : scanForTokens(text.toBase64()))
        demand(each.offset + each.length <= text.toBase64().size());
    Request request;
    request.fields = {{"Authorization", "Bearer " + text, {}}, {"Cookie", text, {}}, {"Referer", text, {}}};
    request.body = text;
    request.url.query = text;
    findTokens(request);
    Response response;
    response.fields = {{"Set-Cookie", text, {}}, {"Location", text, {}}};
    response.body = text;
    findTokens(response);
    jsonPathAt(text, text.size() / 2);
    return 0;
}
