#pragma once

#include "ui/request/editor_tab.h"
#include "ui/theme/theme.h"

namespace keyhole {

class RowsTable;

/// The query of the address as a table. Rows that are switched off leave the address and are kept in the draft.
class ParamsTab : public EditorTab {
    Q_OBJECT
public:
    explicit ParamsTab(const Theme &theme, QWidget *parent = nullptr);
    void load(const RequestDraft &draft) override;
    void store(RequestDraft &draft) const override;
    void setReadOnly(bool readOnly) override;
    int count() const override;
    bool selectName(const QByteArray &name) override;

private:
    RowsTable *m_table;
};

}
