#pragma once

namespace keyhole {

enum class ComparedSides {
    Whole,
    Requests,  ///< what a server may judge by, without its answer; contents of more than 256 KB as a whole: quick, however large both are
};

}
