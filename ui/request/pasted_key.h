#pragma once

#include "core/secrets/secret.h"
#include "ui/theme/theme.h"

#include <QWidget>

namespace keyhole {

class Button;
class TextLabel;

/// A secret of several lines: pasted or read from a file, never typed, and never shown. Says how large it is and what it begins as.
class PastedKey : public QWidget {
    Q_OBJECT
public:
    static constexpr qint64 kMostBytes = 60 << 10;  ///< what an entry of the keychain has room for

    PastedKey(const Theme &theme, const QString &name, QWidget *parent = nullptr);
    void setSecret(const Secret &secret);
    const Secret &secret() const { return m_secret; }
    void readFile(const QString &path);

signals:
    void edited();

private:
    void paste();
    void openFile();
    void take(const QByteArray &bytes);
    void showKey(const QString &problem = {});

    const QString m_name;
    Secret m_secret;
    TextLabel *m_what;
    Button *m_paste, *m_open;
};

}
