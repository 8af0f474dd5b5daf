#pragma once

#include "core/collection/opencollection/request_file.h"
#include "ui/request/checks_models.h"
#include "ui/request/editor_tab.h"
#include "ui/theme/theme.h"

namespace keyhole {

class GrowingTable;
class TextLabel;

/// What is expected of the answer, and which of its values become variables: paths, never code. They stand in the request's file, so a
/// request that is in no collection has none.
class ChecksTab : public EditorTab {
    Q_OBJECT
public:
    explicit ChecksTab(const Theme &theme, QWidget *parent = nullptr);

    /// nullptr: the request is in no collection.
    void setFile(const RequestFile *file);
    /// Writes what is on the page; nothing else.
    void storeIn(RequestFile &file) const;
    void setAnswer(const CheckedAnswer &answer);
    CapturesModel &captures() const { return *m_captures; }
    ExpectationsModel &expectations() const { return *m_expectations; }

    void load(const RequestDraft &) override { }
    void store(RequestDraft &) const override { }
    void setReadOnly(bool readOnly) override;
    int count() const override { return m_captures->enabledCount() + m_expectations->enabledCount(); }

private:
    void show();

    ExpectationsModel *m_expectations;
    CapturesModel *m_captures;
    GrowingTable *m_expected, *m_taken;
    TextLabel *m_note;
    bool m_hasFile = false, m_readOnly = false;
};

}
