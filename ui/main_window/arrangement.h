#pragma once

namespace keyhole {

/// How the window's parts stand, for a width. All lengths are for a base text size of 13 px.
struct Arrangement {
    static constexpr int kThreeColumns = 1280;  ///< from here on the sidebar is shown
    static constexpr int kDiagnosisRight = 1120;  ///< below this it goes under the response
    static constexpr int kSideBySide = 1100;  ///< width of the centre from which on request and response stand side by side
    static constexpr int kWide = 1800;
    static constexpr int kCentreLeast = 520;
    static constexpr int kSidebarLeast = 200, kSidebarMost = 420;
    static constexpr int kDiagnosisLeast = 380, kDiagnosisMost = 640;

    bool sidebar = true;
    bool diagnosisBelow = false;
    int sidebarWidth = 248;
    int diagnosisWidth = 476;

    friend bool operator==(const Arrangement &, const Arrangement &) = default;
};

/// By the window's width alone; what the user chose goes before it.
constexpr Arrangement arrangementFor(int width)
{
    const bool wide = width >= Arrangement::kWide;
    return {width >= Arrangement::kThreeColumns, width < Arrangement::kDiagnosisRight, wide ? 264 : 248, wide ? 524 : 476};
}

}
