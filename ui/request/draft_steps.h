#pragma once

#include "core/collection/request_draft.h"
#include "ui/request/steps.h"

class QWidget;

namespace keyhole {

class EditorTab;

/// Whether two drafts are the same in every part.
bool isSame(const RequestDraft &one, const RequestDraft &other);

/// The ways back and forward through what was changed on the pages of a request.
class DraftSteps {
public:
    struct Step {
        EditorTab *page;
        RequestDraft draft;  ///< as it was; of it the page's part counts
        const QWidget *typedIn;  ///< the field in which it was typed; nullptr: it was chosen
    };

    /// A page changed the draft. What is typed into one field without a pause elsewhere is one step; what a page takes back by itself is
    /// no step forward.
    void note(Step before, const RequestDraft &now);
    /// The last step of those, which is taken away; the draft as it is now goes to the others.
    std::optional<Step> back(const RequestDraft &now);
    std::optional<Step> forward(const RequestDraft &now);
    void clear() { m_steps.clear(); }

private:
    Steps<Step> m_steps;
};

}
