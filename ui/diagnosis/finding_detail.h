#pragma once

#include "core/diagnosis/report.h"
#include "ui/theme/theme.h"

#include <QWidget>

namespace keyhole {

/// A finding opened: evidence, why, help, buttons.
class FindingDetail : public QWidget {
    Q_OBJECT
public:
    /// `elsewhere` are actions that have a button already, on the verdict.
    FindingDetail(const Theme &theme, const Finding &finding, const std::vector<Action> &elsewhere, QWidget *parent = nullptr);

signals:
    void actionRequested(const keyhole::Action &action);
    void placeRequested(const QByteArray &where);

private:
    void act(const Action &action);
    void applyTheme();

    const Theme &m_theme;
    QString m_evidence;  ///< for the clipboard
};

}
