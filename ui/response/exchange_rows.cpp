#include "ui/response/exchange_rows.h"

#include "ui/response/secret_parts.h"

#include <QCoreApplication>

namespace keyhole {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(keyhole::ExchangeRows)
};

QString originText(FieldOrigin origin)
{
    switch (origin) {
    case FieldOrigin::Typed:
        return Tr::tr("typed");
    case FieldOrigin::Auth:
        return Tr::tr("from Auth");
    case FieldOrigin::Cookie:
        return Tr::tr("from cookies");
    case FieldOrigin::Automatic:
        return Tr::tr("automatic");
    case FieldOrigin::Recorded:
        break;
    }
    return {};
}

struct Mark {
    QString icon;
    ColorToken color;
    QString word;
};

Mark markOf(FindingRole role)
{
    switch (role) {
    case FindingRole::Cause:
        return {QStringLiteral("circle-x"), ColorToken::Danger, Tr::tr("Cause")};
    case FindingRole::PossibleCause:
        return {QStringLiteral("circle-dot"), ColorToken::Warn, Tr::tr("Possible cause")};
    case FindingRole::Warning:
        return {QStringLiteral("triangle-alert"), ColorToken::Warn, Tr::tr("Warning")};
    case FindingRole::Note:
        break;
    }
    return {QStringLiteral("info"), ColorToken::Info, Tr::tr("Note")};
}

/// The first finding, in rank order, that rests on this place.
void markRow(SectionedRow &row, const Report &report)
{
    for (const Finding &finding : report.findings) {
        const bool rests = std::any_of(finding.evidence.begin(), finding.evidence.end(),
                                       [&](const Evidence &evidence) { return equalsIgnoringCase(evidence.where, row.where); });
        if (!rests)
            continue;
        const Mark mark = markOf(finding.role);
        row.icon = mark.icon;
        row.iconColor = mark.color;
        row.iconSays = mark.word + QStringLiteral(": ") + finding.title;
        return;
    }
}

class HeaderRows {
public:
    HeaderRows(const Exchange &exchange, const Report &report) : m_exchange(exchange), m_report(report) { }

    std::vector<SectionedRow> build()
    {
        const int hops = int(m_exchange.hops.size());
        for (int i = hops - 1; i >= 0; --i) {
            const Hop &hop = m_exchange.hops[size_t(i)];
            m_prefix = i == hops - 1 ? QByteArray() : "hop." + QByteArray::number(i + 1) + '.';
            m_in = hops > 1 ? Tr::tr("hop %1").arg(i + 1) : QString();
            if (hop.response)
                addAnswer(*hop.response);
            addSent(hop.request);
        }
        return std::move(m_rows);
    }

private:
    void addAnswer(const Response &response)
    {
        for (const InformationalResponse &early : response.informational)
            addFields(m_in.isEmpty() ? Tr::tr("Early answer") : Tr::tr("Early answer in %1").arg(m_in), QString::number(early.status),
                      early.fields, "response.informational.");
        const QString status = QString::number(response.status) + QLatin1Char(' ') + visibleText(QString::fromUtf8(response.reason));
        addFields(m_in.isEmpty() ? Tr::tr("Answer") : Tr::tr("Answer in %1").arg(m_in), status.trimmed(), response.fields,
                  "response.headers.");
        if (!response.trailers.isEmpty())
            addFields(m_in.isEmpty() ? Tr::tr("Trailers") : Tr::tr("Trailers in %1").arg(m_in), {}, response.trailers,
                      "response.trailers.");
    }

    void addSent(const Request &request)
    {
        const QString line = QString::fromUtf8(request.method) + QLatin1Char(' ') + visibleText(QString::fromUtf8(request.url.host));
        addFields(m_in.isEmpty() ? Tr::tr("Sent") : Tr::tr("Sent in %1").arg(m_in), line, request.fields, "request.headers.", &request);
    }

    void addFields(const QString &title, const QString &remark, const FieldList &fields, const QByteArray &place,
                   const Request *request = nullptr)
    {
        m_rows.push_back(SectionedRow::headingOf(title, remark));
        for (int i = 0; i < fields.size(); ++i) {
            const Field &field = fields.at(i);
            const FieldOrigin origin = request ? request->originOf(i) : FieldOrigin::Recorded;
            SectionedRow row;
            row.name = visibleText(QString::fromUtf8(field.name));
            row.text = shownValue(field, origin);
            row.remark = originText(origin);
            row.where = m_prefix + place + field.name;
            markRow(row, m_report);
            m_rows.push_back(std::move(row));
        }
        if (fields.isEmpty())
            m_rows.push_back({false, {}, {}, {}, Tr::tr("no fields"), {}, {}, {}, true});
    }

    const Exchange &m_exchange;
    const Report &m_report;
    std::vector<SectionedRow> m_rows;
    QByteArray m_prefix;
    QString m_in;
};

}

std::vector<SectionedRow> headerRows(const Exchange &exchange, const Report &report)
{
    return HeaderRows(exchange, report).build();
}

int answerFieldCount(const Exchange &exchange)
{
    return exchange.last().response ? exchange.last().response->fields.size() : 0;
}

int setCookieCount(const Exchange &exchange)
{
    int count = 0;
    for (const Hop &hop : exchange.hops)
        count += hop.response ? hop.response->fields.count("Set-Cookie") : 0;
    return count;
}

}
