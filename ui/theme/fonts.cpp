#include "ui/theme/fonts.h"

#include "ui/theme/theme.h"

#include <QFontDatabase>
#include <QFontInfo>
#include <QGuiApplication>
#include <QScreen>

namespace keyhole {

namespace {

constexpr int kSmallestPx = 10;
constexpr int kDesignPx = 13;

struct Type {
    double at13;
    QFont::Weight weight;
    bool mono;
};

Type typeOf(FontRole role)
{
    switch (role) {
    case FontRole::Display:
        return {24, QFont::DemiBold, false};
    case FontRole::Headline:
        return {17, QFont::DemiBold, false};
    case FontRole::Strong:
        return {13, QFont::DemiBold, false};
    case FontRole::Small:
        return {12, QFont::Normal, false};
    case FontRole::SmallMedium:
        return {12, QFont::Medium, false};
    case FontRole::Micro:
        return {11, QFont::Normal, false};
    case FontRole::MicroMono:
        return {11, QFont::Normal, true};
    case FontRole::Badge:
        return {10, QFont::Bold, false};
    case FontRole::Code:
        return {13, QFont::Normal, true};
    case FontRole::CodeSmall:
        return {12, QFont::Normal, true};
    case FontRole::Body:
        break;
    }
    return {13, QFont::Normal, false};
}

bool offeredByNobody(const QFont &font)
{
    const QString family = QFontInfo(font).family();
    return family.isEmpty() || family.startsWith("DejaVu") || family.startsWith("Bitstream Vera");
}

}

QFont interfaceFont(const QFont &platformFont)
{
    QFont font = platformFont;
    int size = QFontInfo(font).pixelSize();
    if (offeredByNobody(font)) {
        const bool sizeWasChosen = font.pixelSize() > 0;
        if (QFontDatabase::hasFamily("Inter"))
            font = QFont("Inter");
        const QScreen *screen = QGuiApplication::primaryScreen();
        if (!sizeWasChosen)
            size = qRound(kDesignPx * (screen ? screen->logicalDotsPerInch() : 96) / 96);
    }
    font.setPixelSize(std::max(size, kSmallestPx));
    return font;
}

QString codeFamily()
{
    if (QFontDatabase::hasFamily("JetBrains Mono"))
        return "JetBrains Mono";
    return QFontDatabase::systemFont(QFontDatabase::FixedFont).family();
}

QFont Theme::font(FontRole role) const
{
    const Type type = typeOf(role);
    QFont font = m_uiFont;
    if (type.mono) {
        font = QFont(m_monoFamily);
        font.setStyleHint(QFont::Monospace);
        // Without shaping "!=" and "->" look like the bytes that they are.
        font.setStyleStrategy(QFont::PreferNoShaping);
    }
    font.setPixelSize(std::max(px(type.at13), kSmallestPx));
    font.setWeight(type.weight);
    return font;
}

int Theme::px(double at13) const
{
    return qRound(at13 * m_base / kDesignPx);
}

}
