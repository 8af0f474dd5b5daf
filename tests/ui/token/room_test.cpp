#include "catch.h"
#include "tokens.h"

#include "ui/controls/button.h"
#include "ui/controls/chip.h"
#include "ui/text/flow_label.h"
#include "ui/token/claim_line.h"
#include "ui/token/claims_editor.h"
#include "ui/token/comparison_window.h"
#include "ui/token/signing_key_card.h"
#include "ui/token/token_editor.h"
#include "ui/token/token_window.h"

#include <QApplication>
#include <QTest>
#include <QTranslator>

using namespace keyhole;

namespace {

/// Every text 40 % longer, as many languages are.
class LongTexts : public QTranslator {
public:
    bool isEmpty() const override { return false; }
    QString translate(const char *, const char *source, const char *, int) const override
    {
        QStringList words = QString::fromUtf8(source).split(u' ');
        for (QString &word : words)
            word += QString(word.startsWith(u'%') ? 0 : word.size() * 2 / 5, u'o');
        return words.join(u' ');
    }
};

/// Base text size, length of the words and direction, as long as it lives.
struct Setting {
    Setting(int base, bool longTexts, Qt::LayoutDirection direction) : m_font(QApplication::font())
    {
        QFont font("Inter");
        font.setPixelSize(base);
        QApplication::setFont(font);
        QApplication::setLayoutDirection(direction);
        if (longTexts)
            QCoreApplication::installTranslator(&m_texts);
    }
    ~Setting()
    {
        QCoreApplication::removeTranslator(&m_texts);
        QApplication::setLayoutDirection(Qt::LeftToRight);
        QApplication::setFont(m_font);
    }

private:
    LongTexts m_texts;
    QFont m_font;
};

void addFault(QStringList &faults, const QWidget &window, const QWidget *part, const QString &text, int width, int height)
{
    const int left = part->mapTo(&window, QPoint(0, 0)).x();
    if (part->width() < width || part->height() < height)
        faults << QStringLiteral("“%1” has %2 × %3, needs %4 × %5").arg(text).arg(part->width()).arg(part->height()).arg(width).arg(height);
    if (part->parentWidget() != &window && !part->parentWidget()->rect().contains(part->geometry()))
        faults << QStringLiteral("“%1” sticks out of what holds it").arg(text);
    if (left < 0 || left + part->width() > window.width())
        faults << QStringLiteral("“%1” stands from %2 to %3").arg(text).arg(left).arg(left + part->width());
}

/// Visible parts that have less room than their text needs, or stand outside the window.
QStringList clipped(const QWidget &window)
{
    QStringList faults;
    for (const Button *button : window.findChildren<Button *>()) {
        if (button->isVisible())
            addFault(faults, window, button, button->text(), button->sizeHint().width(), 0);
    }
    for (const Chip *chip : window.findChildren<Chip *>()) {
        if (chip->isVisible())
            addFault(faults, window, chip, chip->text(), chip->sizeHint().width(), 0);
    }
    for (const FlowLabel *label : window.findChildren<FlowLabel *>()) {
        if (label->isVisible() && !label->text().isEmpty())
            addFault(faults, window, label, label->text(), 0, label->heightForWidth(label->width()));
    }
    for (const ClaimValue *value : window.findChildren<ClaimValue *>()) {
        if (value->isVisible())
            addFault(faults, window, value, value->toPlainText(), 0, value->heightForWidth(value->width()));
    }
    return faults;
}

QStringList clippedAt(QWidget &window, const Theme &theme, QSize size)
{
    window.resize(theme.px(size.width()), theme.px(size.height()));
    window.show();
    QApplication::processEvents();
    return clipped(window);
}

}

TEST_CASE("Token windows: nothing is clipped at any base size, width, length of the words and direction", "[token][room]")
{
    const int base = GENERATE(13, 16, 20);
    const bool longTexts = GENERATE(false, true);
    const auto direction = GENERATE(Qt::LeftToRight, Qt::RightToLeft);
    const QSize size = GENERATE(QSize(860, 620), QSize(1080, 800));
    CAPTURE(base, longTexts, int(direction), size.width());
    const Setting setting(base, longTexts, direction);
    const Theme theme;
    const TokenCircumstances circumstances{tokens::serverAhead(), tokens::kLocalNow};
    TokenWindow window(theme);
    window.setAttribute(Qt::WA_DeleteOnClose, false);
    window.setTokens({{tokens::expired(), "Sent with GET /v1/orders"}}, circumstances);
    CHECK(clippedAt(window, theme, size).join('\n') == QString());

    ComparisonWindow comparison(theme, circumstances);
    comparison.setAttribute(Qt::WA_DeleteOnClose, false);
    comparison.compare({tokens::expired(), "Sent with GET /v1/orders"}, {tokens::valid(), "Pasted."});
    CHECK(clippedAt(comparison, theme, size).join('\n') == QString());

    TokenEditor editor(theme, *draftOf(decodeToken(tokens::expired())), "Sent with GET /v1/orders", tokens::kLocalNow);
    editor.setAttribute(Qt::WA_DeleteOnClose, false);
    editor.key()->generate("P-256");
    CHECK(clippedAt(editor, theme, size).join('\n') == QString());
}

TEST_CASE("Token windows: Tab goes through every part and comes back", "[token][accessibility]")
{
    const Theme theme;
    TokenEditor editor(theme, *draftOf(decodeToken(tokens::expired())), "Sent with GET /v1/orders", tokens::kLocalNow);
    TokenWindow window(theme);
    window.setTokens({{tokens::expired(), {}}}, {std::nullopt, tokens::kLocalNow});
    for (QWidget *each : {static_cast<QWidget *>(&editor), static_cast<QWidget *>(&window)}) {
        each->setAttribute(Qt::WA_DeleteOnClose, false);
        each->show();
        QApplication::setActiveWindow(each);
        QList<QWidget *> visited;
        for (int step = 0; step < 200; ++step) {
            QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : each, Qt::Key_Tab);
            QWidget *focus = QApplication::focusWidget();
            REQUIRE(focus);
            if (visited.contains(focus))
                break;
            visited << focus;
        }
        CHECK(visited.size() < 200);
        for (const QPushButton *button : each->findChildren<QPushButton *>()) {
            CAPTURE(button->text());
            CHECK((!button->isVisible() || !button->isEnabled() || visited.contains(button)));
        }
    }
}
