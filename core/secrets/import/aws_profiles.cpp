#include "core/http/cursor.h"
#include "core/secrets/import/collector.h"

#include <map>

namespace keyhole {

namespace {

struct AwsProfile {
    QByteArray name;
    int line = 0;
    std::map<QByteArray, QByteArray> settings;

    QByteArray value(const QByteArray &key) const
    {
        const auto found = settings.find(key);
        return found == settings.end() ? QByteArray() : found->second;
    }
};

/// "profile staging" and "staging" are the same; other sections ("sso-session", "services") are no profiles.
std::optional<QByteArray> profileName(QByteArrayView header)
{
    const qsizetype end = header.indexOf(']');
    const QByteArray inside = trimmedBlanks(header.sliced(1, (end < 0 ? header.size() : end) - 1)).toByteArray();
    const qsizetype blank = inside.indexOf(' ');
    if (blank < 0)
        return inside;
    if (inside.first(blank) != "profile")
        return std::nullopt;
    return inside.mid(blank).trimmed();
}

/// An indented line belongs to the setting above it, and holds no secret.
void readSetting(QByteArrayView line, AwsProfile &profile)
{
    const qsizetype equals = line.indexOf('=');
    if (equals < 0 || isBlank(line.front()))
        return;
    profile.settings[trimmedBlanks(line.first(equals)).toByteArray().toLower()] = trimmedBlanks(line.sliced(equals + 1)).toByteArray();
}

std::vector<AwsProfile> readProfiles(QByteArrayView text)
{
    std::vector<AwsProfile> profiles;
    bool inProfile = false;
    int number = 0;
    for (qsizetype start = 0; start < text.size();) {
        const qsizetype found = text.indexOf('\n', start);
        const qsizetype end = found < 0 ? text.size() : found;
        QByteArrayView line = text.sliced(start, end - start);
        start = end + 1;
        ++number;
        if (line.endsWith('\r'))
            line.chop(1);
        if (trimmedBlanks(line).isEmpty() || line.startsWith('#') || line.startsWith(';'))
            continue;
        if (line.startsWith('[')) {
            const auto name = profileName(line);
            inProfile = name.has_value();
            if (inProfile)
                profiles.push_back({*name, number, {}});
        } else if (inProfile) {
            readSetting(line, profiles.back());
        }
    }
    return profiles;
}

struct Elsewhere {
    const char *setting;
    const char *what;
    const char *remedy;
};

/// Profiles whose keys are made when they are used.
constexpr Elsewhere kElsewhere[] = {
    {"sso_session", "a profile that signs in with IAM Identity Center (SSO)", "It has no key of its own: sign in instead."},
    {"sso_start_url", "a profile that signs in with IAM Identity Center (SSO)", "It has no key of its own: sign in instead."},
    {"role_arn", "a profile that takes a role",
     "Move the profile that it names as its source; the role's keys are made when they are used."},
    {"credential_process", "a profile whose keys come from a program", "Keyhole runs no programs; add the keys by hand."},
    {"web_identity_token_file", "a profile whose keys come from a token in a file", "The keys are made when they are used."},
};

void addProfile(const AwsProfile &profile, CredentialCollector &found)
{
    const QString name = QString::fromUtf8(profile.name);
    const QString place = "profile " + name;
    const QByteArray secretKey = profile.value("aws_secret_access_key");
    if (secretKey.isEmpty()) {
        const auto elsewhere = std::find_if(std::begin(kElsewhere), std::end(kElsewhere),
                                            [&](const Elsewhere &each) { return !profile.value(each.setting).isEmpty(); });
        if (elsewhere != std::end(kElsewhere))
            found.passOver(elsewhere->what, QString("%1, line %2").arg(place).arg(profile.line), elsewhere->remedy);
        return;
    }
    FoundCredential credential{place, {}, CredentialKind::AwsKey, {"AWS", name, {}}, {}, {}};
    if (const auto origin = originOf(profile.value("endpoint_url")))
        credential.origins.push_back(*origin);
    credential.parts = {{"access-key-id", Secret(profile.value("aws_access_key_id"))},
                        {"secret-access-key", Secret(secretKey)},
                        {"session-token", Secret(profile.value("aws_session_token"))}};
    found.add(std::move(credential));
}

}

FoundCredentials readAwsProfiles(QByteArrayView text)
{
    CredentialCollector found("AWS profiles", text);
    for (const AwsProfile &profile : readProfiles(text))
        addProfile(profile, found);
    return found.take();
}

}
