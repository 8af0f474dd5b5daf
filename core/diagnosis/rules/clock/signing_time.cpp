#include "core/diagnosis/rules/clock/signing_time.h"

#include "core/diagnosis/time_window.h"

#include <QUrlQuery>

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
        time.late = kLongestLink;
    if (facts.signing.hawk)
        time.late = time.early = kHawk;
    return time;
}

/// The times of webhooks: Stripe-Signature `t=…,v1=…`, X-Slack-Request-Timestamp, and those that copy them. Both libraries take five
/// minutes.
std::optional<SigningTime> webhookTime(const Facts &facts)
{
    constexpr Milliseconds kWindow{5 * 60'000};
    for (const Field &field : facts.request.fields) {
        const QByteArray name = field.name.toLower();
        QByteArray written;
        if (name == "stripe-signature" && field.value.startsWith("t="))
            written = field.value.mid(2, field.value.indexOf(',') - 2);
        else if (name == "x-slack-request-timestamp" || name == "webhook-timestamp")
            written = field.value;
        if (const auto time = secondsTime(written))
            return SigningTime{*time, "request.headers." + field.name, written, kWindow, kWindow};
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

std::optional<QByteArray> valueOf(const Facts &facts, const QByteArray &name)
{
    if (const auto field = facts.request.fields.value(name))
        return field;
    for (const auto &[parameter, value] : QUrlQuery(QString::fromUtf8(facts.request.url.query.value_or(QByteArray()))).queryItems()) {
        if (parameter.toUtf8() == name)
            return value.toUtf8();
    }
    return std::nullopt;
}

std::optional<Instant> readTime(const QByteArray &written, TimeWindow::Form form)
{
    if (form == TimeWindow::Form::Rfc3339) {
        const auto time = parseRfc3339(written);
        return time ? std::optional(*time) : std::nullopt;
    }
    if (form == TimeWindow::Form::HttpDate) {
        const auto date = parseHttpDate(written, Instant{});
        return date ? std::optional(date->instant) : std::nullopt;
    }
    if (form == TimeWindow::Form::WholeSeconds)
        return secondsTime(written.left(written.indexOf('.') < 0 ? written.size() : written.indexOf('.')));
    bool isNumber = false;
    const qint64 milliseconds = written.toLongLong(&isNumber);
    return isNumber && milliseconds > 0 ? std::optional(Instant(Milliseconds(milliseconds))) : std::nullopt;
}

/// Where the service itself reads the time of a request that is signed.
std::optional<SigningTime> namedTime(const Facts &facts, const TimeWindow &window)
{
    const QByteArray &name = window.field.isEmpty() ? window.parameter : window.field;
    const auto written = name.isEmpty() ? std::nullopt : valueOf(facts, name);
    const auto time = written ? readTime(*written, window.form) : std::nullopt;
    if (!time)
        return std::nullopt;
    return SigningTime{*time, window.field.isEmpty() ? "request.query." + name : "request.headers." + name, *written};
}

/// The window that the request asks for itself, in milliseconds.
std::optional<Milliseconds> ownWindow(const Facts &facts, const TimeWindow &window)
{
    constexpr int kMost = 600'000;
    const auto written = window.own.isEmpty() ? std::nullopt : valueOf(facts, window.own);
    bool isNumber = false;
    const int milliseconds = written ? written->toInt(&isNumber) : 0;
    return isNumber && milliseconds > 0 && milliseconds <= kMost ? std::optional(Milliseconds(milliseconds)) : std::nullopt;
}

}

std::optional<SigningTime> signingTimeOf(const Facts &facts)
{
    const TimeWindow *window = windowOf(facts, &Profile::signedTime);
    auto time = window ? namedTime(facts, *window) : std::nullopt;
    if (!time)
        time = schemeTime(facts);
    if (!time)
        time = webhookTime(facts);
    if (!time)
        time = dateTime(facts);
    const bool link = facts.signing.link || (facts.signing.aws && facts.signing.aws->inQuery);
    if (time && !link && window) {
        time->late = ownWindow(facts, *window).value_or(window->late);
        time->early = window->early;
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
