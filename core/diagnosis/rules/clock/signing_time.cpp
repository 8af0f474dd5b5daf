#include "core/diagnosis/rules/clock/signing_time.h"

#include "core/http/form.h"

namespace keyhole {

namespace {

/// "20260505T153018Z", as AWS writes it.
std::optional<Instant> basicIsoTime(const QByteArray &text)
{
    if (text.size() != 16 || text[8] != 'T' || text[15] != 'Z')
        return std::nullopt;
    const QByteArray extended = text.left(4) + '-' + text.mid(4, 2) + '-' + text.mid(6, 2) + 'T' + text.mid(9, 2) + ':' + text.mid(11, 2)
        + ':' + text.mid(13, 2) + 'Z';
    const auto parsed = parseRfc3339(extended);
    return parsed ? std::optional(*parsed) : std::nullopt;
}

std::optional<Instant> secondsTime(const QByteArray &text)
{
    bool isNumber = false;
    const qint64 seconds = text.toLongLong(&isNumber);
    constexpr qint64 kMost = 100'000'000'000;
    return isNumber && seconds > 0 && seconds < kMost ? std::optional(Instant(Seconds(seconds))) : std::nullopt;
}

std::optional<SigningTime> amazonTime(const Facts &facts)
{
    if (const Field *field = facts.request.fields.find("X-Amz-Date")) {
        if (const auto time = basicIsoTime(field->value))
            return SigningTime{*time, "request.headers." + field->name, field->value};
    }
    std::optional<SigningTime> signedLink;
    Seconds window{0};
    for (const FormPair &pair : parseForm(facts.request.url.query.value_or(QByteArray()))) {
        if (const auto time = pair.name == "X-Amz-Date" ? basicIsoTime(pair.value) : std::nullopt)
            signedLink = SigningTime{*time, "request.query." + pair.name, pair.value};
        if (pair.name == "X-Amz-Expires")
            window = Seconds(pair.value.toLongLong());
    }
    if (signedLink && window > Seconds(0))
        signedLink->window = std::min(window, Seconds(7 * 86'400));
    return signedLink;
}

std::optional<SigningTime> parameterTime(const Facts &facts)
{
    for (const AuthParameter &parameter : facts.authorizationParts.parameters) {
        if (parameter.name != "ts" && parameter.name != "oauth_timestamp" && parameter.name != "created")
            continue;
        if (const auto time = secondsTime(parameter.value))
            return SigningTime{*time, "request.headers.Authorization", parameter.value};
    }
    return std::nullopt;
}

}

std::optional<SigningTime> signingTimeOf(const Facts &facts)
{
    if (auto time = amazonTime(facts))
        return time;
    if (auto time = parameterTime(facts))
        return time;
    static constexpr QByteArrayView kDated[] = {"Signature", "HMAC", "SharedKey", "SharedKeyLite", "AWS"};
    const bool dated = std::any_of(std::begin(kDated), std::end(kDated),
                                   [&](QByteArrayView each) { return equalsIgnoringCase(facts.authorizationParts.scheme, each); });
    for (const char *name : {"X-Ms-Date", "Date"}) {
        const Field *field = dated ? facts.request.fields.find(name) : nullptr;
        const auto date = field ? parseHttpDate(field->value, Instant{}) : Result<HttpDate, SyntaxError>(failure(SyntaxError{}));
        if (date)
            return SigningTime{date->instant, "request.headers." + field->name, field->value};
    }
    return std::nullopt;
}

}
