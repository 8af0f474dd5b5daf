#include "app/cli/recorded_exchange.h"

#include "app/cli/source.h"
#include "core/formats/input.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <map>

namespace keyhole {

namespace {

constexpr qint64 kLargestFile = 2LL << 30;
constexpr int kMostOthers = 20;

bool isAccepted(int status)
{
    return status >= 200 && status < 300;
}

QByteArray withoutQuery(const QByteArray &url)
{
    const qsizetype end = url.indexOf('?');
    return end < 0 ? url : url.first(end);
}

/// A file that both sides name is read once.
Result<std::shared_ptr<const Input>> readFile(const QString &file)
{
    static std::map<QString, std::shared_ptr<const Input>> known;
    if (const auto found = known.find(file); found != known.end())
        return found->second;
    auto bytes = readSource(file, kLargestFile);
    if (!bytes)
        return failure(bytes.error());
    auto input = readInput(std::move(*bytes), file);
    if (!input)
        return failure(input.error());
    return known[file] = std::make_shared<const Input>(std::move(*input));
}

}

Result<RecordedExchange> RecordedExchange::ofEntry(std::shared_ptr<const HarFile> har, int entry)
{
    auto exchange = har->exchange(entry);
    if (!exchange)
        return failure(exchange.error());
    RecordedExchange recorded(std::move(*exchange));
    recorded.m_har = std::move(har);
    recorded.m_entry = entry;
    return recorded;
}

bool RecordedExchange::isLikeIt(int entry) const
{
    const HarEntrySummary &own = m_har->summary(m_entry), &other = m_har->summary(entry);
    return isAccepted(other.status) && own.method == other.method && withoutQuery(own.url) == withoutQuery(other.url);
}

Result<RecordedExchange> RecordedExchange::lastSuccess() const
{
    for (int entry = m_entry - 1; m_har && entry >= 0; --entry) {
        if (isLikeIt(entry))
            return ofEntry(m_har, entry);
    }
    return failure(Error{QStringLiteral("there is no earlier success of the same request to compare with"), m_exchange.sourceName,
                         QStringLiteral("Name another recording, or FILE#N for an entry of this one.")});
}

std::vector<Exchange> RecordedExchange::othersLikeIt(const RecordedExchange &other) const
{
    std::vector<Exchange> others;
    for (int entry = m_har ? m_har->count() - 1 : -1; entry >= 0 && int(others.size()) < kMostOthers; --entry) {
        const bool compared = entry == m_entry || (isOfTheSameFile(other) && entry == other.m_entry);
        if (compared || !isLikeIt(entry))
            continue;
        if (auto exchange = m_har->exchange(entry))
            others.insert(others.begin(), std::move(*exchange));
    }
    return others;
}

Result<RecordedExchange> readRecorded(const QString &name, int entry)
{
    static const QRegularExpression numbered(QStringLiteral("^(.+)#(\\d{1,9})$"));
    const auto match = numbered.match(name);
    const bool named = match.hasMatch() && !QFileInfo::exists(name);
    const QString file = named ? match.captured(1) : name;
    const int wanted = named ? match.captured(2).toInt() : entry;
    const auto input = readFile(file);
    if (!input)
        return failure(input.error());
    if (const auto *exchange = std::get_if<Exchange>(input->get())) {
        if (wanted > 1)
            return failure(Error{QStringLiteral("%1 holds one exchange, and entry %2 was asked for").arg(file).arg(wanted), {}, {}});
        return RecordedExchange(*exchange);
    }
    if (!std::holds_alternative<HarFile>(**input))
        return failure(Error{QStringLiteral("%1 is no recording of an exchange").arg(file),
                             {},
                             QStringLiteral("compare takes HAR, the output of curl -v and raw HTTP with its answer.")});
    const std::shared_ptr<const HarFile> har(*input, &std::get<HarFile>(**input));
    const int chosen = wanted > 0 ? wanted : har->count();
    if (chosen < 1 || chosen > har->count())
        return failure(
            Error{har->count() == 0 ? QStringLiteral("the recording has no entries") : QStringLiteral("there is no entry %1").arg(chosen),
                  file, QStringLiteral("The recording has %1 entries.").arg(har->count())});
    return RecordedExchange::ofEntry(har, chosen - 1);
}

}
