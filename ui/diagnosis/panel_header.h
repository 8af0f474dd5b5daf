#pragma once

#include "core/diagnosis/report.h"
#include "ui/theme/theme.h"

#include <QWidget>

namespace keyhole {

/// "Diagnosis", what it is about, and the panel's own buttons.
class PanelHeader : public QWidget {
    Q_OBJECT
public:
    explicit PanelHeader(const Theme &theme, QWidget *parent = nullptr);
    void setSubject(const QString &subject);
    const QString &subject() const { return m_subject; }

signals:
    void copyReportRequested();
    void copyPageRequested();
    void saveReportRequested();
    void hideRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void applyTheme();

    const Theme &m_theme;
    QString m_subject;
};

/// What a report is about: "GET /v1/orders, 09:43:12 UTC", "…, not sent", "Recorded 21 Nov, 09:40, not sent by Keyhole".
QString subjectOf(const Report &report);

}
