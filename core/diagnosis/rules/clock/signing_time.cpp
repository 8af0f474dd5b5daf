#include "core/diagnosis/rules/clock/signing_time.h"

#include "core/diagnosis/knowledge/profile.h"

namespace keyhole {

namespace {

/// timestampSkewSec of Hawk's own server: 60 s. github.com/mozilla/hawk, API.md.
constexpr Seconds kHawk{60};

std::optional<Instant> secondsTime(const QByteArray &text)
{
    bool isNumber = false;
    const qint64 seconds = text.toLongLong(&isNumber);
    constexpr qint64 kMost = 100'000'000'000;
    return isNumber && seconds > 0 && seconds < kMost ? std::optional(Instant(Seconds(seconds))) : std::nullopt;
}

std::optional<SigningTime> schemeTime(const Facts &facts)
{
    const auto &period = facts.signing.period;
    if (!period || !period->begins)
        return std::nullopt;
    // A link holds from its beginning to its end, whenever it was signed.
    const bool link = facts.signing.link || (facts.signing.aws && facts.signing.aws->inQuery);
    SigningTime time{*period->begins, period->where, period->beginWritten};
    if (link && !period->ends)
        time.window = kLongestLink;
    if (facts.signing.hawk)
        time.window = kHawk;
    return time;
}

/// The times of webhooks: Stripe-Signature `t=…,v1=…`, X-Slack-Request-Timestamp, and those that copy them. Both libraries take five
/// minutes.
std::optional<SigningTime> webhookTime(const Facts &facts)
{
    constexpr Seconds kWindow{5 * 60};
    for (const Field &field : facts.request.fields) {
        const QByteArray name = field.name.toLower();
        QByteArray written;
        if (name == "stripe-signature" && field.value.startsWith("t="))
            written = field.value.mid(2, field.value.indexOf(',') - 2);
        else if (name == "x-slack-request-timestamp" || name == "webhook-timestamp")
            written = field.value;
        if (const auto time = secondsTime(written))
            return SigningTime{*time, "request.headers." + field.name, written, kWindow};
    }
    return std::nullopt;
}

/// Date beside a signature that covers it.
std::optional<SigningTime> dateTime(const Facts &facts)
{
    static constexpr QByteArrayView kDated[] = {"Signature", "HMAC", "SharedKey", "SharedKeyLite", "AWS"};
    const bool dated = !facts.signing.messages.empty() || std::any_of(std::begin(kDated), std::end(kDated), [&](QByteArrayView each) {
        return equalsIgnoringCase(facts.authorizationParts.scheme, each);
    });
    for (const char *name : {"X-Ms-Date", "Date"}) {
        const Field *field = dated ? facts.request.fields.find(name) : nullptr;
        const auto date = field ? parseHttpDate(field->value, Instant{}) : Result<HttpDate, SyntaxError>(failure(SyntaxError{}));
        if (date)
            return SigningTime{date->instant, "request.headers." + field->name, field->value};
    }
    return std::nullopt;
}

}

std::optional<SigningTime> signingTimeOf(const Facts &facts)
{
    auto time = schemeTime(facts);
    if (!time)
        time = webhookTime(facts);
    if (!time)
        time = dateTime(facts);
    const bool link = facts.signing.link || (facts.signing.aws && facts.signing.aws->inQuery);
    if (time && !link && facts.service && facts.service->signatureWindow > 0) {
        time->window = Seconds(facts.service->signatureWindow);
        time->windowIsKnown = true;
    }
    return time;
}

std::optional<Milliseconds> overdue(const Facts &facts)
{
    const auto &period = facts.signing.period;
    if (!period || !period->ends || !facts.serverTime || *period->ends >= *facts.serverTime)
        return std::nullopt;
    return *facts.serverTime - *period->ends;
}

}
