#pragma once

#include "core/replay/replay_run.h"
#include "core/session/canned_transport.h"

#include <QCoreApplication>
#include <QDeadlineTimer>

namespace keyhole {

/// A source whose requests stand in a list.
class ListedRequests final : public ReplaySource {
public:
    ReplayRequest &add(const QByteArray &method, const QByteArray &address)
    {
        ReplayRequest request;
        request.draft.method = method;
        request.draft.address = address;
        request.draft.name = QString::fromUtf8(address.mid(address.lastIndexOf('/')).split('?').front());
        m_items.push_back({request.draft.name, request.draft.name.mid(1) + ".yml", method, address});
        return m_requests.emplace_back(std::move(request));
    }
    void leaveOut(int item, const QString &why) { m_items[size_t(item)].leftOut = why; }

    std::vector<int> all() const
    {
        std::vector<int> numbers;
        for (int item = 0; item < int(m_items.size()); ++item)
            numbers.push_back(item);
        return numbers;
    }

    QString name() const override { return "Orders"; }
    const std::vector<ReplayItem> &items() const override { return m_items; }
    Result<ReplayRequest> request(int item) override { return m_requests.at(size_t(item)); }
    std::optional<SeenResult> lastResult(int item) const override
    {
        const auto found = last.find(item);
        return found == last.end() ? std::nullopt : std::optional(found->second);
    }
    void setLastResult(int item, const SeenResult &result) override { last[item] = result; }

    void readAhead(const std::vector<int> &items) override { ahead.push_back(items); }

    std::map<int, SeenResult> last;
    std::vector<std::vector<int>> ahead;  ///< asked for, call by call

private:
    std::vector<ReplayItem> m_items;
    std::deque<ReplayRequest> m_requests;
};

/// Lets the event loop go on until something is so; false when it is not within five seconds.
template <class Condition> bool comesTrue(const Condition &condition)
{
    const QDeadlineTimer deadline(5000);
    while (!condition()) {
        if (deadline.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
    }
    return true;
}

/// A replay over answers from a table.
struct CannedReplay {
    CannedTransport transport;
    FixedClock clock;
    Session session{transport, clock};
    ListedRequests source;
    ReplayOptions options;
    std::unique_ptr<ReplayRun> run;

    void begin()
    {
        run = std::make_unique<ReplayRun>(session, source, source.all(), options);
        const auto started = run->start();
        CAPTURE(started ? QString() : started.error().what);
        REQUIRE(started);
    }
    void finish()
    {
        if (!run)
            begin();
        REQUIRE(comesTrue([this] { return run->state() == ReplayRun::State::Finished; }));
    }

    std::vector<QByteArray> sentPaths() const
    {
        std::vector<QByteArray> paths;
        for (const Request &request : transport.sent)
            paths.push_back(request.url.path);
        return paths;
    }
    std::vector<ReplayResult::Outcome> outcomes() const
    {
        std::vector<ReplayResult::Outcome> list;
        for (const ReplayResult &result : run->results())
            list.push_back(result.outcome);
        return list;
    }
    const ReplayResult &result(size_t index) const { return run->results().at(index); }
};

}
