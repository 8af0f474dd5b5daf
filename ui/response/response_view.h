#pragma once

#include "core/diagnosis/report.h"
#include "ui/theme/theme.h"

#include <QWidget>
#include <memory>

class QStackedWidget;

namespace keyhole {

class BodyTab;
class Chip;
class CookiesPane;
class TabStrip;
class RawTab;
class ResponseBar;
class SectionedTable;
class TextLabel;
class TimelineTab;
class ViewerPane;

/// The answer: Body, Headers, Cookies, Timeline, Raw; the status as a chip. Shows one exchange, and dims it while a new one is under way.
class ResponseView : public QWidget {
    Q_OBJECT
public:
    enum Tab { Body, Headers, Cookies, Timeline, Raw };

    explicit ResponseView(const Theme &theme, QWidget *parent = nullptr);

    /// Shows an exchange; rows that a finding of the report refers to are marked. Without an answer the Timeline comes to the front.
    /// `pages` are the bodies of earlier answers of the same site, for what the Cookies tab looks up there.
    void setExchange(std::shared_ptr<const Exchange> exchange, const Report &report, std::vector<QByteArray> pages = {});
    void clear();
    /// The old answer stays, at 60 %.
    void setDimmed(bool dimmed);

    void showTab(Tab tab);
    Tab currentTab() const;
    CookiesPane *cookies() const { return m_cookies; }
    /// Goes to a place of the evidence: "response.headers.Date", "response.body", "response.status", "request.headers.Authorization" and
    /// "hop.2.request.headers.Authorization" (as sent), "cookies.sid", "timeline". Gives false for a place that is not in the answer.
    bool select(const QByteArray &where);
    /// Opens the find bar of the tab in front, where it has one.
    void find();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void layOut();
    void connectTools();
    void showStatus();
    void showCurrent();
    ViewerPane *currentPane() const;
    SectionedTable *currentTable() const;
    bool showPlain(const QByteArray &place);
    void showRaw(int side);
    bool selectRow(const QByteArray &place);
    void copy();
    void save();

    const Theme &m_theme;
    std::shared_ptr<const Exchange> m_exchange;
    TabStrip *m_tabs;
    Chip *m_status;
    ResponseBar *m_bar;
    QStackedWidget *m_stack;
    BodyTab *m_body;
    SectionedTable *m_headers;
    CookiesPane *m_cookies;
    TimelineTab *m_timeline;
    RawTab *m_raw;
    TextLabel *m_empty;
};

}
