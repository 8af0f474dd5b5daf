#pragma once

#include "ui/request/editor_tab.h"
#include "ui/theme/theme.h"

namespace keyhole {

class RowsTable;
class SectionedTable;

/// Cookies of this request alone, and below them those of the jar: which will go, and which are held back by what rule.
class CookiesTab : public EditorTab {
    Q_OBJECT
public:
    explicit CookiesTab(const Theme &theme, QWidget *parent = nullptr);
    void load(const RequestDraft &draft) override;
    void store(RequestDraft &draft) const override;
    void setReadOnly(bool readOnly) override;
    void setPreview(const ResolvedRequest *preview) override;
    int count() const override;
    bool selectName(const QByteArray &name) override;

private:
    RowsTable *m_typed;
    SectionedTable *m_jar;
    int m_going = 0;  // of the jar
};

}
