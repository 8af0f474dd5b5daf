#pragma once

#include "core/token/comparison.h"
#include "ui/text/time_text.h"
#include "ui/theme/rounded_frame.h"

class QVBoxLayout;

namespace keyhole {

class ComparisonLine;
class FlowLabel;

/// Two tokens, a row a member: first what differs, then, folded, what every new token has anew, and what is alike.
class ComparisonTable : public RoundedFrame {
    Q_OBJECT
public:
    explicit ComparisonTable(const Theme &theme, QWidget *parent = nullptr);
    void setComparison(const TokenComparison &comparison, TimeForm form);
    void setStacked(bool stacked);

private:
    using Members = std::vector<const MemberComparison *>;
    void rebuild();
    void addLines(QVBoxLayout *rows, const Members &members);
    void addFold(QVBoxLayout *rows, const QString &icon, const QString &title, const Members &members);
    void addNote(QVBoxLayout *rows, const QString &text);
    int nameWidth() const;

    TokenComparison m_comparison;
    TimeForm m_form = TimeForm::Utc;
    bool m_stacked = false;
    QWidget *m_body = nullptr;
    std::vector<QString> m_opened;  ///< the parts that the user unfolded, by title
};

}
