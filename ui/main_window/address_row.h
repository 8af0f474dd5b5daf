#pragma once

#include "ui/main_window/address_edit.h"

#include <QWidget>

class QComboBox;

namespace keyhole {

class Button;
class IconButton;

/// Method, address, copy as curl, Send. While sending, Send is Cancel; for a recording it is Replay….
class AddressRow : public QWidget {
    Q_OBJECT
public:
    enum class Mode { Draft, Sending, Recorded };

    explicit AddressRow(const Theme &theme, QWidget *parent = nullptr);

    void setRequest(const QByteArray &method, const QByteArray &address);
    void setAddress(const QByteArray &address);
    void setMode(Mode mode);
    void setEnvironment(const Environment &environment);
    QByteArray method() const;
    QByteArray address() const;
    AddressEdit *edit() const { return m_address; }
    Button *sendButton() const { return m_send; }

signals:
    void methodEdited(const QByteArray &method);
    void addressEdited(const QByteArray &address);
    void commandPasted(const QByteArray &text);
    void copyRequested();
    void sendRequested();
    void cancelRequested();
    void replayRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildMethod();
    void tintMethod();
    void press();

    const Theme &m_theme;
    Mode m_mode = Mode::Draft;
    QWidget *m_frame;
    QComboBox *m_method;
    AddressEdit *m_address;
    IconButton *m_copy;
    Button *m_send;
};

}
