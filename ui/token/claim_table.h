#pragma once

#include "ui/text/text_flow.h"
#include "ui/theme/rounded_frame.h"
#include "ui/token/claim_places.h"
#include "ui/token/claim_rows.h"
#include "ui/token/decoding.h"

class QVBoxLayout;

namespace keyhole {

class ClaimLine;
class FlowLabel;
class TabStrip;

/// Header and payload, a row a member, and what else can be read: the disclosures of an SD-JWT, what a token that is no JWT shows of
/// itself. Choosing a row says so, so that its bytes can be shown.
class ClaimTable : public RoundedFrame {
    Q_OBJECT
public:
    explicit ClaimTable(const Theme &theme, QWidget *parent = nullptr);
    void setToken(const DecodedToken &decoded, const TokenTiming &timing, std::vector<MemberCheck> checks);
    TimeForm timeForm() const { return m_form; }
    /// The rows of header and payload that have a text in them, in their order; gone with the token.
    std::vector<ClaimLine *> linesWith(const QString &text) const;
    /// Marks the row of a member as the chosen one.
    void choose(bool inHeader, const QByteArray &name);

signals:
    void memberChosen(bool inHeader, const QByteArray &name);
    void timeFormChanged(keyhole::TimeForm form);
    /// The rows were made anew.
    void rebuilt();

private:
    void rebuild();
    void addParts(QVBoxLayout *rows);
    void addDisclosures(QVBoxLayout *rows);
    void addExplanation(QVBoxLayout *rows);
    void addOpaque(QVBoxLayout *rows);
    void addWords(QVBoxLayout *rows, std::vector<TextRun> words);
    void fill(QVBoxLayout *rows, bool inHeader, const std::vector<ClaimRow> &claims, int depth);
    QWidget *heading(ColorToken color, const QString &name, const QString &remark);

    DecodedToken m_decoded;
    std::vector<MemberCheck> m_checks;
    TokenTiming m_timing;
    TimeForm m_form = TimeForm::Utc;
    QWidget *m_body = nullptr;
    TabStrip *m_timeSwitch;
    std::vector<ClaimLine *> m_lines;
    int m_nameWidth = 0;
};

}
