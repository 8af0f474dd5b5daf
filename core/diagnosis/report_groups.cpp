#include "core/diagnosis/report_groups.h"

#include "core/diagnosis/evidence.h"
#include "core/diagnosis/report_words.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

constexpr int kMostReports = 200;
constexpr size_t kMostNumbers = 10;

struct Address {
    QByteArray host;
    QString masked;
};

Address addressOf(const QByteArray &method, const QByteArray &url)
{
    const auto parsed = Url::parse(url);
    const QString address = parsed ? maskedAddress(*parsed) : QStringLiteral("(an address that does not parse)");
    return {parsed ? parsed->hostField() : QByteArray("?"), quoted(method, 30) + QLatin1Char(' ') + address};
}

/// What makes two refusals the same: the cause, and the place that shows it (which cookie, which claim).
bool isSame(const ReportGroups::Repeated &known, const QByteArray &id, const Report &report)
{
    if (known.id != id || !known.report)
        return known.id == id && !known.report;
    const auto place = [](const Report &each) {
        return each.findings.empty() || each.findings.front().evidence.empty() ? QByteArray()
                                                                               : each.findings.front().evidence.front().where;
    };
    return known.report->status == report.status && place(*known.report) == place(report);
}

}

void ReportGroups::addReport(int entry, Report report)
{
    Host &group = host(report.host);
    const bool found = !report.verdict.id.isEmpty();
    const QByteArray id = found ? report.verdict.id : QByteArray("answer.unexplained");
    const QString request = visibleText(QString::fromUtf8(report.method + ' ' + report.url));
    auto cause = std::find_if(group.causes.begin(), group.causes.end(), [&](const Repeated &each) { return isSame(each, id, report); });
    group.entries.push_back({entry, request, report.status, int(cause - group.causes.begin()), {}});
    if (cause == group.causes.end()) {
        const bool kept = m_kept < kMostReports;
        m_kept += kept ? 1 : 0;
        const QString title = found && !report.findings.empty() ? report.findings.front().title : report.verdict.headline;
        group.causes.push_back({id, title, kept ? std::optional(std::move(report)) : std::nullopt, {}});
        cause = group.causes.end() - 1;
    }
    cause->entries.push_back(entry);
    ++group.refused;
    ++m_entries;
}

void ReportGroups::addOther(int entry, const QByteArray &method, const QByteArray &url, int status)
{
    const Address address = addressOf(method, url);
    host(address.host).entries.push_back({entry, address.masked, status, -1, {}});
    ++m_entries;
}

void ReportGroups::addUnreadable(int entry, const QByteArray &method, const QByteArray &url, const Error &error)
{
    const Address address = addressOf(method, url);
    const QString why = QStringList({error.what, error.place, error.remedy}).join(QStringLiteral(" · "));
    host(address.host).entries.push_back({entry, address.masked, 0, -1, quoted(why, 400)});
    ++m_entries;
}

int ReportGroups::refused() const
{
    int sum = 0;
    for (const Host &each : m_hosts)
        sum += each.refused;
    return sum;
}

ReportGroups::Host &ReportGroups::host(const QByteArray &name)
{
    const auto found = m_numbers.constFind(name);
    if (found != m_numbers.constEnd())
        return m_hosts[*found];
    m_numbers.insert(name, m_hosts.size());
    m_hosts.push_back({name, {}, {}, 0});
    return m_hosts.back();
}

QString entriesText(const std::vector<int> &entries)
{
    if (entries.size() == 1)
        return QStringLiteral("entry %1").arg(entries.front());
    QStringList numbers;
    for (size_t i = 0; i < std::min(entries.size(), kMostNumbers); ++i)
        numbers += QString::number(entries[i]);
    QString text = QStringLiteral("%1 entries: %2").arg(QString::number(entries.size()), numbers.join(QStringLiteral(", ")));
    if (entries.size() > kMostNumbers)
        text += QStringLiteral(" … (%1 more)").arg(entries.size() - kMostNumbers);
    return text;
}

QString hostHeading(const ReportGroups::Host &host)
{
    const QString causes = host.causes.size() == 1 ? QStringLiteral("1 cause") : QStringLiteral("%1 causes").arg(host.causes.size());
    return QStringLiteral("%1: %2 of %3 entries refused, %4")
        .arg(quoted(host.name, 200), QString::number(host.refused), QString::number(host.entries.size()), causes);
}

QString groupsToText(const ReportGroups &groups, const TextStyle &style)
{
    const auto bold = [&style](const QString &text) { return style.colours ? QStringLiteral("\x1b[1m%1\x1b[0m").arg(text) : text; };
    QString out;
    for (const ReportGroups::Host &host : groups.hosts()) {
        if (host.causes.empty())
            continue;
        out += (out.isEmpty() ? QString() : QStringLiteral("\n\n")) + bold(hostHeading(host)) + QLatin1Char('\n');
        for (const ReportGroups::Repeated &cause : host.causes) {
            out += QStringLiteral("\n%1 (%2)\n").arg(bold(entriesText(cause.entries)), QString::fromLatin1(cause.id));
            out += cause.report ? reportToText(*cause.report, style) : visibleText(withoutEmphasis(cause.title)) + QLatin1Char('\n');
        }
    }
    return out;
}

QString groupsToMarkdown(const ReportGroups &groups)
{
    QString out;
    for (const ReportGroups::Host &host : groups.hosts()) {
        if (host.causes.empty())
            continue;
        out += (out.isEmpty() ? QStringLiteral("# %1\n") : QStringLiteral("\n# %1\n")).arg(escapedMarkdown(hostHeading(host)));
        for (const ReportGroups::Repeated &cause : host.causes) {
            out += QStringLiteral("\n**%1** (`%2`)\n\n").arg(escapedMarkdown(entriesText(cause.entries)), QString::fromLatin1(cause.id));
            out += cause.report ? reportToMarkdown(*cause.report) : escapedMarkdown(cause.title) + QLatin1Char('\n');
        }
    }
    return out;
}

}
