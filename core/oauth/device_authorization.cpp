#include "core/oauth/device_authorization.h"

#include "core/oauth/json_answer.h"
#include "core/oauth/server_metadata.h"

namespace keyhole {

namespace {

constexpr qint64 kLongestWait = 24 * 3600, kUsualWait = 1800;

std::optional<qint64> wholeNumber(const JsonValue &json, QByteArrayView name)
{
    bool whole = false;
    const qint64 number = json.string(name).toLongLong(&whole);
    return whole ? std::optional(number) : std::nullopt;
}

OAuthFault unusable(const QString &what)
{
    return {"device.unusable",
            {what, {}, QStringLiteral("Open the exchange to see the answer; check the address of the device endpoint.")}};
}

bool canBeShown(const QByteArray &code)
{
    return !code.isEmpty() && code.size() <= 40 && std::all_of(code.begin(), code.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

}

OAuthResult<DeviceCode> readDeviceCode(const Response &response, Instant at, std::vector<OAuthFault> &doubts)
{
    const auto json = readJsonAnswer("device", response, doubts);
    if (!json)
        return failure(json.error());
    const QByteArray address = json->find("verification_uri") ? json->string("verification_uri") : json->string("verification_url");
    const auto verification = endpointAddress(address, "verification_uri");
    if (!verification)
        return failure(verification.error());
    DeviceCode code{Secret(json->string("device_code")), json->string("user_code"), *verification, {}, {}, Seconds(5)};
    if (code.deviceCode.isEmpty() || !canBeShown(code.userCode))
        return failure(unusable(QStringLiteral("The answer has no code that could be entered.")));
    if (const JsonValue *complete = json->find("verification_uri_complete")) {
        const auto url = endpointAddress(complete->text, "verification_uri_complete");
        if (url && url->origin() == verification->origin())
            code.complete = *url;
    }
    const qint64 seconds = wholeNumber(*json, "expires_in").value_or(kUsualWait);
    code.expiry = at + Seconds(seconds > 0 && seconds <= kLongestWait ? seconds : kUsualWait);
    code.interval = Seconds(std::clamp<qint64>(wholeNumber(*json, "interval").value_or(5), 1, 60));
    return code;
}

DevicePoll devicePoll(const OAuthFault &fault)
{
    if (fault.code == "authorization_pending")
        return DevicePoll::Wait;
    // A connection that broke off is answered by asking less often: RFC 8628, 3.5.
    const bool brokeOff = fault.id == "token.no-answer" || fault.id == "token.slow";
    return fault.code == "slow_down" || brokeOff ? DevicePoll::WaitLonger : DevicePoll::Over;
}

}
