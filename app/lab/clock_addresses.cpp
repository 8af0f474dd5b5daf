#include "app/lab/addresses.h"

#include "app/lab/token_gate.h"
#include "core/http/credentials.h"

#include <QMessageAuthenticationCode>

namespace keyhole::lab {

namespace {

constexpr const char *kFolder = "The clocks";
constexpr Seconds kAhead{14 * 60};  ///< of this computer, by two servers that agree
constexpr Seconds kFast{26 * 60};  ///< of one server, by all others
constexpr const char *kFirst = "time-one.example", *kSecond = "time-two.example", *kFastHost = "fast-clock.example";
constexpr const char *kHawkKey = "werxhqb98rpaxn39848xrunpaw3489ruxnpa98w4rxn";

/// What Hawk signs, without a body. github.com/mozilla/hawk API.md, "Protocol Example".
QByteArray hawkMac(const QByteArray &timestamp, const QByteArray &target, const QByteArray &host, int port)
{
    const QByteArray text
        = "hawk.1.header\n" + timestamp + "\nk7Q2mV\nGET\n" + target + '\n' + host + '\n' + QByteArray::number(port) + "\n\n\n";
    return QMessageAuthenticationCode::hash(text, kHawkKey, QCryptographicHash::Sha256).toBase64();
}

Answer firstTime(const Site &site, const Request &)
{
    Answer answer = redirect(307, site.named(kSecond) + "/clock/signed");
    answer.clockShift = kAhead;
    return answer;
}

/// Checks the signature, then whether it is of this minute by a clock 14 minutes ahead of this computer's.
Answer signedOrders(const Site &site, const Request &request)
{
    const Credentials sent = splitCredentials(request.fields.value("Authorization").value_or(QByteArray()));
    const auto parameter = [&sent](QByteArrayView name) {
        const auto found
            = std::find_if(sent.parameters.begin(), sent.parameters.end(), [&](const auto &each) { return each.name == name; });
        return found == sent.parameters.end() ? QByteArray() : found->value;
    };
    const QByteArray timestamp = parameter("ts");
    const bool genuine = parameter("mac") == hawkMac(timestamp, "/clock/signed", kSecond, site.port);
    const Instant signedAt{Seconds(timestamp.toLongLong())};
    const bool fresh = std::chrono::abs(signedAt - (site.now + kAhead)) <= Seconds(60);
    Answer answer = genuine && fresh
        ? json(200, "{\"orders\": []}")
        : challenge(genuine ? "Hawk error=\"Stale timestamp\"" : "Hawk error=\"Bad mac\"", genuine ? "Stale timestamp" : "Bad mac");
    answer.clockShift = kAhead;
    return answer;
}

Answer rightTime(const Site &site, const Request &)
{
    return redirect(307, site.named(kFastHost) + "/clock/fast");
}

Answer fastOrders(const Site &site, const Request &request)
{
    return orders(site, request, {.clockShift = kFast});
}

void askSigned(const Site &site, RequestDraft &draft)
{
    askAt(site, draft, kFirst);
    draft.transport.resolve.push_back(kSecond + (":" + QByteArray::number(site.port)) + ":127.0.0.1");
    draft.allowedOrigins = {site.named(kSecond)};
    const QByteArray timestamp = QByteArray::number(std::chrono::floor<Seconds>(site.now).time_since_epoch().count());
    const QByteArray mac = hawkMac(timestamp, "/clock/signed", kSecond, site.port);
    draft.auth = {AuthKind::Raw, {}, Secret("Hawk id=\"lab\", ts=\"" + timestamp + "\", nonce=\"k7Q2mV\", mac=\"" + mac + '"')};
}

void askFast(const Site &site, RequestDraft &draft)
{
    draft.transport.resolve.push_back(kFastHost + (":" + QByteArray::number(site.port)) + ":127.0.0.1");
    draft.allowedOrigins = {site.named(kFastHost)};
    const qint64 end = (std::chrono::floor<Seconds>(site.now) + std::chrono::minutes(20)).time_since_epoch().count();
    draft.auth = {AuthKind::Bearer, {}, Secret(site.issuer.sign(with(soundClaims(site), {{"exp", QByteArray::number(end)}})))};
}

constexpr Address kAddresses[] = {
    {"/clock/first", &firstTime, kFolder, "This computer 14 minutes slow", "clock.client-drift", &askSigned},
    {"/clock/signed", &signedOrders},
    {"/clock/right", &rightTime, kFolder, "Server 26 minutes fast", "clock.server-drift", &askFast},
    {"/clock/fast", &fastOrders},
};

}

std::span<const Address> clockAddresses()
{
    return kAddresses;
}

}
