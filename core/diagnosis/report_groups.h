#pragma once

#include "core/diagnosis/report.h"

#include <QHash>
#include <deque>

namespace keyhole {

/// The reports of a whole recording, by host, a cause that repeats told once with its count. Holds at most 200 whole reports; of causes
/// beyond them the id, the title and the entries stay.
class ReportGroups {
public:
    /// One cause at one host: its first report, and where it was found again.
    struct Repeated {
        QByteArray id;  ///< of the finding; "answer.unexplained" where none was found
        QString title;
        std::optional<Report> report;  ///< of the first entry; absent beyond the limit
        std::vector<int> entries;  ///< from 1
    };
    /// An entry of the recording as a whole.
    struct Entry {
        int number = 0;  ///< from 1
        QString request;  ///< "GET https://api.example.com/v1", masked
        int status = 0;
        int cause = -1;  ///< index in Host::causes; -1: not refused
        QString unreadable;  ///< why it could not be read; otherwise empty
    };
    struct Host {
        QByteArray name;
        std::vector<Repeated> causes;
        std::vector<Entry> entries;
        int refused = 0;
    };

    void addReport(int entry, Report report);
    /// An entry that was not refused. The address is masked here.
    void addOther(int entry, const QByteArray &method, const QByteArray &url, int status);
    void addUnreadable(int entry, const QByteArray &method, const QByteArray &url, const Error &error);

    /// Hosts in the order in which they came.
    const std::deque<Host> &hosts() const { return m_hosts; }
    int entries() const { return m_entries; }
    int refused() const;

private:
    Host &host(const QByteArray &name);

    std::deque<Host> m_hosts;
    QHash<QByteArray, size_t> m_numbers;  ///< of the hosts, by name
    int m_entries = 0, m_kept = 0;
};

/// "entry 3", "12 entries: 3, 5, 8, … (9 more)".
QString entriesText(const std::vector<int> &entries);
/// "api.example.com: 12 of 40 entries refused, 2 causes".
QString hostHeading(const ReportGroups::Host &host);

/// For a terminal: the hosts, the causes of each with their counts, and the whole report of the first entry of each cause.
QString groupsToText(const ReportGroups &groups, const TextStyle &style = {});
QString groupsToMarkdown(const ReportGroups &groups);
/// One self-contained page, as reportToHtml().
QString groupsToHtml(const ReportGroups &groups);
/// JUnit's XML for CI: a test suite a host, a test case an entry, a failure for each that was refused, of the cause's id as its type; the
/// evidence stands with the first of each cause.
QByteArray groupsToJUnit(const ReportGroups &groups);

}
