#include "app/cli/commands.h"
#include "app/cli/credentials_text.h"
#include "app/cli/source.h"
#include "app/cli/terminal.h"
#include "app/cli/waiting_keychain.h"
#include "core/clock/clock.h"
#include "core/diagnosis/report.h"

#include <set>

extern char **environ;

namespace keyhole {

namespace {

constexpr const char *kHelp = R"(keyhole-cli credentials list
keyhole-cli credentials remove ID
keyhole-cli credentials import FILE [--only N]... [--origin URL]... [--store]
keyhole-cli credentials import --environment [...]

Credentials are kept in the keychain of this system; each names the origins it may go to.

import finds them in plain text: a .netrc, the files of the AWS command line, NAME=value a
line (.env), the variables of the environment, an export of Postman (2.0, 2.1) or Insomnia
(4, 5). It prints what it found, secrets as dots, and stores nothing without --store. It
changes no file: the plain text that remains is listed, to be removed by hand.

  --only N        the one of this number alone; may be given several times
  --origin URL    where the chosen ones may go (https://api.example.com), in place of what
                  was suggested; may be given several times
  --store         move them into the keychain; one without an origin is left
)";

struct Options {
    QString source;
    bool environment = false, store = false;
    std::set<int> only;
    std::vector<Origin> origins;
};

Error wrongUse(const QString &what)
{
    return {what, {}, QStringLiteral("keyhole-cli credentials --help tells how it is used.")};
}

Result<Origin> readOrigin(const QString &text)
{
    const auto url = Url::parse(text.toUtf8());
    if (!url || !url->origin().isValid() || (url->scheme != "https" && url->scheme != "http"))
        return failure(wrongUse(QStringLiteral("--origin needs an address such as https://api.example.com")));
    return url->origin();
}

Result<void> takeValue(const QString &name, const QString &value, Options &options)
{
    if (name == QLatin1String("--origin")) {
        const auto origin = readOrigin(value);
        if (!origin)
            return failure(origin.error());
        options.origins.push_back(*origin);
        return {};
    }
    const int number = value.toInt();
    if (number < 1)
        return failure(wrongUse(QStringLiteral("--only needs the number of a credential in the list")));
    options.only.insert(number);
    return {};
}

Result<Options> parseImport(const QStringList &arguments)
{
    Options options;
    for (int i = 0; i < arguments.size(); ++i) {
        const QString &each = arguments[i];
        if (each == QLatin1String("--store"))
            options.store = true;
        else if (each == QLatin1String("--environment"))
            options.environment = true;
        else if (each == QLatin1String("--origin") || each == QLatin1String("--only")) {
            if (const auto taken = takeValue(each, arguments.value(++i), options); !taken)
                return failure(taken.error());
        } else if (each.startsWith(QLatin1String("--")) || !options.source.isEmpty())
            return failure(wrongUse(QStringLiteral("import takes no “%1”").arg(each)));
        else
            options.source = each;
    }
    if (options.source.isEmpty() != options.environment)
        return failure(wrongUse(QStringLiteral("import needs a file, or --environment")));
    return options;
}

Result<FoundCredentials> findIn(const Options &options)
{
    if (!options.environment) {
        const auto text = readSource(options.source, kLargestSecretFile);
        if (!text)
            return failure(text.error());
        return findCredentials(*text, options.source);
    }
    std::vector<QByteArray> variables;
    for (char **each = environ; *each; ++each)
        variables.emplace_back(*each);
    return credentialsInEnvironment(variables);
}

/// Stores one; tells what came of it.
bool store(const FoundCredential &found, const Options &options, const QString &source, WaitingKeychain &keychain)
{
    const std::vector<Origin> &origins = options.origins.empty() ? found.origins : options.origins;
    const QString place = visibleText(found.place);
    if (origins.empty()) {
        Terminal::fail({QStringLiteral("“%1” was not stored: it names no origin").arg(place),
                        {},
                        "Choose it with --only, and name where it may go with --origin."},
                       kUnreadable);
        return false;
    }
    const Credential credential = importedCredential(found, origins, SystemClock().now());
    if (const auto written = keychain.wait(keychain.store().write(credential)); !written) {
        Terminal::fail(written.error().error, kUnreadable);
        return false;
    }
    Terminal::outText(
        QString("Stored %1 as %2, for %3\n%4\n")
            .arg(place, QString::fromLatin1(credential.info.id), originsText(origins), remainingCopies(found, visibleText(source))));
    return true;
}

int import(const QStringList &arguments)
{
    const auto options = parseImport(arguments);
    if (!options)
        return Terminal::fail(options.error(), kWrongUse);
    const auto found = findIn(*options);
    if (!found)
        return Terminal::fail(found.error(), kUnreadable);
    const QString source = options->environment ? QStringLiteral("the environment") : options->source;
    Terminal::outText(foundText(*found, source));
    if (!options->store) {
        if (!found->credentials.empty())
            Terminal::out("\nNothing was stored; --store moves them into the keychain.\n");
        return kDone;
    }
    Terminal::out("\n");
    WaitingKeychain keychain;
    bool all = true;
    for (size_t i = 0; i < found->credentials.size(); ++i) {
        if (options->only.empty() || options->only.count(int(i) + 1))
            all = store(found->credentials[i], *options, source, keychain) && all;
    }
    if (keychain.store().state() == StoreState::NoPassword)
        Terminal::outText(stateMeaning(StoreState::NoPassword) + QLatin1Char('\n'));
    return all ? kDone : kUnreadable;
}

int list()
{
    WaitingKeychain keychain;
    Terminal::outText(listText(keychain.store().list()));
    return kDone;
}

int remove(const QString &id)
{
    WaitingKeychain keychain;
    const auto all = keychain.store().list();
    const auto isIt = [&](const CredentialInfo &each) { return each.id == id.toLatin1(); };
    if (std::none_of(all.begin(), all.end(), isIt))
        return Terminal::fail(
            {QStringLiteral("there is no such credential"), {}, QStringLiteral("keyhole-cli credentials list tells the ids.")}, kWrongUse);
    if (const auto removed = keychain.wait(keychain.store().remove(id.toLatin1())); !removed)
        return Terminal::fail(removed.error().error, kUnreadable);
    return kDone;
}

int run(const QStringList &arguments)
{
    const QString what = arguments.value(0);
    if (what == QLatin1String("import"))
        return import(arguments.mid(1));
    if (what == QLatin1String("list") && arguments.size() == 1)
        return list();
    if (what == QLatin1String("remove") && arguments.size() == 2)
        return remove(arguments[1]);
    return Terminal::fail(wrongUse(QStringLiteral("credentials needs list, remove ID or import FILE")), kWrongUse);
}

}

const Command credentialsCommand{"credentials", "list, remove and import what is kept in the keychain", kHelp, &run};

}
