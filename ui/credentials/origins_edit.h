#pragma once

#include "core/http/url.h"
#include "ui/theme/theme.h"

#include <QWidget>
#include <vector>

class QPlainTextEdit;

namespace keyhole {

class TextLabel;

/// What a person wrote as origins, one a line: whole addresses count as their origins, names without a scheme as https.
struct OriginsRead {
    std::vector<Origin> origins;  ///< each once
    QString problem;  ///< why a line is no origin; empty when all are
    QString warning;  ///< what is allowed and unwise: http to another computer
};
OriginsRead readOrigins(const QString &text);

/// The origins that a credential may go to, one a line, with what is wrong told below.
class OriginsEdit : public QWidget {
    Q_OBJECT
public:
    explicit OriginsEdit(const Theme &theme, QWidget *parent = nullptr);
    void setOrigins(const std::vector<Origin> &origins);
    OriginsRead read() const;
    QPlainTextEdit *field() const { return m_field; }

signals:
    void edited();

private:
    void judge();

    QPlainTextEdit *m_field;
    TextLabel *m_note;
    std::vector<Origin> m_before;
};

}
