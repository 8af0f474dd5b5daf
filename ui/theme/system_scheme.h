#pragma once

#include <QObject>

class QDBusVariant;

namespace keyhole {

/// Whether the desktop asks for dark windows: the XDG portal's setting "color-scheme", asked asynchronously with a limit of 500 ms. Where
/// there is no session bus or no answer, nothing is reported, and the palette's lightness holds.
class SystemScheme : public QObject {
    Q_OBJECT
public:
    explicit SystemScheme(QObject *parent = nullptr);
    /// Does not touch the bus when none is announced: asking would start a private one.
    void ask();

signals:
    void darkAsked(bool dark);

private slots:
    void settingChanged(const QString &space, const QString &key, const QDBusVariant &value);

private:
    void take(const QVariant &value);
};

}
