#pragma once

#include "core/session/session.h"

#include <QWidget>

namespace keyhole {

/// A page of the request editor: shows its part of a draft, and writes it back.
class EditorTab : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;

    /// Shows this draft; emits nothing.
    virtual void load(const RequestDraft &draft) = 0;
    /// Writes what is on the page into the draft, and nothing else.
    virtual void store(RequestDraft &draft) const = 0;
    virtual void setReadOnly(bool readOnly) = 0;
    /// What would go out, for pages that show it; nothing when it cannot be made ready.
    virtual void setPreview(const ResolvedRequest *) { }
    /// The number behind the page's name; 0 shows none.
    virtual int count() const { return 0; }
    /// Goes to a row by its name; false when it is not here.
    virtual bool selectName(const QByteArray &) { return false; }

signals:
    void edited();
};

}
