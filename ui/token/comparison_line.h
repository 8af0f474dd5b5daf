#pragma once

#include "core/token/comparison.h"
#include "ui/text/time_text.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QGridLayout;

namespace keyhole {

class FlowLabel;

/// What a comparison shows of one member: its name, the value in both tokens, and how they differ in words.
class ComparisonLine : public QWidget {
    Q_OBJECT
public:
    ComparisonLine(const Theme &theme, const MemberComparison &member, TimeForm form, QWidget *parent = nullptr);
    const MemberComparison &member() const { return m_member; }
    QString says() const;

    /// One row where there is room; otherwise name and words above the two values.
    void place(bool stacked, int nameWidth);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *valueOf(const std::optional<JsonValue> &value, const QString &side, TimeForm form);

    const Theme &m_theme;
    MemberComparison m_member;
    QGridLayout *m_grid = nullptr;
    FlowLabel *m_name, *m_says;
    QWidget *m_left, *m_right;
};

}
