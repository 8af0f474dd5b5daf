#pragma once

#include "ui/response/viewer/text_viewer.h"

#include <QAccessibleWidget>

namespace keyhole {

/// The visible rows of a viewer as read-only text for screen readers; it changes as the viewer scrolls. The whole of a large body would
/// be copied into the reader otherwise.
class ViewerAccessible : public QAccessibleWidget, public QAccessibleTextInterface {
public:
    explicit ViewerAccessible(TextViewer *viewer);
    /// Makes these for every TextViewer; may be called often.
    static void install();

    void *interface_cast(QAccessible::InterfaceType type) override;
    QString text(QAccessible::Text text) const override;
    QAccessible::State state() const override;

    void selection(int index, int *start, int *end) const override;
    int selectionCount() const override;
    void addSelection(int start, int end) override;
    void removeSelection(int index) override;
    void setSelection(int index, int start, int end) override;
    int cursorPosition() const override;
    void setCursorPosition(int position) override;
    QString text(int start, int end) const override;
    int characterCount() const override;
    QRect characterRect(int offset) const override;
    int offsetAtPoint(const QPoint &point) const override;
    void scrollToSubstring(int start, int end) override;
    QString attributes(int offset, int *start, int *end) const override;

private:
    TextViewer *viewer() const { return static_cast<TextViewer *>(widget()); }
    int positionOf(qsizetype offset) const;
    qsizetype offsetOf(int position) const;
};

}
