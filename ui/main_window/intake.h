#pragma once

#include "core/formats/input.h"

#include <QFuture>
#include <QObject>

class QMimeData;

namespace keyhole {

/// Takes in what a person pastes, drops or opens: curl commands, HAR files, transcripts, raw HTTP, tokens, collections of other programs
/// and folders of them. Large text is read off the main thread.
class Intake : public QObject {
    Q_OBJECT
public:
    static constexpr qint64 kLargestFile = 1LL << 30;
    static constexpr qsizetype kReadHere = 64 << 10;  ///< larger text goes to a thread

    explicit Intake(QObject *parent = nullptr);
    void takeText(const QByteArray &text, const QString &name = {});
    void takeFile(const QString &path);
    /// Files or text; gives false, and takes nothing, when there is neither.
    bool takeMime(const QMimeData &mime);
    static bool canTake(const QMimeData &mime);

signals:
    void harArrived(std::shared_ptr<const keyhole::HarFile> har, const QString &name);
    void commandArrived(const keyhole::CurlCommand &command);
    void exchangeArrived(std::shared_ptr<const keyhole::Exchange> exchange, const QString &name);
    void tokenArrived(const QByteArray &token);
    void importArrived(std::shared_ptr<const keyhole::Imported> imported, const QString &name);
    void collectionArrived(const QString &folder);  ///< one that is kept as files
    void refused(const keyhole::Error &error);

private:
    using Read = std::shared_ptr<Result<Input>>;
    void await(const QFuture<Read> &future, const QString &name);
    void arrive(Result<Input> &input, const QString &name);
};

}
