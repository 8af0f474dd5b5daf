#pragma once

#include "core/oauth/device_authorization.h"
#include "ui/theme/rounded_frame.h"

namespace keyhole {

class Button;
class TextLabel;

/// The code to enter on another device, large, and the host that it is to be entered at.
class DeviceCodeCard : public RoundedFrame {
    Q_OBJECT
public:
    explicit DeviceCodeCard(const Theme &theme, QWidget *parent = nullptr);
    void setCode(const DeviceCode &code);
    QString shownCode() const;
    QString shownHost() const;

signals:
    void openRequested(const QByteArray &address);

private:
    QByteArray m_address;
    TextLabel *m_host, *m_code;
    Button *m_copy, *m_open;
};

}
