#pragma once

#include "core/http/instant.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QPlainTextEdit;
class QStackedWidget;

namespace keyhole {

class ClaimForm;
class TabStrip;
class TextLabel;

/// The claims of a draft in rows (name, type, value, what it means) or as JSON. Times by words and {{variables}} stay as they are typed,
/// and a text that nobody edits stays as it is, letter by letter.
class ClaimsEdit : public QWidget {
    Q_OBJECT
public:
    enum Mode { Rows, Json };
    ClaimsEdit(const Theme &theme, const QString &name, Instant now, QWidget *parent = nullptr);

    void setText(const QByteArray &text);
    const QByteArray &text() const { return m_text; }
    /// Rows cannot show what is no JSON object yet; then the text stays, and says why.
    void setMode(Mode mode);
    Mode mode() const { return m_mode; }
    ClaimForm *rows() const { return m_rows; }
    QPlainTextEdit *json() const { return m_json; }

signals:
    void edited();

private:
    void takeRows();
    void takeJson();
    void fill();
    void showState(const QString &fault = {});

    const Instant m_now;
    QByteArray m_text;
    Mode m_mode = Rows;
    bool m_filling = false;
    TabStrip *m_switch;
    QStackedWidget *m_pages;
    ClaimForm *m_rows;
    QPlainTextEdit *m_json;
    TextLabel *m_state;
};

}
