#include "core/secrets/import/variable_names.h"

#include "core/http/cursor.h"

namespace keyhole {

namespace {

struct Ending {
    const char *words;  ///< of the end of a name
    VariableMeaning meaning;
};

constexpr Ending kEndings[] = {
    {"private key", VariableMeaning::SigningKey},
    {"signing key", VariableMeaning::SigningKey},
    {"signing secret", VariableMeaning::SigningKey},
    {"hmac key", VariableMeaning::SigningKey},
    {"jwt secret", VariableMeaning::SigningKey},
    {"api key", VariableMeaning::ApiKey},
    {"apikey", VariableMeaning::ApiKey},
    {"app key", VariableMeaning::ApiKey},
    {"auth key", VariableMeaning::ApiKey},
    {"access key", VariableMeaning::ApiKey},
    {"subscription key", VariableMeaning::ApiKey},
    {"secret key", VariableMeaning::Raw},
    {"account key", VariableMeaning::Raw},
    {"encryption key", VariableMeaning::Raw},
    {"master key", VariableMeaning::Raw},
    {"secret", VariableMeaning::Raw},
    {"passphrase", VariableMeaning::Raw},
    {"authorization", VariableMeaning::Raw},
    {"cookie", VariableMeaning::Raw},
    {"token", VariableMeaning::Token},
    {"jwt", VariableMeaning::Token},
    {"pat", VariableMeaning::Token},
    {"bearer", VariableMeaning::Token},
    {"password", VariableMeaning::Password},
    {"passwd", VariableMeaning::Password},
    {"pwd", VariableMeaning::Password},
};

struct Service {
    const char *variable;
    const char *host;
};

constexpr Service kServices[] = {
    {"GITHUB_TOKEN", "api.github.com"},
    {"GH_TOKEN", "api.github.com"},
    {"GITLAB_TOKEN", "gitlab.com"},
    {"OPENAI_API_KEY", "api.openai.com"},
    {"ANTHROPIC_API_KEY", "api.anthropic.com"},
    {"STRIPE_SECRET_KEY", "api.stripe.com"},
    {"STRIPE_API_KEY", "api.stripe.com"},
    {"SLACK_TOKEN", "slack.com"},
    {"SLACK_BOT_TOKEN", "slack.com"},
    {"SENDGRID_API_KEY", "api.sendgrid.com"},
    {"DIGITALOCEAN_TOKEN", "api.digitalocean.com"},
    {"DIGITALOCEAN_ACCESS_TOKEN", "api.digitalocean.com"},
    {"CLOUDFLARE_API_TOKEN", "api.cloudflare.com"},
    {"HEROKU_API_KEY", "api.heroku.com"},
    {"NOTION_TOKEN", "api.notion.com"},
    {"NOTION_API_KEY", "api.notion.com"},
    {"LINEAR_API_KEY", "api.linear.app"},
    {"DISCORD_TOKEN", "discord.com"},
    {"GEMINI_API_KEY", "generativelanguage.googleapis.com"},
};

bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool endsWithWords(const std::vector<QByteArray> &words, QByteArrayView ending)
{
    const QList<QByteArray> wanted = ending.toByteArray().split(' ');
    return words.size() >= size_t(wanted.size()) && std::equal(wanted.begin(), wanted.end(), words.end() - wanted.size());
}

}

std::vector<QByteArray> wordsOfName(const QByteArray &name)
{
    std::vector<QByteArray> words;
    QByteArray word;
    const auto close = [&] {
        if (!word.isEmpty())
            words.push_back(std::exchange(word, {}).toLower());
    };
    for (qsizetype i = 0; i < name.size(); ++i) {
        const char c = name[i];
        if (!isAlpha(c) && !isDigit(c)) {
            close();
            continue;
        }
        const bool followsLower = i > 0 && !isUpper(name[i - 1]);
        const bool beforeLower = i + 1 < name.size() && name[i + 1] >= 'a' && name[i + 1] <= 'z';
        if (isUpper(c) && (followsLower || beforeLower))
            close();
        word += c;
    }
    close();
    return words;
}

VariableMeaning meaningOfVariable(const QByteArray &name)
{
    const std::vector<QByteArray> words = wordsOfName(name);
    const auto found
        = std::find_if(std::begin(kEndings), std::end(kEndings), [&](const Ending &each) { return endsWithWords(words, each.words); });
    return found == std::end(kEndings) ? VariableMeaning::NoSecret : found->meaning;
}

std::optional<Origin> originOfVariable(const QByteArray &name)
{
    const auto found = std::find_if(std::begin(kServices), std::end(kServices), [&](const Service &each) { return name == each.variable; });
    if (found == std::end(kServices))
        return std::nullopt;
    return Origin{"https", found->host, 443};
}

bool isReference(const QByteArray &value)
{
    const QByteArray text = value.trimmed();
    if (text.startsWith('$') || text.startsWith("op://") || text.startsWith("vault:"))
        return true;
    for (const auto &[open, close] : {std::pair("{{", "}}"), std::pair("{%", "%}"), std::pair("${", "}"), std::pair("$(", ")")}) {
        const qsizetype start = text.indexOf(open);
        if (start >= 0 && text.indexOf(close, start) > start)
            return true;
    }
    return false;
}

}
