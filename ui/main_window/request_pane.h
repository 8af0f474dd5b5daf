#pragma once

#include "ui/main_window/open_requests.h"
#include "ui/theme/theme.h"

#include <QFrame>

class QSplitter;

namespace keyhole {

class AddressRow;
class EnvironmentButton;
class FileBar;
class IconButton;
class OpenTabs;
class RequestEditor;
class ResponseView;

/// The centre: tabs of the open requests, address, request over response, or beside it where there is room.
class RequestPane : public QFrame {
    Q_OBJECT
public:
    RequestPane(const Theme &theme, OpenRequests &requests, Session &session, QWidget *parent = nullptr);

    OpenTabs *tabs() const { return m_tabs; }
    EnvironmentButton *environment() const { return m_environment; }
    AddressRow *address() const { return m_address; }
    RequestEditor *editor() const { return m_editor; }
    ResponseView *response() const { return m_response; }
    FileBar *fileBar() const { return m_fileBar; }
    QSplitter *splitter() const { return m_splitter; }

    /// The button for a sidebar that is hidden.
    void showSidebarButton(bool show);
    /// Shows the current request anew, with its answer.
    void showCurrent();
    /// Shows what is to be said of its file.
    void showStanding();

signals:
    void newRequested();
    void closeRequested(int index);
    void sidebarRequested();
    void edited();  ///< the draft, by the user

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *buildTabRow();
    void connectTabs();
    void connectEditing();
    void showTitle(int index);
    void showAnswer();
    void showMoment(const OpenRequest &request);
    void showMode();
    void arrange();

    const Theme &m_theme;
    OpenRequests &m_requests;
    Session &m_session;
    IconButton *m_sidebarButton;
    OpenTabs *m_tabs;
    EnvironmentButton *m_environment;
    FileBar *m_fileBar;
    AddressRow *m_address;
    RequestEditor *m_editor;
    ResponseView *m_response;
    QSplitter *m_splitter;
    bool m_showing = false;  ///< widgets are being filled: what they say is no edit
};

}
