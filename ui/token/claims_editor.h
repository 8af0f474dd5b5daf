#pragma once

#include "core/token/editing.h"
#include "ui/theme/rounded_frame.h"

class QStackedWidget;

namespace keyhole {

class ClaimForm;
class FlowLabel;
class JsonForm;
class TabStrip;

/// Header and payload of a token that is being written, as rows or as JSON; one can be turned into the other at any time.
class ClaimsEditor : public RoundedFrame {
    Q_OBJECT
public:
    enum Mode { Form, Json };
    /// Times by relative words count from `now`.
    ClaimsEditor(const Theme &theme, Instant now, QWidget *parent = nullptr);
    void setDraft(const TokenDraft &draft);
    /// Fails with the claim, or the line and character, that cannot be read.
    Result<TokenDraft> draft() const;
    void setMode(Mode mode);
    Mode mode() const { return m_mode; }

signals:
    void edited();

private:
    QWidget *page(QWidget *header, QWidget *payload);
    QWidget *heading(ColorToken color, const QString &name);
    Result<TokenDraft> draftIn(Mode mode) const;
    void fill(Mode mode, const TokenDraft &draft);
    void showState();
    void applyTheme();

    Instant m_now;
    Mode m_mode = Form;
    TabStrip *m_switch;
    QStackedWidget *m_pages;
    ClaimForm *m_headerForm, *m_payloadForm;
    JsonForm *m_headerJson, *m_payloadJson;
    FlowLabel *m_state;
};

}
