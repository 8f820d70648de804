#pragma once
#include <SDL2/SDL.h>

/// SDL's macro, which Swift cannot import.
static const int rlcoord_centered = SDL_WINDOWPOS_CENTERED;
