#include "app/cli/replay_arguments.h"

#include "core/formats/curl_command.h"
#include "core/secrets/credential.h"

namespace keyhole {

namespace {

Error wrong(const QString &what, const QString &remedy = {})
{
    return {what, {}, remedy.isEmpty() ? QStringLiteral("keyhole-cli replay --help tells more.") : remedy};
}

Result<int> parseCount(const QString &text)
{
    bool ok = false;
    const int number = text.toInt(&ok);
    return ok ? Result<int>(number) : failure(wrong(QStringLiteral("“%1” is no whole number").arg(text)));
}

Result<void> setFormat(ReplayArguments &arguments, const QString &name)
{
    static constexpr const char *kNames[] = {"text", "json", "junit", "har"};
    const auto found = std::find_if(std::begin(kNames), std::end(kNames), [&](const char *each) { return name == QLatin1String(each); });
    if (found == std::end(kNames))
        return failure(wrong(QStringLiteral("“%1” is no format").arg(name), QStringLiteral("Use text, json, junit or har.")));
    arguments.format = ReplayFormat(found - std::begin(kNames));
    return {};
}

/// "https://api.example.com=VALUE": an origin and what belongs to it.
Result<std::pair<Origin, QString>> parseForOrigin(const QString &text)
{
    const qsizetype equals = text.indexOf(QLatin1Char('='));
    const auto url = Url::parse(text.left(std::max<qsizetype>(equals, 0)).toUtf8());
    if (equals < 0 || !url || !url->origin().isValid() || text.size() == equals + 1)
        return failure(wrong(QStringLiteral("“%1” names no origin and what belongs to it").arg(text.left(equals < 0 ? -1 : equals)),
                             QStringLiteral("Write ORIGIN=VALUE, such as https://api.example.com=…")));
    return std::pair(url->origin(), text.mid(equals + 1));
}

Result<void> addVariable(ReplayArguments &arguments, const QString &text)
{
    const qsizetype equals = text.indexOf(QLatin1Char('='));
    if (equals <= 0)
        return failure(wrong(QStringLiteral("--variable needs NAME=VALUE")));
    arguments.options.variables.push_back({text.left(equals).toUtf8(), text.mid(equals + 1).toUtf8()});
    return {};
}

Result<void> addCredential(ReplayArguments &arguments, const QString &text)
{
    const auto named = parseForOrigin(text);
    if (!named)
        return failure(named.error());
    if (!isCredentialId(named->second.toLatin1()))
        return failure(wrong(QStringLiteral("--credential needs the id of a stored credential"),
                             QStringLiteral("An id has 32 hexadecimal digits; keyhole-cli credentials list shows it.")));
    AuthDraft auth;
    auth.credential = named->second.toLatin1();
    arguments.har.credentials.emplace_back(named->first, auth);
    return {};
}

template <class T, class Member> Result<void> take(Result<T> value, Member &member)
{
    if (!value)
        return failure(value.error());
    member = std::move(*value);
    return {};
}

template <class T> Result<void> append(Result<T> value, std::vector<T> &list)
{
    if (!value)
        return failure(value.error());
    list.push_back(std::move(*value));
    return {};
}

Result<void> addEntries(ReplayArguments &arguments, const QString &text)
{
    const auto entries = parseEntries(text);
    if (!entries)
        return failure(entries.error());
    arguments.entries.insert(arguments.entries.end(), entries->begin(), entries->end());
    return {};
}

using A = ReplayArguments;
struct Valued {
    const char *name;
    Result<void> (*take)(A &, const QString &);
};
constexpr Valued kValued[] = {
    {"--environment", [](A &a, const QString &v) -> Result<void> { return a.options.environment = v, Result<void>(); }},
    {"--env-file", [](A &a, const QString &v) -> Result<void> { return a.envFile = v, Result<void>(); }},
    {"--format", &setFormat},
    {"--request", [](A &a, const QString &v) -> Result<void> { return a.requests += v, Result<void>(); }},
    {"--folder", [](A &a, const QString &v) -> Result<void> { return a.folders += v, Result<void>(); }},
    {"--entry", &addEntries},
    {"--parallel", [](A &a, const QString &v) { return take(parseCount(v), a.options.parallel); }},
    {"--repeat", [](A &a, const QString &v) { return take(parseCount(v), a.options.repeat); }},
    {"--delay", [](A &a, const QString &v) { return take(parseDelay(v), a.options.delay); }},
    {"--stop-on", [](A &a, const QString &v) { return append(parseStopRule(v), a.options.stop); }},
    {"--map-host", [](A &a, const QString &v) { return append(parseHostMapping(v), a.har.hosts); }},
    {"--variable", &addVariable},
    {"--hand-on", [](A &a, const QString &v) { return append(parseHandOn(v), a.options.handOns); }},
    {"--credential", &addCredential},
    {"--token-file", [](A &a, const QString &v) { return append(parseForOrigin(v), a.tokenFiles); }},
};

struct Switch {
    const char *name;
    void (*set)(A &);
};
constexpr Switch kSwitches[] = {
    {"--send-changes", [](A &a) { a.options.sendChanges = true; }},
    {"--no-credentials", [](A &a) { a.har.recordedCredentials = false; }},
    {"--keep-secrets", [](A &a) { a.keepSecrets = true; }},
    {"--list", [](A &a) { a.list = true; }},
};

/// How requests are carried: curl's options by their own names.
constexpr const char *kCurlSwitches[] = {"-k", "--insecure", "--http1.1", "--http2", "-4", "--ipv4", "-6", "--ipv6"};
constexpr const char *kCurlValued[] = {"-x",       "--proxy",           "--noproxy", "--proxy-user", "-U",     "--resolve", "--connect-to",
                                       "--cacert", "--connect-timeout", "-m",        "--max-time",   "--cert", "-E",        "--key"};

template <size_t N> bool isOneOf(const char *const (&names)[N], const QString &name)
{
    return std::any_of(std::begin(names), std::end(names), [&name](const char *each) { return name == QLatin1String(each); });
}

Result<void> applyCurl(ReplayArguments &arguments, QStringList options)
{
    if (options.isEmpty())
        return {};
    options += QStringLiteral("http://localhost/");
    auto command = parseCurlArguments(options);
    if (!command)
        return failure(command.error());
    arguments.options.transport = command->draft.transport;
    return {};
}

/// Takes the option at `at`; `at` is moved to the last word taken.
Result<void> takeArgument(ReplayArguments &parsed, QStringList &curl, const QStringList &arguments, qsizetype &at)
{
    const QString name = arguments[at];
    for (const Switch &each : kSwitches) {
        if (name == QLatin1String(each.name))
            return each.set(parsed), Result<void>();
    }
    if (isOneOf(kCurlSwitches, name))
        return curl += name, Result<void>();
    const auto valued
        = std::find_if(std::begin(kValued), std::end(kValued), [&name](const Valued &each) { return name == QLatin1String(each.name); });
    const bool isCurl = isOneOf(kCurlValued, name);
    if (isCurl || valued != std::end(kValued)) {
        if (at + 1 >= arguments.size())
            return failure(wrong(QStringLiteral("%1 needs a value").arg(name)));
        const QString value = arguments[++at];
        if (!isCurl)
            return valued->take(parsed, value);
        return curl += {name, value}, Result<void>();
    }
    if (name.startsWith(QLatin1Char('-')))
        return failure(wrong(QStringLiteral("there is no option %1").arg(name)));
    if (!parsed.source.isEmpty())
        return failure(wrong(QStringLiteral("replay takes one folder or one HAR file")));
    parsed.source = name;
    return {};
}

}

Result<Milliseconds> parseDelay(const QString &text)
{
    const bool seconds = text.endsWith(QLatin1Char('s')) && !text.endsWith(QLatin1String("ms"));
    const QString digits = seconds ? text.chopped(1) : text.endsWith(QLatin1String("ms")) ? text.chopped(2) : text;
    bool ok = false;
    const double number = digits.toDouble(&ok) * (seconds ? 1000 : 1);
    if (!ok || !(number >= 0) || number > 86'400'000)
        return failure(wrong(QStringLiteral("“%1” is no delay").arg(text), QStringLiteral("Write 250ms or 2s, at most 24 hours.")));
    return Milliseconds(qint64(number));
}

Result<HandOn> parseHandOn(const QString &text)
{
    const auto named = parseForOrigin(text);
    const auto to = Url::parse(named ? named->second.toUtf8() : QByteArray());
    if (!named || !to || !to->origin().isValid())
        return failure(wrong(QStringLiteral("--hand-on needs two origins"),
                             QStringLiteral("Write FROM=TO, such as https://login.example.com=https://api.example.com.")));
    return HandOn{named->first, to->origin()};
}

Result<ReplayArguments> parseReplayArguments(const QStringList &arguments)
{
    ReplayArguments parsed;
    QStringList curl;
    for (qsizetype at = 0; at < arguments.size(); ++at) {
        if (const auto taken = takeArgument(parsed, curl, arguments, at); !taken)
            return failure(taken.error());
    }
    if (parsed.source.isEmpty())
        return failure(wrong(QStringLiteral("replay needs a folder or a HAR file")));
    if (const auto applied = applyCurl(parsed, curl); !applied)
        return failure(applied.error());
    return parsed;
}

}
