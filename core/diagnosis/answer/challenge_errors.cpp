#include "core/diagnosis/answer/reading.h"
#include "core/http/challenge.h"

namespace keyhole {

namespace {

struct AskingParameter {
    const char *name;
    AskedFor what;
};

// RFC 6750, 3; RFC 9470, 3; RFC 9728, 5.1; RFC 9449, 7.1; RFC 7616, 3.3; Azure's authorization_uri and resource_id, GNAP-like as_uri
// (RFC 9635); a registry's realm is the address of its token service (distribution.github.io, token authentication).
constexpr AskingParameter kAsking[] = {
    {"scope", AskedFor::Scope},
    {"acr_values", AskedFor::AuthenticationContext},
    {"max_age", AskedFor::MaxAge},
    {"realm", AskedFor::Realm},
    {"resource_metadata", AskedFor::ResourceMetadata},
    {"authorization_uri", AskedFor::AuthorizationServer},
    {"authorization", AskedFor::AuthorizationServer},
    {"as_uri", AskedFor::AuthorizationServer},
    {"token_uri", AskedFor::AuthorizationServer},
    {"resource_id", AskedFor::Audience},
    {"resource", AskedFor::Audience},
    {"service", AskedFor::Audience},
    {"audience", AskedFor::Audience},
    {"algs", AskedFor::Algorithm},
    {"algorithm", AskedFor::Algorithm},
    {"claims", AskedFor::Policy},
};

AnswerError readChallenge(const Challenge &challenge, const QByteArray &where)
{
    AnswerError error;
    error.format = challenge.is("DPoP") ? "dpop-challenge" : challenge.is("Bearer") ? "bearer-challenge" : "challenge";
    for (const AuthParameter &parameter : challenge.parameters) {
        const QString text = QString::fromUtf8(parameter.value);
        if (equalsIgnoringCase(parameter.name, "error") || equalsIgnoringCase(parameter.name, "error_codes"))
            addCode(error, where, parameter.name, text);
        else if (equalsIgnoringCase(parameter.name, "error_description") && !text.isEmpty())
            error.message = answerText(where, parameter.name, text);
        for (const AskingParameter &each : kAsking) {
            if (equalsIgnoringCase(each.name, parameter.name) && !text.isEmpty() && error.asked.size() < AnswerReader::kMostParts)
                error.asked.push_back({each.what, answerText(where, parameter.name, text)});
        }
    }
    return error;
}

}

void readChallengeErrors(AnswerReader &reader, const FieldList &fields)
{
    for (const Field &field : fields) {
        if (!equalsIgnoringCase(field.name, "WWW-Authenticate") && !equalsIgnoringCase(field.name, "Proxy-Authenticate"))
            continue;
        const QByteArray where = "response.headers." + field.name;
        for (const Challenge &challenge : readChallenges(field.value).challenges) {
            for (const AuthParameter &parameter : challenge.parameters) {
                if (!equalsIgnoringCase(parameter.name, "nonce") && !equalsIgnoringCase(parameter.name, "opaque"))
                    reader.addText(where, parameter.name, QString::fromUtf8(parameter.value));
            }
            reader.addError(readChallenge(challenge, where));
        }
    }
}

}
