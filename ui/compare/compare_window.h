#pragma once

#include "core/compare/comparison.h"
#include "ui/theme/theme.h"

#include <QFutureWatcher>
#include <QWidget>
#include <memory>

namespace keyhole {

class Button;
class DifferenceRow;
class DifferenceSection;
class FlowLabel;
class PageScroll;
class SideBox;
class TabStrip;

/// An exchange, and what a person knows it by: the name of its tab, its file. Foreign text.
struct ComparedExchange {
    std::shared_ptr<const Exchange> exchange;
    QString from;
    QByteArray marks = {};  ///< of the history: which key stands behind its marks; empty: it has its secrets
};

/// Two exchanges compared, part by part, the part that tells most first. Not modal; deletes itself when it is closed.
class CompareWindow : public QWidget {
    Q_OBJECT
public:
    using Accepted = std::vector<std::shared_ptr<const Exchange>>;
    /// What can be compared, made when a side is to be chosen; loads by calling back, at once or later.
    struct Choice {
        QString title;
        std::function<void(std::function<void(const ComparedExchange &)>)> load;
    };

    explicit CompareWindow(const Theme &theme, QWidget *parent = nullptr);
    void setChoices(std::function<std::vector<Choice>()> choices) { m_choices = std::move(choices); }

    /// A side without an exchange is still to be chosen.
    void compare(const ComparedExchange &left, const ComparedExchange &right);
    /// What is known of noise from before, for comparisons of a request.
    using Known = std::function<LearnedNoise(const Request &)>;
    void setKnown(Known known) { m_known = std::move(known); }
    /// Exchanges of the same request that were accepted; what differs among them is folded.
    void setAccepted(Accepted accepted);

    const ComparedExchange &left() const { return m_left; }
    const ComparedExchange &right() const { return m_right; }
    const ExchangeComparison &comparison() const { return m_comparison; }
    const std::vector<DifferenceSection *> &sections() const { return m_sections; }
    TabStrip *extent() const { return m_extent; }  ///< 0: what differs, 1: all parts

public slots:
    void nextDifference() { step(1); }
    void previousDifference() { step(-1); }
    void copyMarkdown();

signals:
    void compared();
    /// A place of one of the two is to be shown.
    void placeRequested(const std::shared_ptr<const keyhole::Exchange> &exchange, const QByteArray &where);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void build();
    QLayout *buildHead();
    void choose(bool right);
    void start();
    void showComparison(const ExchangeComparison &comparison);
    void rebuild();
    void addSections();
    void addBodies(DifferenceSection *section);
    void step(int by);
    std::vector<DifferenceRow *> visibleRows() const;

    const Theme &m_theme;
    std::function<std::vector<Choice>()> m_choices;
    ComparedExchange m_left, m_right;
    Known m_known;
    Accepted m_accepted;
    QFutureWatcher<ExchangeComparison> m_comparing;
    ExchangeComparison m_comparison;
    FlowLabel *m_summary;
    SideBox *m_sides[2];
    Button *m_swap, *m_copy;
    TabStrip *m_extent;
    PageScroll *m_scroll;
    QWidget *m_page = nullptr;
    std::vector<DifferenceSection *> m_sections;
};

}
