#include "ui/main_window/text_dialog.h"

#include "ui/controls/button.h"

#include <QPlainTextEdit>
#include <QTextEdit>
#include <QVBoxLayout>

namespace keyhole {

namespace {

/// Shows what is in the text itself, and loads nothing that it refers to.
class TypesetPage : public QTextEdit {
protected:
    // An invalid value would make the document read the file itself.
    QVariant loadResource(int, const QUrl &) override { return QByteArray(); }
};

QWidget *plainPage(const QString &text)
{
    auto *page = new QPlainTextEdit;
    page->setReadOnly(true);
    page->setPlainText(text);
    page->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return page;
}

QWidget *typesetPage(const Theme &theme, const QString &markdown)
{
    auto *page = new TypesetPage;
    page->setReadOnly(true);
    page->document()->setDefaultFont(theme.font(FontRole::Body));
    page->document()->setDocumentMargin(theme.px(16));
    page->setMarkdown(markdown);
    page->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return page;
}

QString headingOf(const QString &markdown)
{
    const QString first = markdown.section(QLatin1Char('\n'), 0, 0);
    return first.startsWith(QLatin1String("# ")) ? first.mid(2).trimmed() : QString();
}

}

TextDialog::TextDialog(const Theme &theme, const QString &title, const QString &text, QWidget *parent)
    : TextDialog(theme, title, plainPage(text), 680, parent)
{ }

TextDialog *TextDialog::typeset(const Theme &theme, const QString &markdown, QWidget *parent)
{
    return new TextDialog(theme, headingOf(markdown), typesetPage(theme, markdown), 720, parent);
}

TextDialog::TextDialog(const Theme &theme, const QString &title, QWidget *page, int width, QWidget *parent) : QDialog(parent)
{
    setWindowTitle(title);
    setAttribute(Qt::WA_DeleteOnClose);
    resize(theme.px(width), theme.px(560));
    page->setAccessibleName(title);
    auto *close = new Button(theme, tr("Close"));
    connect(close, &Button::clicked, this, &QDialog::close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(16));
    layout->setSpacing(theme.px(12));
    layout->addWidget(page, 1);
    layout->addWidget(close, 0, Qt::AlignRight);
}

}
