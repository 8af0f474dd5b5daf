#include "core/secrets/import/collector.h"

#include "core/http/host.h"
#include "core/json/json.h"

namespace keyhole {

namespace {

constexpr size_t kMostPassedOver = 100;
constexpr qsizetype kLargestSecret = 48 << 10;  // an entry of the keychain takes 64 KB with all that belongs to it
constexpr size_t kMostLines = 100;
constexpr qsizetype kShortestToFind = 4;  // shorter ones stand everywhere, by chance

std::vector<qsizetype> lineStarts(QByteArrayView text)
{
    std::vector<qsizetype> starts{0};
    for (qsizetype at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1))
        starts.push_back(at + 1);
    return starts;
}

/// As it may stand in the file: itself, or as a string of JSON has it.
std::vector<QByteArray> spellings(const QByteArray &secret)
{
    QByteArray json = jsonString(secret);
    json = json.mid(1, json.size() - 2);
    if (json == secret)
        return {secret};
    return {secret, json};
}

}

CredentialCollector::CredentialCollector(QString format, QByteArrayView text) : m_text(text), m_lineStarts(lineStarts(text))
{
    m_found.format = std::move(format);
}

void CredentialCollector::add(FoundCredential found)
{
    std::erase_if(found.parts, [](const SecretPart &part) { return part.value.isEmpty(); });
    const auto isSecret = [](const SecretPart &part) { return isSecretPart(part.name); };
    if (std::none_of(found.parts.begin(), found.parts.end(), isSecret))
        return;
    if (m_found.credentials.size() == FoundCredentials::kMostFound)
        return passOver(QString("there are more than %1 credentials").arg(FoundCredentials::kMostFound), found.place,
                        "Move these first, then import the rest from a smaller file.");
    const auto tooLarge = [](const SecretPart &part) { return part.value.reveal().size() > kLargestSecret; };
    if (std::any_of(found.parts.begin(), found.parts.end(), tooLarge))
        return passOver(QString("a secret larger than %1 KB").arg(kLargestSecret >> 10), found.place,
                        "It is too large for an entry of the keychain.");
    found.lines = linesOf(found.parts);
    m_found.credentials.push_back(std::move(found));
}

void CredentialCollector::passOver(const QString &what, const QString &place, const QString &remedy)
{
    if (m_found.passedOver.size() < kMostPassedOver)
        m_found.passedOver.push_back({what, place, remedy});
}

std::vector<int> CredentialCollector::linesOf(const std::vector<SecretPart> &parts) const
{
    std::vector<int> lines;
    for (const SecretPart &part : parts) {
        if (!isSecretPart(part.name) || part.value.reveal().size() < kShortestToFind)
            continue;
        for (const QByteArray &spelling : spellings(part.value.reveal())) {
            for (qsizetype at = m_text.indexOf(spelling); at >= 0 && lines.size() < kMostLines; at = m_text.indexOf(spelling, at + 1))
                lines.push_back(int(std::upper_bound(m_lineStarts.begin(), m_lineStarts.end(), at) - m_lineStarts.begin()));
        }
    }
    std::sort(lines.begin(), lines.end());
    lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
    return lines;
}

bool isSecretPart(QByteArrayView name)
{
    constexpr QByteArrayView kPlain[]
        = {"user", "access-key-id", "consumer-key", "certificate", "expiry", "scope", "issuer", "token-endpoint"};
    return std::find(std::begin(kPlain), std::end(kPlain), name) == std::end(kPlain);
}

std::optional<Origin> originOf(const QByteArray &address)
{
    const auto url = Url::parse(address);
    if (!url || address.contains("{{"))
        return std::nullopt;
    const Origin origin = url->origin();
    if (!origin.isValid() || (origin.scheme != "https" && origin.scheme != "http"))
        return std::nullopt;
    return origin;
}

Credential importedCredential(const FoundCredential &found, std::vector<Origin> origins, Instant now)
{
    return {{newCredentialId(), found.kind, found.label, std::move(origins), now, now}, found.parts};
}

QString remainingCopies(const FoundCredential &found, const QString &name)
{
    QStringList numbers;
    for (const int line : found.lines)
        numbers.append(QString::number(line));
    if (numbers.isEmpty())
        return QString("Plain text remains in %1: %2").arg(name, found.place);
    if (numbers.size() == 1)
        return QString("Plain text remains in %1, line %2").arg(name, numbers.first());
    const QString last = numbers.takeLast();
    return QString("Plain text remains in %1, lines %2 and %3").arg(name, numbers.join(", "), last);
}

}
