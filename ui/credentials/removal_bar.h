#pragma once

#include "core/secrets/credential.h"
#include "core/secrets/store_error.h"
#include "ui/theme/theme.h"

#include <QFrame>
#include <QTimer>

namespace keyhole {

class Button;
class TextLabel;

/// For 30 seconds the way back after a removal. The credential waits in memory, and in no other place; then it is wiped.
class RemovalBar : public QFrame {
    Q_OBJECT
public:
    static constexpr std::chrono::seconds kKept{30};

    explicit RemovalBar(const Theme &theme, QWidget *parent = nullptr);
    /// Without the credential there is no way back, and that is all it says.
    void offer(const QString &label, std::optional<Credential> credential);
    void tell(const StoreError &error);
    void undo();
    bool canUndo() const { return m_credential.has_value(); }
    void setKept(std::chrono::milliseconds kept) { m_time.setInterval(kept); }
    QString text() const;

signals:
    void undone(const keyhole::Credential &credential);

private:
    void forget();

    TextLabel *m_text;
    Button *m_undo;
    QTimer m_time;
    std::optional<Credential> m_credential;
};

}
