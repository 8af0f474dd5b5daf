#pragma once

#include "core/diagnosis/report.h"
#include "ui/theme/theme.h"

namespace keyhole {

/// How a state looks: an icon of its own shape, the colour of its text, and the fill and line of a box in this state.
struct Appearance {
    QString icon;
    ColorToken color = ColorToken::Text2;
    ColorToken soft = ColorToken::Raised;
    ColorToken line = ColorToken::Border;
};

Appearance appearanceOf(const ReportVerdict &verdict);
Appearance appearanceOf(FindingRole role);
Appearance appearanceOf(Card::State state);

/// The icon of a button for this action; empty for none: primary buttons that send have one, and Cancel.
QString iconOf(const Action &action);

/// Where a line of evidence stands, for its gutter: "request", "token", "response", "hop 2", "cookie jar", "history", "clock".
QString gutterText(const QByteArray &where);

/// "Certain", "Likely", "Possible".
QString certaintyWord(Certainty certainty);

}
