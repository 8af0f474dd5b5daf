#include "app/cli/commands.h"
#include "app/cli/compare_sides.h"
#include "app/cli/terminal.h"
#include "core/compare/comparison_text.h"

namespace keyhole {

namespace {

constexpr const char *kHelp = R"(keyhole-cli compare [OPTION]... LEFT [RIGHT]

Tells what differs between two exchanges in meaning: address, fields, credential and
claims, cookies, clock, TLS, connection, redirects, status and content (JSON by its
members). What may explain why one was refused stands first; what differs each time
(dates, ids, what differed among the other accepted exchanges of the recording or the
history, what keyhole-cli noise lists for the host) is folded.

LEFT and RIGHT are a HAR file, FILE#N for its entry N (from 1; without it the last), the
output of curl -v, raw HTTP, or history:ID for an exchange that the window sent (see
keyhole-cli history); one of them may be -. With LEFT alone, it is compared with the last
success of the same request before it.

  --entry N       the entry of LEFT, where it is the only file
  --all           tells noise as well
  --format NAME   text, json (one object, schema keyhole.comparison/1) or markdown

Secrets are shown as marks that keep equality: the same number is the same secret.
Exit status: 0 nothing differs but noise; 1 something differs; 2 wrong use; 3 an input
cannot be read.
)";

enum class Format { Text, Json, Markdown };

struct Options {
    QStringList sides;
    Format format = Format::Text;
    int entry = 0;
    bool all = false;
};

Error wrongUse(const QString &what)
{
    return {what, {}, QStringLiteral("keyhole-cli compare --help tells how it is used.")};
}

Result<Format> readFormat(const QString &name)
{
    if (name == QLatin1String("text"))
        return Format::Text;
    if (name == QLatin1String("json"))
        return Format::Json;
    if (name == QLatin1String("markdown"))
        return Format::Markdown;
    return failure(wrongUse(QStringLiteral("--format takes text, json or markdown")));
}

Result<Options> parseOptions(const QStringList &arguments)
{
    Options options;
    for (int i = 0; i < arguments.size(); ++i) {
        const QString &argument = arguments[i];
        if (argument == QLatin1String("--all")) {
            options.all = true;
        } else if (argument == QLatin1String("--format")) {
            const auto format = readFormat(arguments.value(++i));
            if (!format)
                return failure(format.error());
            options.format = *format;
        } else if (argument == QLatin1String("--entry")) {
            options.entry = arguments.value(++i).toInt();
            if (options.entry < 1)
                return failure(wrongUse(QStringLiteral("--entry takes the number of an entry, from 1")));
        } else if (argument.startsWith(QLatin1String("--"))) {
            return failure(wrongUse(QStringLiteral("compare has no option %1").arg(argument)));
        } else {
            options.sides += argument;
        }
    }
    if (options.sides.isEmpty() || options.sides.size() > 2)
        return failure(wrongUse(QStringLiteral("compare takes one or two exchanges, and got %1").arg(options.sides.size())));
    if (options.sides.count(QStringLiteral("-")) > 1)
        return failure(wrongUse(QStringLiteral("standard input can be one of the two, not both")));
    if (options.entry > 0 && options.sides.size() == 2)
        return failure(wrongUse(QStringLiteral("--entry is for one file; with two, FILE#N names an entry")));
    return options;
}

int run(const QStringList &arguments)
{
    const auto options = parseOptions(arguments);
    if (!options)
        return Terminal::fail(options.error(), kWrongUse);
    const auto sides = readCompareSides(options->sides, options->entry);
    if (!sides)
        return Terminal::fail(sides.error(), kUnreadable);
    const ExchangeComparison comparison
        = compareExchanges(sides->left, sides->right, {sides->noise, ComparedSides::Whole, sides->secretsCompare});
    if (options->format == Format::Json)
        Terminal::out(comparisonToJson(comparison) + '\n');
    else if (options->format == Format::Markdown)
        Terminal::outText(comparisonToMarkdown(comparison, options->all));
    else
        Terminal::outText(comparisonToText(comparison, options->all, Terminal::style()));
    return comparison.differs() ? kDiffers : kDone;
}

}

const Command compareCommand{"compare", "what differs between two exchanges, what tells most first", kHelp, &run};

}
