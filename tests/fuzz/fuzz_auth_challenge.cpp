#include "core/auth/challenge_answer.h"
#include "core/auth/digest.h"
#include "core/auth/digest_answer.h"
#include "demand.h"

using namespace keyhole;

/// Whatever a server asks: an answer that is made is one that reads well, and it holds no secret.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray input = inputOf(data, size).toByteArray();
    const QByteArrayList lines = input.split('\n');
    Hop hop;
    hop.request.method = "GET";
    hop.request.url = *Url::parse("https://api.example.com/meter?a=1");
    hop.response.emplace();
    hop.response->status = 401;
    hop.response->fields.append("WWW-Authenticate", lines.value(0));
    hop.response->fields.append("Authentication-Info", lines.value(1));
    hop.response->fields.append("DPoP-Nonce", lines.value(2));

    AuthDraft auth{AuthKind::Digest, lines.value(3), Secret("a password that is looked for")};
    AuthMemory memory;
    memory.take(hop);
    (void)answerChallenge(hop, auth, memory, 0);
    const auto effect = applyAuth(auth, {hop.request, {}, QByteArray(32, '0'), &memory});
    if (!effect)
        return 0;
    demand(!effect->display.contains("a password that is looked for"));
    for (const Field &field : effect->fields) {
        demand(!field.value.contains("a password that is looked for"));
        hop.request.fields.append(field);
    }
    if (effect->fields.isEmpty())
        return 0;
    const auto read = readDigest(hop.request);
    demand(read.has_value());
    demand(read->value("response")
           == digestResponse(*read, "GET", auth.user, auth.secret.reveal(),
                             hashOf(*digestAlgorithm(read->value("algorithm").value_or(QByteArray())), {}).toHex()));
    memory.noteSent(hop.request);
    return 0;
}
