#pragma once

#include "ui/request/editor_tab.h"
#include "ui/theme/theme.h"

class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QStackedWidget;

namespace keyhole {

class GrowingTable;
class PartsModel;
class RowsTable;
class TextLabel;

/// What is sent as content: nothing, JSON (checked as it is typed), text, a form, parts, or a file.
class RequestBodyTab : public EditorTab {
    Q_OBJECT
public:
    explicit RequestBodyTab(const Theme &theme, QWidget *parent = nullptr);
    void load(const RequestDraft &draft) override;
    void store(RequestDraft &draft) const override;
    void setReadOnly(bool readOnly) override;
    /// Variables stand on a tint, those without a value on another.
    void setPreview(const ResolvedRequest *preview) override;
    /// "Line 3, column 14: …"; empty when the JSON is whole or the body is another kind.
    QString jsonFault() const;

private:
    QWidget *makeTextPage();
    QWidget *makePartsPage();
    QWidget *makeFilePage();
    BodyKind kind() const;
    void showKind();
    void checkJson();
    void chooseFile(bool forPart);

    const Theme &m_theme;
    QByteArray m_text;  // as given or typed: the editor would change line ends and what is no UTF-8
    QComboBox *m_kind;
    TextLabel *m_state;
    QStackedWidget *m_pages;
    QPlainTextEdit *m_editor;
    RowsTable *m_form;
    PartsModel *m_parts;
    GrowingTable *m_partsTable;
    QLineEdit *m_file;
};

}
