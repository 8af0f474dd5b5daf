#include "core/session/noise_keeper.h"

#include "core/collection/saved_file.h"

#include <QDir>
#include <QFileInfo>
#include <QLockFile>
#include <QStandardPaths>

namespace keyhole {

namespace {

constexpr std::chrono::seconds kTogether{2};
constexpr std::chrono::milliseconds kLockFor{2000};
constexpr qint64 kLargest = 16 << 20;
constexpr int kMostPairs = 20;  // of one request in one run; more teach nothing new
constexpr qsizetype kLargestBody = 1 << 20;  // of each answer

NoiseMemory memoryIn(const QString &file)
{
    const auto bytes = loadFile(file, kLargest);
    const auto json = bytes ? parseJson(*bytes) : failure(SyntaxError{});
    return json ? noiseMemoryFrom(*json) : NoiseMemory();
}

bool isSmall(const Exchange &exchange)
{
    const auto &response = exchange.last().response;
    return response && response->bodyFile.isEmpty() && response->body.size() <= kLargestBody;
}

}

NoiseKeeper::NoiseKeeper(const QString &file, QObject *parent) : QObject(parent), m_file(file)
{
    if (!file.isEmpty())
        m_memory = memoryIn(file);
    m_memory.setLearned([this](const NoiseLesson &lesson) { note({lesson, {}, {}}); });
    m_thread.setMaxThreadCount(1);
    m_later.setSingleShot(true);
    m_later.setInterval(kTogether);
    connect(&m_later, &QTimer::timeout, this, &NoiseKeeper::write);
}

QString NoiseKeeper::usualFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/noise.json");
}

NoiseKeeper::~NoiseKeeper()
{
    flush();
}

void NoiseKeeper::follow(Session &session)
{
    connect(&session, &Session::exchangeFinished, this,
            [this, &session](const Diagnosed &diagnosed) { look(session, diagnosed.exchange); });
}

void NoiseKeeper::look(const Session &session, const std::shared_ptr<const Exchange> &now)
{
    const Request &request = now->last().request;
    const NoiseSubject subject = noiseSubject(request);
    int &looked = m_looked[subject.host + ' ' + subject.request];
    if (looked >= kMostPairs || !isSmall(*now))
        return;
    const auto &history = session.history();
    const auto before = std::find_if(history.rbegin(), history.rend(), [&](const auto &each) {
        const Request &other = each->last().request;
        return each != now && other.method == request.method && other.url.path == request.url.path
            && other.url.origin() == request.url.origin() && isSmall(*each);
    });
    if (before == history.rend())
        return;
    ++looked;
    m_thread.start([this, before = *before, now] {
        if (const auto lesson = lessonOf(*before, *now))
            QMetaObject::invokeMethod(this, [this, lesson = *lesson] { m_memory.learn(lesson); });
    });
}

void NoiseKeeper::forget(const QByteArray &host, const QByteArray &place)
{
    m_memory.forget(host, place);
    note({std::nullopt, host, place});
}

void NoiseKeeper::note(Step step)
{
    if (!m_file.isEmpty()) {
        m_steps.push_back(std::move(step));
        if (!m_later.isActive())
            m_later.start();
    }
    emit changed();
}

/// Onto what the file holds by then: another program may have written it meanwhile.
void NoiseKeeper::write()
{
    m_later.stop();
    if (m_steps.empty())
        return;
    m_thread.start([this, file = m_file, steps = std::exchange(m_steps, {})] {
        QDir().mkpath(QFileInfo(file).path());
        QLockFile lock(file + QStringLiteral(".lock"));
        lock.tryLock(int(kLockFor.count()));  // without it, too: at worst a lesson is lost
        NoiseMemory memory = memoryIn(file);
        for (const Step &step : steps)
            step.lesson ? memory.learn(*step.lesson) : memory.forget(step.host, step.place);
        if (const auto saved = saveFile(file, toJson(toJsonValue(memory)) + '\n', FileAccess::Private); !saved)
            QMetaObject::invokeMethod(this, [this, error = saved.error()] { emit noticed(error); });
    });
}

void NoiseKeeper::flush()
{
    m_thread.waitForDone();
    write();
    m_thread.waitForDone();
}

}
