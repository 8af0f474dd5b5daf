#pragma once

#include "ui/request/editor_tab.h"
#include "ui/theme/theme.h"

namespace keyhole {

class PlainTable;
class RowsTable;
class SentFieldsModel;

/// The typed fields, and below them what goes out besides.
class HeadersTab : public EditorTab {
    Q_OBJECT
public:
    explicit HeadersTab(const Theme &theme, QWidget *parent = nullptr);
    void load(const RequestDraft &draft) override;
    void store(RequestDraft &draft) const override;
    void setReadOnly(bool readOnly) override;
    void setPreview(const ResolvedRequest *preview) override;
    int count() const override;
    bool selectName(const QByteArray &name) override;

private:
    RowsTable *m_typed;
    SentFieldsModel *m_model;
    PlainTable *m_sent;
};

}
