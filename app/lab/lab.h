#pragma once

#include "core/collection/request_draft.h"

#include <QObject>
#include <memory>

namespace keyhole {

/// The 401 lab: a loopback server inside the program. Each address refuses for one real reason.
class Lab : public QObject {
    Q_OBJECT
public:
    explicit Lab(QObject *parent = nullptr);
    ~Lab() override;

    /// Binds to 127.0.0.1 (a second port stands for another origin). Fails with the system's reason.
    Result<bool> start(quint16 port = 0);
    QByteArray address() const;  ///< "http://127.0.0.1:40123"; empty before start()
    /// Requests for every address, each with the cause that it promises; tokens are made for the moment of the call. One whose name begins
    /// with "2." or "3." wants those before it to be sent first. Empty before start().
    Collection collection() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}
