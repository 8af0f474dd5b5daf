#pragma once

#include <QObject>

class QSocketNotifier;

namespace keyhole {

/// Tells of Ctrl+C and of a request to end, instead of ending the program at once. The second one ends it.
class Interrupt : public QObject {
    Q_OBJECT
public:
    explicit Interrupt(QObject *parent = nullptr);
    ~Interrupt() override;

signals:
    void happened();
};

}
