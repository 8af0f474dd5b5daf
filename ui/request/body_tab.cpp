#include "ui/request/body_tab.h"

#include "core/json/json.h"
#include "ui/controls/button.h"
#include "ui/request/growing_table.h"
#include "ui/text/text_label.h"

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace keyhole {

namespace {

constexpr int kMostTinted = 200'000;  // characters; a longer body is not looked through while it is typed

enum Page { NothingPage, TextPage, FormPage, PartsPage, FilePage };

Page pageOf(BodyKind kind)
{
    switch (kind) {
    case BodyKind::None:
        return NothingPage;
    case BodyKind::Json:
    case BodyKind::Text:
        return TextPage;
    case BodyKind::Form:
        return FormPage;
    case BodyKind::Multipart:
        return PartsPage;
    case BodyKind::File:
        return FilePage;
    }
    return NothingPage;
}

/// Variables stand for something that cannot be known yet: a number of the same length fits wherever a value or text may stand.
QByteArray withoutVariables(const QByteArray &text)
{
    static const QRegularExpression variable(QStringLiteral("\\{\\{[^{}]*\\}\\}"));
    const QString shown = QString::fromLatin1(text);
    QByteArray filled = text;
    for (auto matches = variable.globalMatch(shown); matches.hasNext();) {
        const auto match = matches.next();
        filled.replace(match.capturedStart(), match.capturedLength(), QByteArray(match.capturedLength(), '1'));
    }
    return filled;
}

}

RequestBodyTab::RequestBodyTab(const Theme &theme, QWidget *parent)
    : EditorTab(parent), m_theme(theme), m_kind(new QComboBox), m_state(new TextLabel(theme, {}, FontRole::Small, ColorToken::Text2)),
      m_pages(new QStackedWidget), m_editor(new QPlainTextEdit), m_form(new RowsTable(theme, tr("Form"))), m_parts(new PartsModel),
      m_partsTable(new GrowingTable(theme, tr("Parts"), m_parts, {22, 30, 28, 20})), m_file(new QLineEdit)
{
    const std::pair<QString, BodyKind> kinds[]
        = {{tr("None"), BodyKind::None}, {tr("JSON"), BodyKind::Json},           {tr("Text"), BodyKind::Text},
           {tr("Form"), BodyKind::Form}, {tr("Multipart"), BodyKind::Multipart}, {tr("File"), BodyKind::File}};
    for (const auto &[name, each] : kinds)
        m_kind->addItem(name, int(each));
    m_kind->setAccessibleName(tr("Kind of body"));
    m_pages->addWidget(new TextLabel(theme, tr("The request has no body."), FontRole::Body, ColorToken::Text3));
    m_pages->addWidget(makeTextPage());
    m_pages->addWidget(m_form);
    m_form->setContentsMargins(theme.px(8), 0, 0, 0);
    m_pages->addWidget(makePartsPage());
    m_pages->addWidget(makeFilePage());
    m_pages->widget(NothingPage)->setContentsMargins(theme.px(16), theme.px(8), theme.px(16), 0);
    static_cast<TextLabel *>(m_pages->widget(NothingPage))->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(6));
    row->setSpacing(theme.px(12));
    row->addWidget(m_kind);
    row->addWidget(m_state, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(m_pages, 1);
    connect(m_kind, &QComboBox::activated, this, [this] {
        showKind();
        emit edited();
    });
    connect(&m_form->rows(), &RowsModel::edited, this, &EditorTab::edited);
    connect(m_parts, &PartsModel::edited, this, &EditorTab::edited);
    connect(m_file, &QLineEdit::textEdited, this, &EditorTab::edited);
    showKind();
}

QWidget *RequestBodyTab::makeTextPage()
{
    m_editor->setProperty("plain", true);
    m_editor->setFont(m_theme.font(FontRole::Code));
    m_editor->setTabChangesFocus(true);
    m_editor->setAccessibleName(tr("Body"));
    m_editor->document()->setDocumentMargin(m_theme.px(12));
    connect(&m_theme, &Theme::changed, this, [this] { m_editor->setFont(m_theme.font(FontRole::Code)); });
    connect(m_editor, &QPlainTextEdit::textChanged, this, [this] {
        m_text = m_editor->toPlainText().toUtf8();
        checkJson();
        emit edited();
    });
    return m_editor;
}

QWidget *RequestBodyTab::makePartsPage()
{
    auto *page = new QWidget;
    auto *choose = new Button(m_theme, tr("File for this part…"), Button::Kind::Link);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(m_theme.px(8), 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_partsTable, 1);
    column->addWidget(choose, 0, Qt::AlignLeft);
    connect(choose, &QPushButton::clicked, this, [this] { chooseFile(true); });
    return page;
}

QWidget *RequestBodyTab::makeFilePage()
{
    auto *page = new QWidget;
    auto *choose = new Button(m_theme, tr("Choose…"));
    m_file->setAccessibleName(tr("File"));
    m_file->setPlaceholderText(tr("Path of the file that is sent"));
    auto *row = new QHBoxLayout(page);
    row->setContentsMargins(m_theme.px(16), m_theme.px(8), m_theme.px(16), 0);
    row->setAlignment(Qt::AlignTop);
    row->addWidget(m_file, 1, Qt::AlignTop);
    row->addWidget(choose, 0, Qt::AlignTop);
    connect(choose, &QPushButton::clicked, this, [this] { chooseFile(false); });
    return page;
}

BodyKind RequestBodyTab::kind() const
{
    return BodyKind(m_kind->currentData().toInt());
}

void RequestBodyTab::showKind()
{
    m_pages->setCurrentIndex(pageOf(kind()));
    checkJson();
}

QString RequestBodyTab::jsonFault() const
{
    if (kind() != BodyKind::Json || m_text.trimmed().isEmpty())
        return {};
    const QByteArray checked = withoutVariables(m_text);
    const auto parsed = parseJson(checked);
    if (parsed)
        return {};
    const QByteArrayView before = QByteArrayView(checked).first(std::min(parsed.error().offset, checked.size()));
    const qsizetype line = before.count('\n') + 1;
    const qsizetype column = QString::fromUtf8(before.sliced(before.lastIndexOf('\n') + 1)).size() + 1;
    return tr("Line %1, column %2: %3").arg(line).arg(column).arg(parsed.error().message);
}

void RequestBodyTab::setPreview(const ResolvedRequest *preview)
{
    static const QRegularExpression variable(QStringLiteral("\\{\\{\\s*([^{}\\s]+)\\s*\\}\\}"));
    QList<QTextEdit::ExtraSelection> tints;
    const bool isText = kind() == BodyKind::Json || kind() == BodyKind::Text;
    const bool tinted = preview && isText && m_editor->document()->characterCount() <= kMostTinted;
    for (auto matches = variable.globalMatch(tinted ? m_editor->toPlainText() : QString()); matches.hasNext();) {
        const auto match = matches.next();
        const auto &unresolved = preview->unresolved;
        const bool known = std::find(unresolved.begin(), unresolved.end(), match.captured(1).toUtf8()) == unresolved.end();
        QTextEdit::ExtraSelection tint;
        tint.cursor = QTextCursor(m_editor->document());
        tint.cursor.setPosition(int(match.capturedStart()));
        tint.cursor.setPosition(int(match.capturedEnd()), QTextCursor::KeepAnchor);
        tint.format.setBackground(m_theme.color(known ? ColorToken::InfoSoft : ColorToken::DangerSoft));
        tint.format.setForeground(m_theme.color(known ? ColorToken::Info : ColorToken::Danger));
        tints.append(tint);
    }
    m_editor->setExtraSelections(tints);
}

void RequestBodyTab::checkJson()
{
    const QString fault = jsonFault();
    const bool json = kind() == BodyKind::Json && !m_text.trimmed().isEmpty();
    m_state->setColor(fault.isEmpty() ? ColorToken::Text3 : ColorToken::Danger);
    m_state->setForeignText(fault.isEmpty() && json ? tr("JSON in order") : fault);
    m_editor->setAccessibleDescription(m_state->text());
}

void RequestBodyTab::chooseFile(bool forPart)
{
    auto *dialog = new QFileDialog(this, tr("Choose a file to send"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this, forPart](const QString &path) {
        if (forPart) {
            const int row = m_partsTable->currentIndex().isValid() ? m_partsTable->currentIndex().row() : m_parts->filledCount();
            m_parts->setData(m_parts->index(row, PartsModel::FileColumn), path, Qt::EditRole);
        } else {
            m_file->setText(path);
            emit edited();
        }
    });
    dialog->open();
}

void RequestBodyTab::load(const RequestDraft &draft)
{
    const BodyDraft &body = draft.body;
    m_kind->setCurrentIndex(m_kind->findData(int(body.kind)));
    m_form->setRows(body.form);
    if (body.parts != m_parts->rows()) {
        m_partsTable->forgetUndo();
        m_parts->setRows(body.parts);
    }
    if (m_file->text() != body.file)
        m_file->setText(body.file);
    if (m_text != body.text) {
        const QSignalBlocker quiet(m_editor);
        m_text = body.text;
        m_editor->setPlainText(QString::fromUtf8(body.text));
    }
    showKind();
}

void RequestBodyTab::store(RequestDraft &draft) const
{
    draft.body.kind = kind();
    draft.body.text = m_text;
    draft.body.form = m_form->rows().rows();
    draft.body.parts = m_parts->rows();
    draft.body.file = m_file->text();
}

void RequestBodyTab::setReadOnly(bool readOnly)
{
    m_kind->setEnabled(!readOnly);
    m_editor->setReadOnly(readOnly);
    m_form->rows().setReadOnly(readOnly);
    m_parts->setReadOnly(readOnly);
    m_file->setReadOnly(readOnly);
}

}
