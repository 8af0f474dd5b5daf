#include "catch.h"

#include "ui/theme/contrast.h"
#include "ui/theme/theme.h"

using namespace keyhole;
using Token = ColorToken;

namespace {

double contrast(Token a, Token b, bool dark)
{
    return contrastRatio(Theme::color(a, dark), Theme::color(b, dark));
}

bool isLegible(Token text, Token surface, bool dark)
{
    return contrast(text, surface, dark) >= 4.5;
}

bool isVisible(Token outline, Token surface, bool dark)
{
    return contrast(outline, surface, dark) >= 3;
}

const Token kSurfaces[]
    = {Token::Window, Token::Sidebar, Token::Surface, Token::Panel, Token::Sunken, Token::Raised, Token::Hover, Token::Selected};
const Token kContentSurfaces[] = {Token::Surface, Token::Panel, Token::Sunken, Token::Raised};

}

TEST_CASE("Contrast: black on white is 21 and a colour on itself 1", "[theme]")
{
    CHECK(std::abs(contrastRatio(Qt::black, Qt::white) - 21) < 0.01);
    CHECK(std::abs(contrastRatio(Qt::white, Qt::black) - 21) < 0.01);
    CHECK(std::abs(contrastRatio(QColor(0x77, 0x77, 0x77), Qt::white) - 4.48) < 0.01);
    CHECK(contrastRatio(Qt::red, Qt::red) == 1);
}

TEST_CASE("Theme: text and links are legible on every surface they stand on", "[theme]")
{
    const bool dark = GENERATE(false, true);
    for (const Token surface : kSurfaces) {
        for (const Token text : {Token::Text, Token::Text2, Token::Text3, Token::Accent}) {
            CAPTURE(dark, int(text), int(surface));
            CHECK(isLegible(text, surface, dark));
        }
    }
}

TEST_CASE("Theme: state, segment and code colours are legible on editors, panels and cards", "[theme]")
{
    const bool dark = GENERATE(false, true);
    for (const Token surface : kContentSurfaces) {
        for (const Token text : {Token::Danger, Token::Warn, Token::Ok, Token::Info, Token::SegHeader, Token::SegPayload,
                                 Token::SegSignature, Token::Number, Token::String}) {
            CAPTURE(dark, int(text), int(surface));
            CHECK(isLegible(text, surface, dark));
        }
    }
}

TEST_CASE("Theme: a state and all text are legible on the state's own soft fill", "[theme]")
{
    const bool dark = GENERATE(false, true);
    const auto [state, soft] = GENERATE(table<Token, Token>(
        {{Token::Danger, Token::DangerSoft}, {Token::Warn, Token::WarnSoft}, {Token::Ok, Token::OkSoft}, {Token::Info, Token::InfoSoft}}));
    CAPTURE(dark, int(state));
    for (const Token text : {state, Token::Text, Token::Text2, Token::Text3})
        CHECK(isLegible(text, soft, dark));
}

TEST_CASE("Theme: states are legible in the status bar and the sidebar", "[theme]")
{
    const bool dark = GENERATE(false, true);
    for (const Token state : {Token::Danger, Token::Warn, Token::Ok}) {
        CAPTURE(dark, int(state));
        CHECK(isLegible(state, Token::Window, dark));
        CHECK(isLegible(state, Token::Sidebar, dark));
    }
}

TEST_CASE("Theme: text on the primary button is legible, also under the pointer", "[theme]")
{
    const bool dark = GENERATE(false, true);
    CHECK(isLegible(Token::OnAccent, Token::AccentFill, dark));
    CHECK(isLegible(Token::OnAccent, Token::AccentFillHover, dark));
}

TEST_CASE("Theme: outlines of controls and the focus ring are told from what they stand on", "[theme]")
{
    const bool dark = GENERATE(false, true);
    for (const Token surface : {Token::Window, Token::Sidebar, Token::Surface, Token::Panel, Token::Raised}) {
        CAPTURE(dark, int(surface));
        CHECK(isVisible(Token::Control, surface, dark));
        CHECK(isVisible(Token::Accent, surface, dark));
    }
}
