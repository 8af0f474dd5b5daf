#include "core/diagnosis/knowledge/knowledge.h"

#include "core/yaml/yaml_stream.h"

#include <QFile>
#include <QThreadPool>
#include <algorithm>

namespace keyhole {

namespace {

struct Folder {
    const char *name;
    Profile::Kind kind;  ///< of the files that do not say their own
};
constexpr Folder kFolders[] = {{"services", Profile::Kind::Service},
                               {"servers", Profile::Kind::Server},
                               {"frameworks", Profile::Kind::Framework},
                               {"libraries", Profile::Kind::Library},
                               {"anybody", Profile::Kind::Anybody}};

/// Profiles with pointers into themselves; filled once and never moved after. The build has found the YAML right, and a test the rest.
std::vector<Profile> readAll()
{
    std::vector<Profile> profiles;
    QFile file(QStringLiteral(":/knowledge"));
    if (!file.open(QIODevice::ReadOnly))
        return profiles;
    QDataStream stream(&file);
    stream.setVersion(QDataStream::Qt_6_0);
    while (!stream.atEnd()) {
        QByteArray folder, id;
        YamlValue value;
        stream >> folder >> id >> value;
        const auto kind
            = std::find_if(std::begin(kFolders), std::end(kFolders), [&folder](const Folder &each) { return folder == each.name; });
        if (stream.status() != QDataStream::Ok || kind == std::end(kFolders))
            break;
        auto profile = readProfile(id, kind->kind, value);
        if (profile)
            profiles.push_back(std::move(*profile));
        else
            qWarning("knowledge/%s/%s: %s: %s", folder.constData(), id.constData(), qUtf8Printable(profile.error().place),
                     qUtf8Printable(profile.error().what));
    }
    for (Profile &profile : profiles) {
        for (KeyShape &key : profile.keys)
            key.profile = &profile;
        for (Saying &saying : profile.answers)
            saying.profile = &profile;
    }
    return profiles;
}

/// A '*' in a pattern stands for one label or more; a pattern that begins with a dot, for every host below.
bool matchesHost(QByteArrayView host, QByteArrayView pattern)
{
    const qsizetype star = pattern.indexOf('*');
    if (star < 0)
        return pattern.startsWith('.') ? host.endsWith(pattern) : host == pattern;
    if (!host.startsWith(pattern.first(star)))
        return false;
    const QByteArrayView rest = pattern.sliced(star + 1);
    for (qsizetype from = star + 1; from <= host.size(); ++from) {
        if (matchesHost(host.sliced(from), rest))
            return true;
    }
    return false;
}

/// Two or three letters stand by chance before many a key; with so few, length and letters have to fit as well.
bool hasShape(QByteArrayView credential, const KeyShape &shape)
{
    constexpr qsizetype kTellingLetters = 4;
    const bool telling = shape.prefix.size() + shape.contains.size() >= kTellingLetters;
    const bool begins = credential.startsWith(shape.prefix);
    constexpr qsizetype kLongestForm = 256;  // keys are shorter; a token need not be tried
    if (!shape.form.pattern().isEmpty())
        return begins && credential.size() <= kLongestForm && shape.form.match(QString::fromLatin1(credential)).hasMatch();
    const bool fits = begins && credential.size() >= shape.shortest && (shape.longest == 0 || credential.size() <= shape.longest)
        && isOfAlphabet(credential.sliced(shape.prefix.size()), shape.alphabet);
    return begins && (shape.contains.isEmpty() || credential.contains(shape.contains)) && (telling || fits);
}

}

bool isOfAlphabet(QByteArrayView text, QByteArrayView alphabet)
{
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
    return std::all_of(text.begin(), text.end(), [&](char c) {
        if (alphabet == QByteArrayView("base62"))
            return digit(c) || upper(c) || lower(c);
        if (alphabet == QByteArrayView("base64url"))
            return digit(c) || upper(c) || lower(c) || c == '-' || c == '_' || c == '=' || c == '.';
        if (alphabet == QByteArrayView("base64"))
            return digit(c) || upper(c) || lower(c) || c == '+' || c == '/' || c == '=';
        if (alphabet == QByteArrayView("base32"))
            return upper(c) || (c >= '2' && c <= '7');
        if (alphabet == QByteArrayView("hex"))
            return digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == '-';
        if (alphabet == QByteArrayView("digits"))
            return digit(c);
        if (alphabet == QByteArrayView("upper"))
            return digit(c) || upper(c);
        return alphabet == QByteArrayView("lower") ? digit(c) || lower(c) : true;
    });
}

std::span<const Profile> knowledge()
{
    static const std::vector<Profile> profiles = readAll();
    return profiles;
}

void readKnowledgeAhead()
{
    QThreadPool::globalInstance()->start([] { knowledge(); });
}

const Profile *findKnown(QByteArrayView id)
{
    const auto all = knowledge();
    const auto found = std::find_if(all.begin(), all.end(), [id](const Profile &each) { return each.id == id; });
    return found == all.end() ? nullptr : &*found;
}

namespace {

const Profile *serviceOf(const QByteArray &host)
{
    const Profile *best = nullptr;
    qsizetype longest = 0;  // the longer the pattern, the more special
    for (const Profile &profile : knowledge()) {
        for (const QByteArray &pattern : profile.hosts) {
            if (pattern.size() > longest && matchesHost(host, pattern)) {
                best = &profile;
                longest = pattern.size();
            }
        }
    }
    return best;
}

}

const Profile *findService(const Url &url)
{
    // Most exchanges are with the host of the one before.
    static thread_local std::pair<QByteArray, const Profile *> last;
    const QByteArray host = url.origin().host;
    if (host != last.first)
        last = {host, serviceOf(host)};
    return last.second;
}

const KeyShape *findKeyShape(QByteArrayView credential)
{
    const KeyShape *best = nullptr;
    for (const Profile &profile : knowledge()) {
        for (const KeyShape &shape : profile.keys) {
            const bool better = !best || shape.prefix.size() + shape.contains.size() > best->prefix.size() + best->contains.size();
            if (better && hasShape(credential, shape))
                best = &shape;
        }
    }
    return best;
}

QByteArray regionOfKey(const KeyShape &shape, QByteArrayView key)
{
    if (!shape.region.isEmpty() || shape.form.pattern().isEmpty())
        return shape.region;
    return shape.form.match(QString::fromLatin1(key)).captured(QStringLiteral("region")).toLatin1();
}

QByteArray regionOfHost(const Profile &service, QByteArrayView host)
{
    const auto serves = [host](const RegionHost &each) { return matchesHost(host, each.host); };
    const auto found = std::find_if(service.regions.begin(), service.regions.end(), serves);
    if (found == service.regions.end() || found->region != "*")
        return found == service.regions.end() ? QByteArray() : found->region;
    const qsizetype star = found->host.indexOf('*');
    return host.sliced(star, host.size() - found->host.size() + 1).toByteArray();
}

std::vector<const OperatorHint *> operatorHints(const Profile &profile, QByteArrayView cause)
{
    std::vector<const OperatorHint *> hints;
    for (const OperatorHint &hint : profile.operatorHints) {
        const QByteArrayView about(hint.cause);
        if (about.isEmpty() || about == cause || (about.endsWith('.') && cause.startsWith(about)))
            hints.push_back(&hint);
    }
    std::stable_sort(hints.begin(), hints.end(),
                     [](const OperatorHint *a, const OperatorHint *b) { return a->cause.size() > b->cause.size(); });
    return hints;
}

}
