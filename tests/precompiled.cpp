// Carries the precompiled header that every test program of this kind uses; main_*.cpp cannot, since it compiles Catch2 itself.
