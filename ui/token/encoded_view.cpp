#include "ui/token/encoded_view.h"

#include "ui/controls/reveal.h"
#include "ui/controls/secret_clipboard.h"

#include <QMimeData>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextDocumentFragment>

namespace keyhole {

namespace {

constexpr qsizetype kMostShown = 20'000;
constexpr int kRow = 24, kMostRows = 12, kLeastRows = 3;
constexpr double kLineHeight = 150;  // per cent

/// Dots, the last four characters left where there are enough of them that they give nothing away.
QString hidden(QStringView text)
{
    const qsizetype kept = text.size() >= 24 ? 4 : 0;
    return QString(text.size() - kept, QChar(0x2022)) + text.last(kept).toString();
}

}

ColorToken segmentColor(const Token &token, qsizetype index)
{
    if (token.form == TokenForm::Opaque)
        return ColorToken::Text;
    if (index == 0)
        return ColorToken::SegHeader;
    const bool last = index == qsizetype(token.segments.size()) - 1 && index >= 2;
    return last ? ColorToken::SegSignature : ColorToken::SegPayload;
}

EncodedView::EncodedView(const Theme &theme, QWidget *parent) : QTextEdit(parent), m_theme(theme), m_revealed(new Reveal(this))
{
    setReadOnly(true);
    setAcceptRichText(false);
    setUndoRedoEnabled(false);
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setWordWrapMode(QTextOption::WrapAnywhere);
    setFrameShape(QFrame::NoFrame);
    setProperty("plain", true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setLayoutDirection(Qt::LeftToRight);
    setAccessibleName(tr("Encoded token"));
    document()->setDocumentMargin(0);
    viewport()->setAutoFillBackground(false);
    connect(m_revealed, &Reveal::over, this, &EncodedView::showReveal);
    connect(this, &QTextEdit::selectionChanged, this, [this] {
        if (!m_setting && textCursor().hasSelection())
            emit offsetSelected(textCursor().selectionStart());
    });
    connect(&theme, &Theme::changed, this, &EncodedView::applyTheme);
    applyTheme();
}

void EncodedView::applyTheme()
{
    document()->setDefaultFont(m_theme.font(FontRole::CodeSmall));
    showText();
    updateGeometry();
}

void EncodedView::setToken(const Token &token)
{
    m_token = token;
    m_underlined.reset();
    m_hiddenFrom = m_hiddenLength = 0;
    if (token.form == TokenForm::Opaque || token.segments.empty()) {
        m_hiddenLength = token.text.size();
    } else if (token.segments.size() >= 3) {
        // Of a broken token whatever stands behind the second dot may be, or hold, the signature.
        m_hiddenFrom = token.form == TokenForm::Jwe ? token.segments.back().offset : token.segments[2].offset;
        m_hiddenLength = token.text.size() - m_hiddenFrom;
    }
    setRevealed(false);
    showText();
}

QString EncodedView::shownText() const
{
    QString text = QString::fromLatin1(m_token.text);
    if (!isRevealed() && m_hiddenLength > 0)
        text = text.left(m_hiddenFrom) + hidden(QStringView(text).sliced(m_hiddenFrom, m_hiddenLength));
    for (QChar &c : text) {
        if (c.unicode() < 0x20 || (c.unicode() >= 0x7F && c.unicode() < 0xA0))
            c = QChar(0xFFFD);  // one for one, so that offsets hold
    }
    if (text.size() > kMostShown)
        text = tr("%1 [… %2 more characters]").arg(text.left(kMostShown)).arg(text.size() - kMostShown);
    return text;
}

void EncodedView::showText()
{
    m_setting = true;
    setPlainText(shownText());
    QTextCursor all(document());
    all.select(QTextCursor::Document);
    QTextBlockFormat block;
    block.setLineHeight(kLineHeight, QTextBlockFormat::ProportionalHeight);
    all.mergeBlockFormat(block);
    m_setting = false;
    colour();
    updateGeometry();
}

QTextEdit::ExtraSelection EncodedView::selection(qsizetype from, qsizetype length) const
{
    const int end = document()->characterCount() - 1;
    QTextEdit::ExtraSelection part;
    part.cursor = QTextCursor(document());
    part.cursor.setPosition(int(qMin<qsizetype>(from, end)));
    part.cursor.setPosition(int(qMin<qsizetype>(from + length, end)), QTextCursor::KeepAnchor);
    return part;
}

void EncodedView::colour()
{
    QList<QTextEdit::ExtraSelection> parts;
    for (size_t i = 0; i < m_token.segments.size(); ++i) {
        parts << selection(m_token.segments[i].offset, m_token.segments[i].length);
        parts.last().format.setForeground(m_theme.color(segmentColor(m_token, qsizetype(i))));
        if (i > 0) {
            parts << selection(m_token.segments[i].offset - 1, 1);
            parts.last().format.setForeground(m_theme.color(ColorToken::Text3));
        }
    }
    if (m_underlined) {
        parts << selection(m_underlined->from, m_underlined->length);
        parts.last().format.setFontUnderline(true);
        parts.last().format.setBackground(m_theme.color(ColorToken::Selected));
    }
    if (!m_token.problems.empty() && m_token.form == TokenForm::Broken) {
        const qsizetype at = qBound<qsizetype>(0, m_token.problems.front().offset, qMax<qsizetype>(0, m_token.text.size() - 1));
        parts << selection(at, 1);
        parts.last().format.setForeground(m_theme.color(ColorToken::Danger));
        parts.last().format.setBackground(m_theme.color(ColorToken::DangerSoft));
        parts.last().format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        parts.last().format.setUnderlineColor(m_theme.color(ColorToken::Danger));
    }
    setExtraSelections(parts);
}

void EncodedView::underline(const std::optional<ClaimPlace> &place)
{
    m_underlined = place;
    colour();
    if (!place || textCursor().hasSelection())
        return;
    QTextCursor cursor(document());
    cursor.setPosition(int(qMin<qsizetype>(place->from, document()->characterCount() - 1)));
    setTextCursor(cursor);
}

std::vector<qsizetype> EncodedView::find(const QString &text) const
{
    constexpr size_t kMost = 1000;
    std::vector<qsizetype> found;
    const QString shown = toPlainText();
    qsizetype at = text.isEmpty() ? -1 : shown.indexOf(text, 0, Qt::CaseInsensitive);
    for (; at >= 0 && found.size() < kMost; at = shown.indexOf(text, at + text.size(), Qt::CaseInsensitive))
        found.push_back(at);
    return found;
}

void EncodedView::select(qsizetype from, qsizetype length)
{
    const QScopedValueRollback setting(m_setting, true);
    setTextCursor(selection(from, length).cursor);
}

void EncodedView::setRevealed(bool revealed)
{
    if (isRevealed() == revealed)
        return;
    if (revealed)
        m_revealed->begin();
    else
        m_revealed->end();
    showReveal();
}

bool EncodedView::isRevealed() const
{
    return m_revealed->isOn();
}

void EncodedView::showReveal()
{
    showText();
    emit revealedChanged(isRevealed());
}

QMimeData *EncodedView::createMimeDataFromSelection() const
{
    if (!isRevealed())
        return QTextEdit::createMimeDataFromSelection();
    const Secret selected(textCursor().selection().toPlainText().toUtf8());
    takeBackAfter(selected);
    return concealedText(selected);
}

QSize EncodedView::sizeHint() const
{
    const int text = int(document()->size().height()) + m_theme.px(kRow) / 2;
    return {m_theme.px(338), qBound(minimumSizeHint().height(), text, m_theme.px(kRow * kMostRows))};
}

QSize EncodedView::minimumSizeHint() const
{
    return {m_theme.px(200), m_theme.px(kRow * kLeastRows)};
}

}
