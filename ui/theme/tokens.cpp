#include "ui/theme/theme.h"

#include <array>

namespace keyhole {

namespace {

struct Shade {
    ColorToken token;
    QRgb light, dark;
};

constexpr std::array kShades = {
    Shade{ColorToken::Window, 0xFFF4F5F7, 0xFF14161A},     Shade{ColorToken::Sidebar, 0xFFECEEF2, 0xFF191C21},
    Shade{ColorToken::Surface, 0xFFFFFFFF, 0xFF1D2026},    Shade{ColorToken::Panel, 0xFFFAFBFC, 0xFF191C21},
    Shade{ColorToken::Sunken, 0xFFF7F8FA, 0xFF17191E},     Shade{ColorToken::Raised, 0xFFFFFFFF, 0xFF22262D},
    Shade{ColorToken::Hover, 0xFFE7EAEF, 0xFF2A2F38},      Shade{ColorToken::Selected, 0xFFDCE5FC, 0xFF28355C},
    Shade{ColorToken::Border, 0xFFDCE0E6, 0xFF31363F},     Shade{ColorToken::Control, 0xFF7E8693, 0xFF747D8B},
    Shade{ColorToken::Text, 0xFF1A1D23, 0xFFE7E9ED},       Shade{ColorToken::Text2, 0xFF4A5260, 0xFFAEB6C2},
    Shade{ColorToken::Text3, 0xFF5B6472, 0xFF98A1AF},      Shade{ColorToken::Accent, 0xFF2F56D0, 0xFF8FA8FF},
    Shade{ColorToken::AccentFill, 0xFF2F56D0, 0xFF486BE3}, Shade{ColorToken::AccentFillHover, 0xFF2849B4, 0xFF3A5CCF},
    Shade{ColorToken::OnAccent, 0xFFFFFFFF, 0xFFFFFFFF},   Shade{ColorToken::Danger, 0xFFB3261E, 0xFFFF8F85},
    Shade{ColorToken::DangerSoft, 0xFFFCECEA, 0xFF3A2022}, Shade{ColorToken::DangerLine, 0xFFF0C4BF, 0xFF64302F},
    Shade{ColorToken::Warn, 0xFF8A4F00, 0xFFF0B849},       Shade{ColorToken::WarnSoft, 0xFFFFF3DB, 0xFF352A13},
    Shade{ColorToken::WarnLine, 0xFFEBD3A0, 0xFF5E4919},   Shade{ColorToken::Ok, 0xFF1B6E3C, 0xFF5FCB8B},
    Shade{ColorToken::OkSoft, 0xFFE4F4EA, 0xFF173023},     Shade{ColorToken::OkLine, 0xFFB5DCC3, 0xFF27533A},
    Shade{ColorToken::Info, 0xFF1D5FA6, 0xFF84B8FF},       Shade{ColorToken::InfoSoft, 0xFFE7F0FB, 0xFF182A42},
    Shade{ColorToken::InfoLine, 0xFFBBD3EE, 0xFF2A4A72},   Shade{ColorToken::SegHeader, 0xFFB4235A, 0xFFFF92B6},
    Shade{ColorToken::SegPayload, 0xFF6B3FC4, 0xFFBBA2FF}, Shade{ColorToken::SegSignature, 0xFF0B6B78, 0xFF55CCD9},
    Shade{ColorToken::Number, 0xFF9A3E00, 0xFFF2A36B},     Shade{ColorToken::String, 0xFF1B6E3C, 0xFF8FD6A8},
};
static_assert(kShades.size() == size_t(ColorToken::Count));

constexpr bool inOrder()
{
    for (size_t i = 0; i < kShades.size(); ++i) {
        if (size_t(kShades[i].token) != i)
            return false;
    }
    return true;
}
static_assert(inOrder(), "the table is read by index");

/// What stands for a token where the system's palette is all that may be used.
QPalette::ColorRole roleOf(ColorToken token)
{
    switch (token) {
    case ColorToken::Window:
    case ColorToken::Sidebar:
    case ColorToken::Panel:
        return QPalette::Window;
    case ColorToken::Surface:
    case ColorToken::Sunken:
    case ColorToken::Raised:
    case ColorToken::DangerSoft:
    case ColorToken::WarnSoft:
    case ColorToken::OkSoft:
    case ColorToken::InfoSoft:
        return QPalette::Base;
    case ColorToken::Selected:
    case ColorToken::AccentFill:
    case ColorToken::AccentFillHover:
        return QPalette::Highlight;
    case ColorToken::OnAccent:
        return QPalette::HighlightedText;
    case ColorToken::Hover:
        return QPalette::Button;
    case ColorToken::Accent:
        return QPalette::Link;
    default:
        return QPalette::WindowText;
    }
}

}

QColor Theme::color(ColorToken token, bool dark)
{
    const Shade &shade = kShades[size_t(token)];
    return QColor::fromRgb(dark ? shade.dark : shade.light);
}

QColor Theme::color(ColorToken token) const
{
    return m_forced ? m_systemPalette.color(roleOf(token)) : color(token, m_dark);
}

}
