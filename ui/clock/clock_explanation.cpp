#include "ui/clock/clock_explanation.h"

#include "core/clock/explanation.h"
#include "ui/controls/button.h"

#include <QPainter>
#include <QSvgRenderer>
#include <QTextEdit>
#include <QVBoxLayout>

namespace keyhole {

namespace {

/// The picture of the page, as large as the width allows.
class Picture : public QWidget {
public:
    explicit Picture(const Theme &theme) : m_renderer(QStringLiteral(":/pages/server-clock.svg")), m_theme(theme) { }

    QSize sizeHint() const override { return m_renderer.defaultSize().scaled(m_theme.px(640), m_theme.px(330), Qt::KeepAspectRatio); }
    QSize minimumSizeHint() const override { return sizeHint() / 2; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const QSizeF size = QSizeF(m_renderer.defaultSize()).scaled(this->size(), Qt::KeepAspectRatio);
        m_renderer.render(&painter, QRectF(QPointF((width() - size.width()) / 2, 0), size));
    }

private:
    QSvgRenderer m_renderer;
    const Theme &m_theme;
};

struct Page {
    QString title, text, picture;  ///< the picture in words
};

/// The heading becomes the title, the picture is drawn above the text.
Page readPage()
{
    Page page;
    QStringList lines;
    for (const QString &line : clockExplanation().split(u'\n')) {
        if (line.startsWith(QLatin1String("# ")))
            page.title = line.mid(2);
        else if (line.startsWith(QLatin1String("![")))
            page.picture = line.mid(2, line.indexOf(u']') - 2);
        else
            lines << line;
    }
    page.text = lines.join(u'\n').trimmed();
    return page;
}

}

ClockExplanation::ClockExplanation(const Theme &theme, QWidget *parent) : QDialog(parent)
{
    const Page page = readPage();
    setWindowTitle(page.title);
    setAttribute(Qt::WA_DeleteOnClose);
    resize(theme.px(720), theme.px(760));
    auto *picture = new Picture(theme);
    picture->setAccessibleName(page.picture);
    picture->setFixedHeight(picture->sizeHint().height());
    auto *text = new QTextEdit;
    text->setReadOnly(true);
    text->setAccessibleName(page.title);
    text->document()->setDefaultFont(theme.font(FontRole::Body));
    text->document()->setDocumentMargin(theme.px(16));
    text->setMarkdown(page.text);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *close = new Button(theme, tr("Close"));
    connect(close, &Button::clicked, this, &QDialog::close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(16));
    layout->setSpacing(theme.px(12));
    layout->addWidget(picture);
    layout->addWidget(text, 1);
    layout->addWidget(close, 0, Qt::AlignRight);
}

}
