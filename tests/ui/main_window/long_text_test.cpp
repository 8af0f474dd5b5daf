#include "catch.h"

#include "ui/controls/button.h"
#include "ui/main_window/stage.h"
#include "ui/text/text_label.h"

#include <QTranslator>

using namespace keyhole;

namespace {

/// Every text 40 % longer, as many languages are.
class LongTexts : public QTranslator {
public:
    bool isEmpty() const override { return false; }
    QString translate(const char *, const char *source, const char *, int) const override
    {
        const QString text = QString::fromUtf8(source);
        return text + QString("o").repeated(std::max<qsizetype>(1, text.size() * 2 / 5));
    }
};

struct LongLanguage {
    LongTexts texts;
    LongLanguage() { QCoreApplication::installTranslator(&texts); }
    ~LongLanguage() { QCoreApplication::removeTranslator(&texts); }
};

QStringList clipped(const MainWindow &window)
{
    QStringList found;
    for (const Button *button : window.findChildren<Button *>()) {
        if (button->isVisible() && button->width() < button->sizeHint().width() && button->minimumWidth() != button->maximumWidth())
            found << button->text();
    }
    for (const TextLabel *label : window.findChildren<TextLabel *>()) {
        const bool mayBeCut = qobject_cast<const ElidedLabel *>(label) || label->wordWrap();
        if (label->isVisible() && !mayBeCut && label->width() < label->sizeHint().width())
            found << label->text();
    }
    return found;
}

}

TEST_CASE("Window: texts that are 40 % longer are not clipped, at the least size and at the usual one", "[main_window]")
{
    const QSize size = GENERATE(QSize(960, 600), QSize(1440, 900));
    const LongLanguage language;
    Stage stage(size);
    QCoreApplication::processEvents();
    CHECK(clipped(stage.window).join('\n') == QString());
    stage.open();
    QCoreApplication::processEvents();
    CHECK(clipped(stage.window).join('\n') == QString());
}
