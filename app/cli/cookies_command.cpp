#include "app/cli/commands.h"
#include "app/cli/cookies_text.h"
#include "app/cli/source.h"
#include "app/cli/terminal.h"
#include "core/clock/clock.h"
#include "core/http/date.h"

#include <cmath>
#include <functional>

namespace keyhole {

namespace {

constexpr qint64 kLargestInput = 16 << 20;

constexpr const char *kHelp = R"(keyhole-cli cookies --received FILE --for URL [OPTION]...

Takes Set-Cookie values, one a line, and prints the value of the Cookie field that a request
to URL would carry; nothing where none goes. By RFC 6265bis; what RFC 6265 ignores (a cookie
without a name, an empty Domain) is ignored, unless --browser says whose rules hold.

  --received FILE    the Set-Cookie values, oldest first; - is standard input
  --for URL          where the request goes
  --from URL         where the answer came from; without it the address of --for
  --now TIME         ISO 8601, an HTTP date or seconds since 1970; without it the present
  --received-at TIME when the answer came; without it --now
  --explain          each decision with its reason, and where browsers differ
  --format NAME      text or json
  --browser NAME     standard (RFC 6265bis to the letter), chrome, firefox or safari
  --method NAME      method of the request; without it GET
  --initiator URL    the page that begins the request; without it the user
  --page URL         the page in the address bar, where that is another one than the initiator
  --top-level        the request opens a page (so it is without this)
  --frame            it fills a frame
  --subresource      it loads an image, a script, or is sent by one
)";

struct Options {
    QString received;
    std::optional<Url> target, from;
    Instant now{};
    std::optional<Instant> receivedAt;
    bool explain = false, json = false;
    CookiePolicy policy = agreedPolicy();
    RequestSituation situation;
};

Error wrongUse(const QString &what)
{
    return {what, {}, QStringLiteral("keyhole-cli cookies --help tells how it is used.")};
}

Result<Url> readUrl(const QString &option, const QString &value)
{
    auto url = Url::parse(value.toUtf8());
    if (!url)
        return failure(wrongUse(QStringLiteral("%1 needs an address such as https://example.com/: %2").arg(option, url.error().message)));
    return std::move(*url);
}

/// Seconds since 1970, RFC 3339 (UTC where it names no offset; a day alone begins at midnight), or an HTTP date.
std::optional<Instant> readTime(const QByteArray &text)
{
    bool isNumber = false;
    const double seconds = text.toDouble(&isNumber);
    if (isNumber && std::abs(seconds) < 1e12)
        return Instant(Milliseconds(qint64(std::llround(seconds * 1000))));
    for (const QByteArray &tail : {QByteArray(), QByteArray("Z"), QByteArray("T00:00:00Z")}) {
        if (const auto instant = parseRfc3339(text + tail))
            return *instant;
    }
    const auto date = parseHttpDate(text, SystemClock().now());
    return date ? std::optional(date->instant) : std::nullopt;
}

using Taker = std::function<Result<void>(Options &, const QString &)>;

template <class Member> Taker takeUrl(const char *option, Member member)
{
    return [option, member](Options &options, const QString &value) -> Result<void> {
        auto url = readUrl(QLatin1String(option), value);
        if (!url)
            return failure(url.error());
        std::invoke(member, options) = std::move(*url);
        return {};
    };
}

Result<void> takeTime(const char *option, const QString &value, std::function<void(Instant)> put)
{
    const auto time = readTime(value.toUtf8());
    if (!time)
        return failure(wrongUse(QStringLiteral("%1 needs a time such as 2026-11-21T09:43:12Z or 1795254192").arg(QLatin1String(option))));
    put(*time);
    return {};
}

Result<void> takeBrowser(Options &options, const QString &value)
{
    if (value == QLatin1String("standard")) {
        options.policy = CookiePolicy{};
        return {};
    }
    const BrowserProfile *profile = findProfile(value.toUtf8());
    if (!profile)
        return failure(wrongUse(QStringLiteral("--browser takes standard, chrome, firefox or safari")));
    options.policy = profile->policy;
    return {};
}

Result<void> takeFormat(Options &options, const QString &value)
{
    if (value != QLatin1String("text") && value != QLatin1String("json"))
        return failure(wrongUse(QStringLiteral("--format takes text or json")));
    options.json = value == QLatin1String("json");
    return {};
}

struct Option {
    const char *name;
    Taker take;
};

const std::vector<Option> &optionsWithValue()
{
    static const std::vector<Option> options{
        {"--received",
         [](Options &o, const QString &value) -> Result<void> {
             o.received = value;
             return {};
         }},
        {"--for", takeUrl("--for", &Options::target)},
        {"--from", takeUrl("--from", &Options::from)},
        {"--now", [](Options &o, const QString &value) { return takeTime("--now", value, [&o](Instant time) { o.now = time; }); }},
        {"--received-at",
         [](Options &o, const QString &value) { return takeTime("--received-at", value, [&o](Instant time) { o.receivedAt = time; }); }},
        {"--format", takeFormat},
        {"--browser", takeBrowser},
        {"--method",
         [](Options &o, const QString &value) -> Result<void> {
             o.situation.method = value.toUtf8();
             return {};
         }},
        {"--initiator",
         takeUrl(
             "--initiator", [](Options & o) -> auto & { return o.situation.initiator; })},
        {"--page",
         takeUrl(
             "--page", [](Options & o) -> auto & { return o.situation.topLevel; })},
    };
    return options;
}

bool takeSwitch(Options &options, const QString &name)
{
    if (name == QLatin1String("--explain"))
        options.explain = true;
    else if (name == QLatin1String("--top-level"))
        options.situation.kind = RequestKind::TopLevel;
    else if (name == QLatin1String("--frame"))
        options.situation.kind = RequestKind::Frame;
    else if (name == QLatin1String("--subresource"))
        options.situation.kind = RequestKind::Subresource;
    else
        return false;
    return true;
}

Result<Options> parseOptions(const QStringList &arguments)
{
    Options options;
    options.now = SystemClock().now();
    const auto &known = optionsWithValue();
    for (int i = 0; i < arguments.size(); ++i) {
        const QString &name = arguments[i];
        if (takeSwitch(options, name))
            continue;
        const auto option = std::find_if(known.begin(), known.end(), [&](const Option &each) { return name == QLatin1String(each.name); });
        if (option == known.end())
            return failure(wrongUse(QStringLiteral("cookies has no option %1").arg(name)));
        if (++i == arguments.size())
            return failure(wrongUse(QStringLiteral("%1 needs a value").arg(name)));
        if (const auto taken = option->take(options, arguments[i]); !taken)
            return failure(taken.error());
    }
    if (options.received.isEmpty() || !options.target)
        return failure(wrongUse(QStringLiteral("cookies needs --received and --for")));
    return options;
}

/// One value a line, byte for byte; a file without a line has no value, an empty line is an empty one.
FieldList receivedFields(QByteArray bytes)
{
    FieldList fields;
    if (bytes.endsWith('\n'))
        bytes.chop(1);
    else if (bytes.isEmpty())
        return fields;
    for (QByteArray &line : bytes.split('\n')) {
        if (line.endsWith('\r'))
            line.chop(1);
        fields.append("Set-Cookie", line);
    }
    return fields;
}

CookiesAnswer answerTo(const Options &options, const QByteArray &received)
{
    CookiesAnswer answer{options.from.value_or(*options.target), *options.target, {}, {}, {}, {}, {}, {}};
    CookieJar jar(options.policy);
    const Instant receivedAt = options.receivedAt.value_or(options.now);
    const FieldList fields = receivedFields(received);
    answer.received = jar.store(answer.from, fields, receivedAt);
    for (const Field &field : fields) {
        auto differences = storingDifferences(jar, answer.from, field.value, {}, receivedAt);
        std::move(differences.begin(), differences.end(), std::back_inserter(answer.storing));
    }
    const CookieContext context = contextOf(options.situation, answer.target);
    answer.held = jar.cookies();
    answer.decisions = jar.decide(answer.target, context, options.now);
    answer.field = jar.cookieField(answer.target, context, options.now);
    answer.sending = sendingDifferences(jar, answer.target, context, options.now);
    return answer;
}

int run(const QStringList &arguments)
{
    const auto options = parseOptions(arguments);
    if (!options)
        return Terminal::fail(options.error(), kWrongUse);
    const auto received = readSource(options->received, kLargestInput);
    if (!received)
        return Terminal::fail(received.error(), kUnreadable);
    const CookiesAnswer answer = answerTo(*options, *received);
    if (options->json)
        Terminal::out(cookiesJson(answer));
    else if (options->explain)
        Terminal::outText(QString::fromUtf8(cookiesText(answer)));
    else if (!answer.field.isEmpty())
        Terminal::out(answer.field + '\n');
    return kDone;
}

}

const Command cookiesCommand{"cookies", "which cookies would be kept and sent, and why", kHelp, &run};

}
