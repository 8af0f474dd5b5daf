#pragma once

#include "core/compare/noise_memory.h"
#include "core/session/session.h"

#include <QThreadPool>
#include <QTimer>

namespace keyhole {

/// Keeps what is known to differ from answer to answer of each host in a file beside the history, and teaches it by what sessions send:
/// each accepted exchange is held against the one before of the same request, in a thread. Written some seconds after a lesson, in a
/// thread, so that two programs can share the file.
class NoiseKeeper : public QObject {
    Q_OBJECT
public:
    /// An empty file name: it is known until the program ends. One that cannot be read is begun anew.
    explicit NoiseKeeper(const QString &file, QObject *parent = nullptr);
    /// Beside the history, of this program.
    static QString usualFile();
    ~NoiseKeeper() override;  ///< writes what is not written yet

    const NoiseMemory &memory() const { return m_memory; }
    NoiseMemory &memory() { return m_memory; }
    /// Learns from what a session sends.
    void follow(Session &session);
    /// As NoiseMemory::forget(), in the file as well.
    void forget(const QByteArray &host, const QByteArray &place = {});
    /// Writes what is not written yet, and waits for it.
    void flush();

signals:
    void changed();
    void noticed(const keyhole::Error &error);

private:
    struct Step {
        std::optional<NoiseLesson> lesson;  ///< nothing: this is forgotten
        QByteArray host, place;
    };
    void look(const Session &session, const std::shared_ptr<const Exchange> &now);
    void note(Step step);
    void write();

    const QString m_file;
    NoiseMemory m_memory;
    std::vector<Step> m_steps;  ///< that the file does not have yet
    QHash<QByteArray, int> m_looked;  ///< pairs of this run, by host and request
    QTimer m_later;
    QThreadPool m_thread;  ///< of one
};

}
